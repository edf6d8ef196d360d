// What of a file is refused before anything of it is read: links, storage, filters, sizes.

#include "output/hdf5_input.hpp"
#include "output/hdf5_operation.hpp"

#include <algorithm>
#include <array>

namespace steppe {
namespace {

/// No dataset of a file is read that is larger than what a file of its size can hold by deflation, which packs at most 1032 to 1; nor one of
/// more than this.
constexpr std::uint64_t most_bytes = std::uint64_t{2} << 30U;
constexpr std::uint64_t always_allowed = std::uint64_t{16} << 20U;
constexpr std::uint64_t best_deflation = 1032;

constexpr std::array known_filters{H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32};

} // namespace

void Hdf5Input::check_links(std::string const& name) const
{
    Hdf5Operation const open{"open", label(name)};
    for (std::size_t end = name.find('/'); true; end = name.find('/', end + 1)) {
        H5L_info_t link{};
        open.check(H5Lget_info(file_.id(), name.substr(0, end).c_str(), &link, H5P_DEFAULT));
        if (link.type != H5L_TYPE_HARD) {
            fail(name.substr(0, end), "an object of this file", "a link to elsewhere");
        }
        if (end == std::string::npos) {
            return;
        }
    }
}

void Hdf5Input::check_storage(std::string const& name, std::int64_t dataset) const
{
    Hdf5Operation const read{"read", label(name)};
    Hdf5Handle const created = read.own(H5Dget_create_plist(dataset), H5Pclose);
    H5D_layout_t const layout = H5Pget_layout(created.id());
    if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED) {
        fail(name, "values in this file", "a view of others");
    }
    if (read.check(H5Pget_external_count(created.id())) != 0) {
        fail(name, "values in this file", "values in another");
    }
    int const filters = read.check(H5Pget_nfilters(created.id()));
    for (int i = 0; i < filters; ++i) {
        unsigned flags = 0;
        unsigned configuration = 0;
        std::size_t parameters = 0;
        H5Z_filter_t const filter =
            H5Pget_filter2(created.id(), static_cast<unsigned>(i), &flags, &parameters, nullptr, 0, nullptr, &configuration);
        if (std::find(known_filters.begin(), known_filters.end(), filter) == known_filters.end()) {
            fail(name, "values that are shuffled, deflated and checksummed", fmt::format("the filter {}", filter));
        }
    }
    if (layout == H5D_CHUNKED) { // whole chunks are read, however little of them is asked for
        std::array<hsize_t, H5S_MAX_RANK> lengths{};
        int const rank = read.check(H5Pget_chunk(created.id(), H5S_MAX_RANK, lengths.data()));
        Hdf5Handle const type = read.own(H5Dget_type(dataset), H5Tclose);
        check_budget(name, {lengths.begin(), lengths.begin() + rank}, H5Tget_size(type.id()));
    }
}

void Hdf5Input::check_budget(std::string const& name, Extents const& count, std::size_t entry) const
{
    std::uint64_t const holds = std::min(most_bytes, always_allowed + std::min(most_bytes, file_bytes_) * best_deflation);
    std::uint64_t left = holds / std::max<std::size_t>(entry, 1);
    for (std::uint64_t length : count) {
        if (length == 0) {
            return;
        }
        left /= length;
    }
    if (left == 0) {
        fail(name, fmt::format("at most {} bytes, which a file of {} can hold", holds, file_bytes_), in_words(count));
    }
}

void Hdf5Input::check_everything() const
{
    std::vector<std::string> names;
    auto const note = [](hid_t /*group*/, char const* name, H5L_info_t const* /*link*/, void* found) -> herr_t {
        static_cast<std::vector<std::string>*>(found)->emplace_back(name);
        return 0;
    };
    Hdf5Operation const list{"list the objects of", fmt::format("'{}'", path_)};
    list.check(H5Lvisit(file_.id(), H5_INDEX_NAME, H5_ITER_NATIVE, note, &names));
    for (std::string const& name : names) {
        check_links(name);
        Hdf5Handle const object = list.own(H5Oopen(file_.id(), name.c_str(), H5P_DEFAULT), H5Oclose);
        if (H5Iget_type(object.id()) == H5I_DATASET) {
            check_storage(name, object.id());
        }
    }
}

} // namespace steppe
