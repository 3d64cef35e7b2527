#include "apps/likeness/serve/config.hpp"

#include "apps/likeness/serve/directory_table.hpp"
#include "apps/likeness/serve/impersonation_table.hpp"
#include "apps/likeness/serve/toml_values.hpp"
#include "base/file.hpp"

#include <algorithm>
#include <array>

namespace likeness::app {

namespace {

constexpr std::size_t config_bytes_max = 1u << 20;

Complaint take_hr48(toml::node const& node, std::optional<service::Hr48Prefers>& into)
{
    if (auto const directory = node.value_exact<bool>())
        into = *directory ? service::Hr48Prefers::directory : service::Hr48Prefers::mailbox;
    else if (node.value_exact<std::string>() == "newest")
        into = service::Hr48Prefers::newest;
    else
        return "must be true, false or \"newest\"";
    return std::nullopt;
}

Complaint take_server_version(toml::node const& node, std::optional<ServerBuild>& into)
{
    auto const build = ews::parse_build(node.value_exact<std::string>().value_or(""));
    if (!build) return "must be four numbers, such as \"15.1.2507.0\"";
    into = *build;
    return std::nullopt;
}

Complaint take_schema_version(toml::node const& node, std::optional<ews::Schema>& into)
{
    auto const text = node.value_exact<std::string>();
    auto const schema = ews::parse_schema(text.value_or(""));
    if (!schema) return "must be a version of EWS, such as \"Exchange2016\"";
    into = *schema;
    return std::nullopt;
}

Complaint take_thumbnail_pixels(toml::node const& node, std::optional<int>& into)
{
    auto const value = node.value_exact<std::int64_t>();
    if (value != 48 && value != 64 && value != 96) return "must be 48, 64 or 96";
    into = static_cast<int>(*value);
    return std::nullopt;
}

struct Reading {
    Config config;
    std::filesystem::path folder;
};

struct Key {
    std::string_view name;
    Complaint (*read)(toml::node const&, Reading&);
};

using Node = toml::node const&;
constexpr std::array keys {
    Key { "data", [](Node node, Reading& into) { return take_path(node, into.config.data, into.folder); } },
    Key { "listen",
        [](Node node, Reading& into) {
            return take_texts(
                node, into.config.listen, "an array of addresses, such as [\"127.0.0.1:8080\"]");
        } },
    Key { "tls_cert",
        [](Node node, Reading& into) { return take_path(node, into.config.tls_cert, into.folder); } },
    Key { "tls_key",
        [](Node node, Reading& into) { return take_path(node, into.config.tls_key, into.folder); } },
    Key { "public_url", [](Node node, Reading& into) { return take_text(node, into.config.public_url); } },
    Key { "default_domain",
        [](Node node, Reading& into) { return take_text(node, into.config.default_domain); } },
    Key { "anonymous_photos",
        [](Node node, Reading& into) { return take_switch(node, into.config.anonymous_photos); } },
    Key { "allow_insecure_http",
        [](Node node, Reading& into) { return take_switch(node, into.config.allow_insecure_http); } },
    Key { "cache_bytes", [](Node node, Reading& into) { return take_bytes(node, into.config.cache_bytes); } },
    Key { "directory",
        [](Node node, Reading& into) {
            return take_directories(node, into.folder, into.config.directories);
        } },
    Key { "impersonation",
        [](Node node, Reading& into) { return take_impersonation(node, into.config.impersonation); } },
    Key { "server_version",
        [](Node node, Reading& into) { return take_server_version(node, into.config.server_version); } },
    Key { "schema_version",
        [](Node node, Reading& into) { return take_schema_version(node, into.config.schema_version); } },
    Key { "hr48_prefers_directory",
        [](Node node, Reading& into) { return take_hr48(node, into.config.hr48_prefers); } },
    Key { "thumbnail_pixels",
        [](Node node, Reading& into) { return take_thumbnail_pixels(node, into.config.thumbnail_px); } },
};

Complaint read_entry(std::string_view name, toml::node const& node, Reading& into)
{
    auto const key = std::ranges::find(keys, name, &Key::name);
    if (key == keys.end()) return fmt::format("is unknown; the keys are {}", names_of(keys));
    return key->read(node, into);
}

auto wrong(std::string const& name, toml::source_position at, std::string_view reason)
{
    return fail(Code::invalid_request, fmt::format("{}:{}: {}", name, at.line, reason));
}

Result<Config> read_table(
    toml::table const& table, std::string const& name, std::filesystem::path const& folder)
{
    Reading reading { .config = {}, .folder = folder };
    for (auto const& [key, node] : table)
        if (auto const complaint = read_entry(key.str(), node, reading))
            return wrong(name, key.source().begin, fmt::format("`{}` {}", key.str(), *complaint));
    return std::move(reading.config);
}

}

service::PhotoPolicy Config::photo_policy() const
{
    service::PhotoPolicy policy;
    if (hr48_prefers) policy.hr48_prefers = *hr48_prefers;
    if (thumbnail_px) policy.thumbnail_px = *thumbnail_px;
    return policy;
}

ews::ServerVersion Config::version() const
{
    ews::ServerVersion made;
    if (server_version) made.build = *server_version;
    if (schema_version) made.schema = ews::name_of(*schema_version);
    return made;
}

Result<Config> parse_config(
    std::string_view text, std::string const& name, std::filesystem::path const& folder)
{
    // Debian's library is the one that throws: it goes no further than here.
    try {
        return read_table(toml::parse(text, name), name, folder);
    } catch (toml::parse_error const& error) {
        return wrong(name, error.source().begin, error.description());
    }
}

Result<Config> load_config(std::filesystem::path const& file)
{
    auto const bytes = base::read_file(file, config_bytes_max);
    if (!bytes)
        return fail(Code::invalid_request,
            fmt::format(
                "the configuration file {} cannot be read: {}", file.string(), bytes.error().message()));
    return parse_config(base::as_text(*bytes), file.string(), file.parent_path());
}

}
