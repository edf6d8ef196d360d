#pragma once
/// How an analysis has its plans run, one after the other: on which threads, with what progress, and until when is up to its caller.

#include "ensemble/run_ensemble.hpp"

#include <functional>

namespace steppe {

using RunPlan = std::function<RunEnd(EnsemblePlan const& plan, Recorder& recorder)>;

} // namespace steppe
