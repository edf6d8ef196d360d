#include "app/output_target.hpp"

#include "app/build_info.hpp"
#include "model/schema_of_model.hpp"
#include "output/sidecar.hpp"

#include <utility>

namespace steppe::app {

Provenance provenance_of(Scenario const& scenario, std::string const& title, LaneWidth width)
{
    return {.title = title.empty() ? scenario.text("title") : title,
            .version = std::string{build_info::version},
            .git_commit = std::string{build_info::git_commit},
            .compiler = std::string{build_info::compiler},
            .flags = std::string{build_info::flags},
            .isa = std::string{build_info::isa},
            .lane_width = lanes_of(width)};
}

void refuse_to_replace_input(std::filesystem::path const& file, bool may_replace, Scenario const& scenario)
{
    if (file.empty()) {
        return;
    }
    Diagnostics faults;
    std::error_code ignored;
    for (std::filesystem::path const& target : {file, sidecar_path(file)}) {
        for (SourceText const& source : scenario.files) {
            if (std::filesystem::equivalent(target, source.path, ignored)) {
                faults.add({target.string(), 0, 0}, "O204", "is a scenario that this run reads; name another file to write");
            }
        }
        for (std::string const& source : scenario.read_besides) {
            if (std::filesystem::equivalent(target, source, ignored)) {
                faults.add({target.string(), 0, 0}, "O204", "is a file that this run reads; name another file to write");
            }
        }
        if (target != file && !may_replace && std::filesystem::exists(target, ignored)) {
            faults.add({target.string(), 0, 0}, "O201",
                       "already exists, and the run's record goes there; pass --force to replace it, or name another file");
        }
    }
    faults.throw_if_any();
}

std::unique_ptr<OutputClaim> claim_output(OutputOptions const& output, Scenario const& scenario,
                                          std::function<RunRecord()> describe)
{
    if (output.file.empty()) {
        return nullptr;
    }
    refuse_to_replace_input(output.file, output.force, scenario);
    auto claim = std::make_unique<OutputClaim>(output.file, output.force);
    claim->describe_by(std::move(describe));
    return claim;
}

std::unique_ptr<ResultFile> open_output(OutputOptions const& output, OutputClaim* claim, Scenario const& scenario,
                                        std::string_view record, LaneWidth width)
{
    if (claim == nullptr) {
        return nullptr;
    }
    auto file = std::make_unique<ResultFile>(output.file, output.force, record, scenario, model_schema(),
                                             provenance_of(scenario, {}, width));
    file->publish_by([claim](PendingFile& complete) { claim->publish(complete); });
    return file;
}

} // namespace steppe::app
