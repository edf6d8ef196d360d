#include "output/output_claim.hpp"

#include "base/diagnostics.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace steppe {
namespace {

namespace fs = std::filesystem;

fs::path claimable(fs::path target, bool overwrite)
{
    check_target(target, overwrite);
    return target;
}

} // namespace

OutputClaim::OutputClaim(fs::path target, bool overwrite)
    : target_{claimable(std::move(target), overwrite)}, ownership_{lock_path(target_), target_}
{
    settle();
    check_target(target_, overwrite); // the owner of before may have published it
}

void OutputClaim::settle() const
{
    std::error_code ignored;
    for (fs::path const& path : abandoned(target_)) {
        fs::remove(path, ignored);
    }
    fs::path const sidecar = sidecar_path(target_);
    for (fs::path const& path : abandoned(sidecar)) {
        std::optional<std::string> const digest = digest_in(path);
        bool const belongs = digest && digest_in(sidecar) != digest && fs::is_regular_file(target_, ignored) &&
                             *digest == file_checksum(target_);
        if (!belongs || std::rename(path.c_str(), sidecar.c_str()) != 0) {
            fs::remove(path, ignored);
        }
    }
}

void OutputClaim::publish(PendingFile& result)
{
    PendingFile sidecar{sidecar_path(target_), true};
    sidecar.write(sidecar_text(target_, describe_ ? describe_() : RunRecord{}, file_checksum(result.temporary())));
    sidecar.synchronise();
    ownership_.check();
    result.commit();
    sidecar.commit();
}

void verify_result(fs::path const& result)
{
    std::optional<std::string> const expected = digest_in(sidecar_path(result));
    if (!expected) {
        return;
    }
    if (std::string const found = file_checksum(result); found != *expected) {
        throw EnvironmentError{fmt::format("cannot use '{}': it is damaged or was changed; its XXH3 digest is {}, and '{}' "
                                           "expects {}; pass --force to begin again",
                                           result.string(), found, sidecar_path(result).string(), *expected)};
    }
}

} // namespace steppe
