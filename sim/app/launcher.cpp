// `steppe` of a release package: runs the engine that was built for what this processor has. Results do not depend on the choice.
//
// The package has bin/steppe (this) and libexec/steppe/LEVEL/steppe for each LEVEL below. STEPPE_LEVEL=x86-64-v3 chooses by hand.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <unistd.h>

namespace {

struct Level {
    char const* name;
    bool runs_here;
};

/// Fastest first. The psABI's levels ask for more features than these, which every processor with these has too.
std::array<Level, 3> levels()
{
    __builtin_cpu_init();
    bool const v3 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 &&
                    __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0;
    bool const v4 = v3 && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                    __builtin_cpu_supports("avx512cd") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
                    __builtin_cpu_supports("avx512vl") != 0;
    return {{{"x86-64-v4", v4}, {"x86-64-v3", v3}, {"x86-64", true}}};
}

} // namespace

int main(int /*argc*/, char** argv)
{
    constexpr int environment_at_fault = 3;
    std::error_code error;
    std::filesystem::path const self = std::filesystem::read_symlink("/proc/self/exe", error);
    std::filesystem::path const engines = self.parent_path().parent_path() / "libexec" / "steppe";
    char const* const wanted = std::getenv("STEPPE_LEVEL");
    for (Level const& level : levels()) {
        if (wanted != nullptr ? std::string{wanted} != level.name : !level.runs_here) {
            continue;
        }
        if (wanted != nullptr && !level.runs_here) {
            std::fprintf(stderr, "steppe: this processor cannot run %s, which STEPPE_LEVEL asks for\n", level.name);
            return environment_at_fault;
        }
        std::string const engine = (engines / level.name / "steppe").string();
        if (wanted != nullptr || std::filesystem::exists(engine, error)) {
            ::execv(engine.c_str(), argv);
            std::perror(("steppe: cannot run " + engine).c_str());
            return environment_at_fault;
        }
    }
    if (wanted != nullptr) {
        std::fprintf(stderr, "steppe: STEPPE_LEVEL=%s is none of x86-64, x86-64-v3, x86-64-v4\n", wanted);
    } else {
        std::fprintf(stderr, "steppe: no engine in %s; install the package again\n", engines.c_str());
    }
    return environment_at_fault;
}
