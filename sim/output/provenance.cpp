#include "output/provenance.hpp"

#include "output/schema_version.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <vector>

namespace steppe {
namespace {

std::string origin_text(SourceLocation const& origin, Scenario const& scenario)
{
    std::string text = portable_path(origin.file, scenario);
    return origin.line > 0 ? text + ":" + std::to_string(origin.line) : text;
}

/// A table: parallel arrays over one dimension, which its first column of texts names and labels.
class TableWriter {
public:
    TableWriter(Hdf5Group& group, std::string const& dimension, std::vector<std::string> const& labels)
        : group_{group}, scale_{group.create_texts(dimension, labels)}
    {
        scale_.make_scale(dimension);
    }

    void texts(std::string const& name, std::vector<std::string> const& values)
    {
        group_.create_texts(name, values).attach_scale(scale_, 0);
    }
    void numbers(std::string const& name, std::vector<double> const& values)
    {
        group_.create_list<double>(name, values).attach_scale(scale_, 0);
    }

private:
    Hdf5Group& group_;
    Hdf5Dataset scale_;
};

void write_parameters(Hdf5Group& provenance, Scenario const& scenario, Schema const& schema)
{
    auto const column = [&](auto&& value_of) {
        std::vector<decltype(value_of(scenario.parameters.front()))> values;
        values.reserve(scenario.parameters.size());
        std::transform(scenario.parameters.begin(), scenario.parameters.end(), std::back_inserter(values), value_of);
        return values;
    };
    auto const declared = [&](Parameter const& parameter) -> Declaration const& {
        return schema.parameters.at(parameter.family).declaration;
    };
    Hdf5Group group = provenance.create_group("parameters");
    TableWriter table{group, "key", column([](Parameter const& p) { return p.key; })};
    table.numbers("value", column([](Parameter const& p) { return p.value; }));
    table.texts("unit", column([&](Parameter const& p) { return std::string{declared(p).unit}; }));
    table.numbers("range_low", column([](Parameter const& p) { return p.range.low; }));
    table.numbers("range_high", column([](Parameter const& p) { return p.range.high; }));
    table.texts("prior", column([](Parameter const& p) { return std::string{name_of(p.prior)}; }));
    table.numbers("null", column([](Parameter const& p) { return p.null; }));
    table.texts("tag", column([](Parameter const& p) { return std::string(1, static_cast<char>(p.tag)); }));
    table.texts("source", column([](Parameter const& p) { return p.source; }));
    table.texts("section", column([&](Parameter const& p) { return std::string{declared(p).section}; }));
    table.texts("origin", column([&](Parameter const& p) { return origin_text(p.origin, scenario); }));
}

void write_settings(Hdf5Group& provenance, Scenario const& scenario)
{
    std::vector<std::string> keys;
    std::vector<std::string> values;
    std::vector<std::string> origins;
    for (auto const& [key, setting] : scenario.settings) {
        keys.push_back(key);
        values.push_back(setting.value);
        origins.push_back(origin_text(setting.origin, scenario));
    }
    Hdf5Group group = provenance.create_group("settings");
    TableWriter table{group, "key", keys};
    table.texts("value", values);
    table.texts("origin", origins);
}

void write_files(Hdf5Group& provenance, Scenario const& scenario)
{
    std::vector<std::string> paths;
    std::vector<std::string> texts;
    for (SourceText const& file : scenario.files) {
        paths.push_back(portable_path(file.path, scenario));
        texts.push_back(file.text);
    }
    Hdf5Group group = provenance.create_group("files");
    TableWriter{group, "path", paths}.texts("text", texts);
}

} // namespace

std::string portable_path(std::string const& path, Scenario const& scenario)
{
    bool const is_file =
        std::any_of(scenario.files.begin(), scenario.files.end(), [&](SourceText const& file) { return file.path == path; });
    if (!is_file) {
        return path;
    }
    std::filesystem::path const main = std::filesystem::path{scenario.files.back().path}.lexically_normal();
    std::filesystem::path const own = std::filesystem::path{path}.lexically_normal();
    std::filesystem::path const relative = own.lexically_relative(main.has_parent_path() ? main.parent_path() : ".");
    return relative.empty() ? own.filename().string() : relative.generic_string();
}

void write_provenance(Hdf5Group& root, Scenario const& scenario, Schema const& schema, Provenance const& provenance)
{
    Hdf5Group group = root.create_group("provenance");
    group.set_text("schema_version", output_schema_version);
    group.set_text("engine_version", provenance.version);
    group.set_text("git_commit", provenance.git_commit);
    group.set_text("compiler", provenance.compiler);
    group.set_text("flags", provenance.flags);
    group.set_text("isa", provenance.isa);
    group.set_number("lane_width", std::int32_t{provenance.lane_width});
    write_files(group, scenario);
    write_parameters(group, scenario, schema);
    write_settings(group, scenario);
}

} // namespace steppe
