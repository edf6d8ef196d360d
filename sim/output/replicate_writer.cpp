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
    ReplicateEncoder encoder{layout, record_, format_};
    ReplicateVariables variables = ReplicateVariables::create(file_->root(), encoder, file_->columns());
    run_.emplace(Run{std::move(encoder), std::move(variables)});
}

Turn ReplicateWriter::prepare(ResultBlock const& block)
{
    auto const encoded = std::make_shared<EncodedBlock const>(run().encoder.encode(block));
    return [this, encoded] { run().variables.write(*encoded); };
}

void ReplicateWriter::finish()
{
    std::vector<Failure> failures = run().variables.finish();
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

} // namespace steppe
