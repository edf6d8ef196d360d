#pragma once
/// What an audit finds, for people and programs.

#include "study/audit/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

[[nodiscard]] std::string audit_table(AuditResult const& result, RunLayout const& layout);

[[nodiscard]] nlohmann::json audit_json(AuditResult const& result, RunLayout const& layout);

} // namespace steppe::app
