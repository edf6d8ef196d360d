#pragma once
/// One transaction for a result and its sidecar: one owner from the start of a command to the names of both.

#include "output/ownership.hpp"
#include "output/pending_file.hpp"
#include "output/sidecar.hpp"

#include <filesystem>
#include <functional>

namespace steppe {

/// Owns a result's name, and that of its sidecar, until it goes out of scope. Both are made durable under temporary names, and the sidecar
/// holds the digest of the result, before the result gets its name and then the sidecar: a stop in between is settled by the next start.
class OutputClaim {
public:
    /// Takes the target, settles or removes what processes that are gone left of it. Throws InputError as PendingFile does, EnvironmentError
    /// as Ownership does.
    OutputClaim(std::filesystem::path target, bool overwrite);

    /// What the sidecar shall say, asked when the result is complete.
    void describe_by(std::function<RunRecord()> describe) { describe_ = std::move(describe); }

    /// Gives a complete and closed result its name, and the sidecar its. Throws EnvironmentError.
    void publish(PendingFile& result);

private:
    void settle() const;

    std::filesystem::path target_;
    Ownership ownership_;
    std::function<RunRecord()> describe_;
};

/// Holds a result to the digest in its sidecar; nothing is known where there is no sidecar, or one of an earlier version that has no digest. Throws
/// EnvironmentError if it is not, or cannot be read.
void verify_result(std::filesystem::path const& result);

} // namespace steppe
