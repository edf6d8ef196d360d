#include "output/ownership.hpp"

#include "base/diagnostics.hpp"
#include "output/host.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace steppe {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::chrono::seconds beat{2};
constexpr int watched_beats = 8; // a lease that has not counted for so long is nobody's
constexpr std::size_t longest_lease = 4096;

struct Lease {
    std::string boot;
    std::string words;
    std::string nonce;
    std::uint64_t count{};
};

/// Nothing for a text that is no lease, such as that of a file which was just created.
std::optional<Lease> parse(std::string const& text)
{
    json const content = json::parse(text, nullptr, false);
    try {
        return Lease{.boot = content.at("boot"),
                     .words = fmt::format("process {} on host {} since {}", content.at("process").get<std::int64_t>(),
                                          content.at("host").get<std::string>(), content.at("since").get<std::string>()),
                     .nonce = content.at("nonce"),
                     .count = content.at("count")};
    } catch (json::exception const&) {
        return std::nullopt;
    }
}

std::optional<Lease> lease_at(fs::path const& path)
{
    Descriptor const file{path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK};
    return file.is_open() && file.is_regular() ? parse(file.read(longest_lease)) : std::nullopt;
}

/// Whether a lease of another boot goes on counting, which takes a while to see.
bool counts(fs::path const& path, Lease const& before)
{
    for (int i = 0; i < watched_beats; ++i) {
        std::this_thread::sleep_for(beat);
        std::optional<Lease> const now = lease_at(path);
        if (now && (now->nonce != before.nonce || now->count != before.count)) {
            return true;
        }
    }
    return false;
}

/// Who holds a file that this process has open, and locked if `is_locked`.
std::optional<std::string> holder(fs::path const& path, bool is_locked)
{
    std::optional<Lease> const lease = lease_at(path);
    if (!is_locked) {
        return lease ? lease->words : "another process";
    }
    // A lock that was free says that the process which wrote the lease is gone, if it would have shared our locks.
    if (!lease || lease->boot == boot_id() || !counts(path, *lease)) {
        return std::nullopt;
    }
    return lease->words;
}

} // namespace

fs::path lock_path(fs::path const& target)
{
    fs::path path = target;
    path += ".lock";
    return path;
}

std::optional<std::string> holder_of(fs::path const& lock)
{
    Descriptor const file{lock, O_RDWR | O_NOFOLLOW | O_NONBLOCK};
    return file.is_open() ? holder(lock, file.lock()) : std::nullopt;
}

Ownership::Ownership(fs::path lock, fs::path const& subject)
    : path_{std::move(lock)}, subject_{subject.string()}, nonce_{random_name()}
{
    take(subject);
    write_lease();
    try {
        counting_ = std::thread{[this] { keep_counting(); }};
    } catch (std::system_error const& error) {
        throw EnvironmentError{fmt::format("cannot start a thread: {}", error.what())};
    }
}

Ownership::~Ownership()
{
    {
        std::lock_guard const guard{ending_};
        is_over_ = true;
    }
    ended_.notify_all();
    counting_.join();
    if (lock_->is_at(path_)) {
        std::error_code ignored; // the next start takes it over
        fs::remove(path_, ignored);
    }
}

void Ownership::take(fs::path const& subject)
{
    do { // a process that ends may remove the file between the two steps
        lock_ = std::make_unique<Descriptor>(path_, O_CREAT | O_RDWR | O_NOFOLLOW | O_NONBLOCK);
        if (!lock_->is_open()) {
            fail_on("create", path_, errno);
        }
        if (!lock_->is_regular()) {
            throw EnvironmentError{fmt::format("cannot lock with '{}': it is no regular file", path_.string())};
        }
        bool const is_locked = lock_->lock();
        if (!is_locked && errno != EWOULDBLOCK && errno != ENOLCK && errno != ENOTSUP) {
            fail_on("lock", path_, errno);
        }
        bool const has_no_locks = !is_locked && errno != EWOULDBLOCK; // a file system without: the lease alone decides
        if (std::optional<std::string> const who = holder(path_, is_locked || has_no_locks)) {
            throw EnvironmentError{fmt::format("another steppe process is writing to '{}': {}", subject.string(), *who)};
        }
    } while (!lock_->is_at(path_));
}

std::string Ownership::lease() const
{
    static std::string const since = utc_text(std::chrono::system_clock::now());
    return json{{"boot", boot_id()}, {"count", count_},       {"host", host_name()},
                {"nonce", nonce_},   {"process", ::getpid()}, {"since", since}}
               .dump(-1, ' ', false, json::error_handler_t::replace) +
           "\n";
}

void Ownership::write_lease() const
{
    if (!lock_->replace(lease())) {
        fail_on("write", path_, errno);
    }
}

void Ownership::keep_counting()
{
    std::unique_lock guard{ending_};
    while (!ended_.wait_for(guard, beat, [this] { return is_over_; })) {
        ++count_;
        static_cast<void>(lock_->replace(lease())); // a full disk is met by what is written, not by this
    }
}

void Ownership::check() const
{
    std::optional<Lease> const now = lease_at(path_);
    if (!lock_->is_at(path_) || (now && now->nonce != nonce_)) {
        throw EnvironmentError{fmt::format("another process has taken over '{}'{}; nothing was replaced", subject_,
                                           now && now->nonce != nonce_ ? ": " + now->words : "")};
    }
}

} // namespace steppe
