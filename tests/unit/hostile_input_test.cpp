// Results that somebody has changed on purpose: each is refused as a file, before anything of it is believed.

#include "base/diagnostics.hpp"
#include "output/resume.hpp"
#include "output/shallow_json.hpp"
#include "output/shard.hpp"
#include "support/output_fixtures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#include <csignal>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace steppe::test {
namespace {

/// The text with which a file is refused after `change`; "none" if it is not.
std::string refusal_of(std::function<void(hid_t)> const& change)
{
    TemporaryFolder const folder;
    RunLayout const layout = small_layout();
    std::filesystem::path const path = folder / "out.h5";
    {
        ReplicateWriter writer{result_file(path), ReplicateRecord::trajectories};
        writer.begin(layout);
        consume_run(writer, layout);
        writer.finish();
    }
    hid_t const access = H5Pcreate(H5P_FILE_ACCESS);
    hid_t const file = H5Fopen(path.c_str(), H5F_ACC_RDWR, access);
    change(file);
    H5Fclose(file);
    H5Pclose(access);
    try {
        RecordedBlocks const blocks{path, "trajectories", small_scenario(), small_provenance(), layout};
        static_cast<void>(blocks.find({0, 1, 0, 128}));
    } catch (EnvironmentError const& error) {
        return error.what();
    }
    return "none";
}

/// Puts an empty dataset in place of another.
void replace(hid_t file, char const* name, hid_t type, std::vector<hsize_t> const& extents, hid_t properties = H5P_DEFAULT)
{
    H5Ldelete(file, name, H5P_DEFAULT);
    hid_t const space = H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr);
    hid_t const dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    H5Dclose(dataset);
    H5Sclose(space);
}

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(HostileResult, AnUnchangedOneIsTaken)
{
    EXPECT_EQ(refusal_of([](hid_t) {}), "none");
}

TEST(HostileResult, TypesAreWhatIsExpected)
{
    EXPECT_THAT(refusal_of([](hid_t file) {
                    replace(file, "job_state", H5T_IEEE_F64LE, {2, 2, 260});
                }),
                AllOf(HasSubstr("'job_state' of"), HasSubstr("out.h5': expected 8-bit integers, found floating-point")));
    EXPECT_THAT(refusal_of([](hid_t file) { replace(file, "failures/message", H5T_STD_I32LE, {2}); }),
                HasSubstr("expected texts of varying length, found integers"));
    EXPECT_THAT(refusal_of([](hid_t file) {
                    H5Adelete(file, "schema_version");
                    hid_t const space = H5Screate(H5S_SCALAR);
                    H5Aclose(H5Acreate2(file, "schema_version", H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT));
                    H5Sclose(space);
                }),
                HasSubstr("'/@schema_version' of"));
}

TEST(HostileResult, RanksAndExtentsAreThoseOfTheStudy)
{
    EXPECT_THAT(refusal_of([](hid_t file) {
                    replace(file, "job_state", H5T_STD_I8LE, {2, 260});
                }),
                HasSubstr("expected extents [2, 2, 260], found [2, 260]"));
    EXPECT_THAT(refusal_of([](hid_t file) {
                    replace(file, "alignment", H5T_IEEE_F32LE, {2, 2, 260, 14, 2, 2});
                }),
                HasSubstr("found [2, 2, 260, 14, 2, 2]"));
    EXPECT_THAT(refusal_of([](hid_t file) { replace(file, "failures/month", H5T_STD_I32LE, {1}); }),
                HasSubstr("expected extents [2], found [1]"));
    EXPECT_THAT(refusal_of([](hid_t file) {
                    replace(file, "time", H5T_IEEE_F64LE, {14, 1});
                }),
                HasSubstr("expected one dimension, found [14, 1]"));
}

TEST(HostileResult, MoreThanTheFileCanHoldIsNotReadAtAll)
{
    EXPECT_THAT(refusal_of([](hid_t file) {
                    hid_t const properties = H5Pcreate(H5P_DATASET_CREATE);
                    hsize_t const chunk = 1024;
                    H5Pset_chunk(properties, 1, &chunk);
                    replace(file, "provenance/parameters/value", H5T_IEEE_F64LE, {hsize_t{1} << 40U}, properties);
                    H5Pclose(properties);
                }),
                HasSubstr("expected at most"));
    EXPECT_THAT(refusal_of([](hid_t file) {
                    hid_t const properties = H5Pcreate(H5P_DATASET_CREATE);
                    hsize_t const chunk = hsize_t{1} << 31U;
                    H5Pset_chunk(properties, 1, &chunk);
                    replace(file, "time", H5T_STD_I8LE, {chunk}, properties);
                    H5Pclose(properties);
                }),
                HasSubstr("expected at most"));
}

TEST(HostileResult, ValuesLieInTheFile)
{
    EXPECT_THAT(refusal_of([](hid_t file) {
                    hid_t const properties = H5Pcreate(H5P_DATASET_CREATE);
                    H5Pset_external(properties, "/etc/passwd", 0, 1040);
                    replace(file, "job_state", H5T_STD_I8LE, {2, 2, 260}, properties);
                    H5Pclose(properties);
                }),
                HasSubstr("'job_state' of"));
    EXPECT_THAT(refusal_of([](hid_t file) {
                    H5Ldelete(file, "cost", H5P_DEFAULT);
                    H5Lcreate_external("/etc/passwd", "/", file, "cost", H5P_DEFAULT, H5P_DEFAULT);
                }),
                HasSubstr("expected an object of this file, found a link to elsewhere"));
    EXPECT_THAT(refusal_of([](hid_t file) { H5Lcreate_soft("/cost", file, "beside", H5P_DEFAULT, H5P_DEFAULT); }),
                HasSubstr("found a link to elsewhere"));
    EXPECT_THAT(refusal_of([](hid_t file) {
                    hid_t const properties = H5Pcreate(H5P_DATASET_CREATE);
                    std::vector<hsize_t> const extents{2, 2, 260};
                    hid_t const space = H5Screate_simple(3, extents.data(), nullptr);
                    H5Pset_virtual(properties, space, "other.h5", "job_state", space);
                    H5Sclose(space);
                    replace(file, "job_state", H5T_STD_I8LE, extents, properties);
                    H5Pclose(properties);
                }),
                HasSubstr("expected values in this file, found a view of others"));
}

TEST(HostileResult, WhatIsNoRegularFileIsNotOpened)
{
    EXPECT_THROW((Hdf5Input{"/dev/zero"}), EnvironmentError);
    EXPECT_THROW((Hdf5Input{"/"}), EnvironmentError);
}

TEST(HostileResult, ACrashOfTheReaderIsItsOwn)
{
    EXPECT_THROW(try_reading("x", [] { ::raise(SIGSEGV); }), EnvironmentError);
    EXPECT_NO_THROW(try_reading("x", [] { throw std::runtime_error{"left to the caller"}; }));
}

TEST(HostileShard, WhatNestsTooDeepIsNotParsed)
{
    std::string const deep(1'000'000, '\x81'); // a list of a list of ..
    EXPECT_FALSE(is_shallow_cbor(deep));
    EXPECT_THROW(static_cast<void>(parse_shard(deep, "x")), EnvironmentError);
    EXPECT_THROW(static_cast<void>(parse_shard("\xA1\x61x\x01", "x")), EnvironmentError);
    EXPECT_TRUE(is_shallow_cbor(std::string{"\x82\x81\x01\x81\x81\x02"}));
    EXPECT_TRUE(is_shallow_cbor(std::string{"\x9f\x01\x9f\xff\xff"}));
    std::string const json = std::string(1'000'000, '[') + std::string(1'000'000, ']');
    EXPECT_LT(parse_shallow_json(json).dump().size(), 100U);
}

} // namespace
} // namespace steppe::test
