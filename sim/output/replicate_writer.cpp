#include "output/replicate_writer.hpp"

#include <stdexcept>
#include <utility>

namespace steppe {

ReplicateWriter::ReplicateWriter(std::unique_ptr<ResultFile> file, ReplicateRecord record, ValueFormat format)
    : file_{std::move(file)}, record_{record}, format_{format}
{
}

void ReplicateWriter::begin(RunLayout const& layout)
{
    if (run_) {
        throw std::logic_error{"a result file holds one run"};
    }
    run_.emplace(Run{ReplicateEncoder{layout, record_, format_}, std::nullopt});
}

InOrder ReplicateWriter::prepare(ResultBlock const& block)
{
    auto const encoded = std::make_shared<EncodedBlock const>(run().encoder.encode(block));
    return [this, encoded] {
        if (keep_) {
            keep_(*encoded);
        }
        variables().write(*encoded);
        file_->begin_writing_out();
    };
}

void ReplicateWriter::finish()
{
    std::vector<Failure> failures = variables().finish();
    run_.reset();
    file_->commit(std::move(failures));
}

ReplicateWriter::Run& ReplicateWriter::run()
{
    if (!run_) {
        throw std::logic_error{"results come between begin and finish"};
    }
    return *run_;
}

ReplicateVariables& ReplicateWriter::variables()
{
    Run& now = run();
    if (!now.variables) {
        now.variables = ReplicateVariables::create(file_->root(), now.encoder, file_->columns());
    }
    return *now.variables;
}

} // namespace steppe
