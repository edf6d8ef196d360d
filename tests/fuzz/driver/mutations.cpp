// Runs a fuzzer's target without a fuzzer, so that every compiler can: on all its seeds, then on so many mutations of them.
// usage: mutations_NAME COUNT SEED_FILE_OR_FOLDER...

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size);

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t longest_seed = 1U << 16U;
constexpr unsigned longest_time = 10; // seconds for one input

Bytes current;

/// Leaves the input that failed in the working folder, for whoever looks into it.
extern "C" void keep_what_failed(int signal)
{
    if (std::FILE* file = std::fopen("mutation-that-failed", "wb")) {
        std::fwrite(current.data(), 1, current.size(), file);
        std::fclose(file);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void add_seed(fs::path const& path, std::vector<Bytes>& seeds)
{
    std::ifstream file{path, std::ios::binary};
    Bytes bytes{std::istreambuf_iterator<char>{file}, {}};
    if (bytes.size() <= longest_seed) {
        seeds.push_back(std::move(bytes));
    }
}

std::vector<Bytes> read_seeds(std::vector<std::string> const& names)
{
    std::vector<fs::path> paths;
    for (std::string const& name : names) {
        if (!fs::is_directory(name)) {
            paths.emplace_back(name);
            continue;
        }
        for (fs::directory_entry const& entry : fs::recursive_directory_iterator{name}) {
            if (entry.is_regular_file()) {
                paths.push_back(entry.path());
            }
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Bytes> seeds;
    for (fs::path const& path : paths) {
        add_seed(path, seeds);
    }
    return seeds;
}

class Mutator {
public:
    explicit Mutator(std::vector<Bytes> const& seeds) : seeds_{seeds} {}

    void mutate(Bytes& bytes)
    {
        std::size_t const changes = std::size_t{1} << below(5);
        for (std::size_t i = 0; i < changes; ++i) {
            change(bytes);
        }
    }

private:
    [[nodiscard]] std::size_t below(std::size_t end)
    {
        return std::uniform_int_distribution<std::size_t>{0, end - 1}(chance_);
    }

    void change(Bytes& bytes)
    {
        if (bytes.empty()) {
            bytes.push_back(static_cast<std::uint8_t>(below(256)));
            return;
        }
        std::size_t const place = below(bytes.size());
        auto const at = bytes.begin() + static_cast<std::ptrdiff_t>(place);
        std::size_t const length = 1 + below(std::min<std::size_t>(16, bytes.size() - place));
        switch (below(7)) {
        case 0:
            bytes[place] = static_cast<std::uint8_t>(bytes[place] ^ (1U << below(8)));
            break;
        case 1:
            bytes[place] = static_cast<std::uint8_t>(below(256));
            break;
        case 2: // numbers at the ends of their ranges
            std::fill_n(at, length, static_cast<std::uint8_t>(std::array{0x00, 0x7f, 0x80, 0xff}[below(4)]));
            break;
        case 3:
            bytes.erase(at, at + static_cast<std::ptrdiff_t>(length));
            break;
        case 4: {
            Bytes const piece(at, at + static_cast<std::ptrdiff_t>(length));
            bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size())), piece.begin(), piece.end());
            break;
        }
        case 5:
            bytes.resize(place);
            break;
        default: { // a piece of another seed
            Bytes const& other = seeds_[below(seeds_.size())];
            if (!other.empty()) {
                std::size_t const from = below(other.size());
                std::size_t const count = 1 + below(std::min<std::size_t>(64, other.size() - from));
                auto const begin = other.begin() + static_cast<std::ptrdiff_t>(from);
                bytes.insert(at, begin, begin + static_cast<std::ptrdiff_t>(count));
            }
        }
        }
    }

    std::vector<Bytes> const& seeds_;
    std::mt19937_64 chance_{20251106};
};

void try_current()
{
    ::alarm(longest_time);
    LLVMFuzzerTestOneInput(current.data(), current.size());
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<std::string> const words{argv + 1, argv + argc};
    std::vector<Bytes> const seeds = words.size() < 2 ? std::vector<Bytes>{} : read_seeds({words.begin() + 1, words.end()});
    if (seeds.empty()) {
        std::fputs("usage: COUNT SEED_FILE_OR_FOLDER...\n", stderr);
        return 2;
    }
    for (int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM}) {
        std::signal(signal, keep_what_failed);
    }
    long const count = std::atol(words[0].c_str());
    for (Bytes const& seed : seeds) {
        current = seed;
        try_current();
    }
    Mutator mutator{seeds};
    for (long i = 0; i < count; ++i) {
        current = seeds[static_cast<std::size_t>(i) % seeds.size()];
        mutator.mutate(current);
        try_current();
    }
    std::printf("%zu seeds and %ld mutations of them\n", seeds.size(), count);
    return 0;
}
