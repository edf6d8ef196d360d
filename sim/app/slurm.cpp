#include "app/slurm.hpp"

#include "base/diagnostics.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>

namespace steppe::app {
namespace {

namespace fs = std::filesystem;

std::string shell_words(std::vector<std::string> const& words)
{
    std::string text;
    for (std::string const& word : words) {
        text += (text.empty() ? "" : " ") + shell_word(word);
    }
    return text;
}

/// What both scripts begin with. Relative paths are seen from the folder in which the study was handed in.
std::string head(SlurmStudy const& study, std::string const& what, std::string const& log)
{
    std::string text = fmt::format("#!/bin/bash\n#SBATCH --job-name={0}\n#SBATCH --chdir={1}\n#SBATCH --output={2}\n"
                                   "#SBATCH --open-mode=append\n#SBATCH --requeue\n",
                                   shell_word("steppe-" + what + "-" + study.output.stem().string()),
                                   shell_word(fs::current_path().string()), shell_word(study.output.string() + log));
    for (std::string const& option : study.sbatch_options) {
        text += "#SBATCH " + option + "\n";
    }
    return text;
}

/// A script in a file that is gone afterwards.
class ScriptFile {
public:
    explicit ScriptFile(std::string const& script)
    {
        std::string name = (fs::temp_directory_path() / "steppe-sbatch-XXXXXX").string();
        int const descriptor = ::mkstemp(name.data());
        if (descriptor < 0) {
            throw EnvironmentError{fmt::format("cannot write {}: {}", name, std::strerror(errno))};
        }
        ::close(descriptor);
        path_ = name;
        std::ofstream{path_} << script;
    }
    ~ScriptFile()
    {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    ScriptFile(ScriptFile const&) = delete;
    ScriptFile& operator=(ScriptFile const&) = delete;
    ScriptFile(ScriptFile&&) = delete;
    ScriptFile& operator=(ScriptFile&&) = delete;

    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    fs::path path_;
};

} // namespace

std::string shell_word(std::string const& text)
{
    static constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/@%";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) {
        return text;
    }
    std::string result{"'"};
    for (char const letter : text) {
        result += letter == '\'' ? std::string{"'\\''"} : std::string(1, letter);
    }
    return result + "'";
}

std::string array_script(SlurmStudy const& study)
{
    return head(study, "part", ".part-%a.log") +
           fmt::format("#SBATCH --array=1-{0}\n#SBATCH --cpus-per-task={1}\n\n"
                       "# A part that was begun goes on from what its folder has: nothing is lost with a node but its last "
                       "seconds.\n"
                       "exec {2} sweep {3} --threads {1} --progress never --shard \"$SLURM_ARRAY_TASK_ID/{0}\" --resume\n",
                       study.tasks, study.threads, shell_word(study.engine.string()), shell_words(study.words));
}

std::string merge_script(SlurmStudy const& study)
{
    return head(study, "merge", ".merge.log") +
           fmt::format("#SBATCH --kill-on-invalid-dep=yes\n\nexec {} merge {}{}\n", shell_word(study.engine.string()),
                       shell_word(study.output.string()), study.force ? " --force" : "");
}

std::string submit_script(std::string const& script, std::string const& after)
{
    ScriptFile const file{script};
    std::string const command = fmt::format(
        "sbatch --parsable {}{}", after.empty() ? "" : "--dependency=afterok:" + after + " ", shell_word(file.path()));
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) {
        throw EnvironmentError{fmt::format("cannot run sbatch: {}", std::strerror(errno))};
    }
    std::array<char, 256> line{};
    std::string const said = std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr ? line.data() : "";
    int const status = ::pclose(pipe);
    std::string const number = said.substr(0, said.find_first_not_of("0123456789"));
    if (status != 0 || number.empty()) {
        throw EnvironmentError{fmt::format("sbatch did not take the job (exit code {})", WEXITSTATUS(status))};
    }
    return number;
}

} // namespace steppe::app
