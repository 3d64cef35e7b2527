#include "apps/likeness/serve/directory_table.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <array>

namespace likeness::app {

namespace {

using directory::ldap::BindMethod;
using directory::ldap::LdapKind;

// A value that is one of a few names.
template <class Value, std::size_t size>
Complaint take_name(
    toml::node const& node, std::array<std::pair<std::string_view, Value>, size> const& names, Value& into)
{
    auto const text = node.value_exact<std::string>();
    std::string known;
    for (auto const& [name, value] : names) {
        if (text == name) {
            into = value;
            return std::nullopt;
        }
        known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", name);
    }
    return fmt::format("must be one of {}", known);
}

constexpr std::array<std::pair<std::string_view, DirectoryMode>, 2> modes { {
    { "mirror", DirectoryMode::mirror },
    { "live", DirectoryMode::live },
} };
constexpr std::array<std::pair<std::string_view, LdapKind>, 3> kinds { {
    { "automatic", LdapKind::automatic },
    { "active-directory", LdapKind::active_directory },
    { "ldap", LdapKind::other },
} };
constexpr std::array<std::pair<std::string_view, BindMethod>, 4> bind_methods { {
    { "anonymous", BindMethod::anonymous },
    { "simple", BindMethod::simple },
    { "external", BindMethod::external },
    { "gssapi", BindMethod::gssapi },
} };

Complaint take_plain_text(toml::node const& node, std::string& into)
{
    std::optional<std::string> text;
    auto const complaint = take_text(node, text);
    if (!complaint) into = std::move(*text);
    return complaint;
}

Complaint take_plain_switch(toml::node const& node, bool& into)
{
    std::optional<bool> value;
    auto const complaint = take_switch(node, value);
    if (!complaint) into = *value;
    return complaint;
}

Complaint take_file(toml::node const& node, std::filesystem::path const& folder, std::filesystem::path& into)
{
    std::optional<std::filesystem::path> path;
    auto const complaint = take_path(node, path, folder);
    if (!complaint) into = std::move(*path);
    return complaint;
}

Complaint take_one_or_more(toml::node const& node, std::vector<std::string>& into)
{
    if (auto const text = node.value_exact<std::string>()) {
        into = { *text };
        return std::nullopt;
    }
    return take_texts(node, into, "a text in quotes, or an array of them");
}

Complaint take_attributes(toml::node const& node, std::map<std::string, std::vector<std::string>>& into)
{
    auto const* const table = node.as_table();
    if (table == nullptr) return "must be a table, such as { office = \"roomNumber\" }";
    for (auto const& [key, value] : *table)
        if (auto const complaint = take_one_or_more(value, into[std::string(key.str())]))
            return fmt::format("has a `{}` that {}", key.str(), *complaint);
    return std::nullopt;
}

constexpr std::int64_t poll_seconds_max = 86'400;

Complaint take_poll(toml::node const& node, std::chrono::seconds& into)
{
    auto const value = node.value_exact<std::int64_t>();
    if (!value || *value < 1 || *value > poll_seconds_max)
        return fmt::format("must be a number of seconds from 1 to {}", poll_seconds_max);
    into = std::chrono::seconds(*value);
    return std::nullopt;
}

Complaint take_thumbnail_bytes(toml::node const& node, std::size_t& into)
{
    std::optional<std::size_t> bytes;
    auto const complaint = take_bytes(node, bytes);
    if (complaint) return complaint;
    if (*bytes < 1'000 || *bytes > limits::thumbnail_bytes_max)
        return fmt::format("must be from 1000 to {}", limits::thumbnail_bytes_max);
    into = *bytes;
    return std::nullopt;
}

struct Reading {
    DirectoryConfig config;
    std::filesystem::path folder;
    bool says_bind = false;
};

struct DirectoryKey {
    std::string_view name;
    Complaint (*read)(toml::node const&, Reading&);
};

using Node = toml::node const&;
constexpr std::array directory_keys {
    DirectoryKey { "name", [](Node node, Reading& into) { return take_plain_text(node, into.config.name); } },
    DirectoryKey { "url", [](Node node, Reading& into) { return take_one_or_more(node, into.config.urls); } },
    DirectoryKey { "base", [](Node node, Reading& into) { return take_plain_text(node, into.config.base); } },
    DirectoryKey {
        "mode", [](Node node, Reading& into) { return take_name(node, modes, into.config.mode); } },
    DirectoryKey {
        "kind", [](Node node, Reading& into) { return take_name(node, kinds, into.config.kind); } },
    DirectoryKey { "bind",
        [](Node node, Reading& into) {
            into.says_bind = true;
            return take_name(node, bind_methods, into.config.bind);
        } },
    DirectoryKey {
        "bind_dn", [](Node node, Reading& into) { return take_plain_text(node, into.config.bind_dn); } },
    DirectoryKey { "bind_password_file",
        [](Node node, Reading& into) {
            return take_file(node, into.folder, into.config.bind_password_file);
        } },
    DirectoryKey { "start_tls",
        [](Node node, Reading& into) { return take_plain_switch(node, into.config.start_tls); } },
    DirectoryKey {
        "tls_ca", [](Node node, Reading& into) { return take_file(node, into.folder, into.config.tls_ca); } },
    DirectoryKey {
        "filter", [](Node node, Reading& into) { return take_plain_text(node, into.config.filter); } },
    DirectoryKey { "attributes",
        [](Node node, Reading& into) { return take_attributes(node, into.config.attributes); } },
    DirectoryKey { "thumbnail_attributes",
        [](Node node, Reading& into) { return take_one_or_more(node, into.config.thumbnail_attributes); } },
    DirectoryKey {
        "sign_in", [](Node node, Reading& into) { return take_plain_switch(node, into.config.sign_in); } },
    DirectoryKey { "thumbnail_writeback",
        [](Node node, Reading& into) { return take_plain_switch(node, into.config.thumbnail_writeback); } },
    DirectoryKey { "thumbnail_bytes_max",
        [](Node node, Reading& into) {
            return take_thumbnail_bytes(node, into.config.thumbnail_bytes_max);
        } },
    DirectoryKey {
        "poll_seconds", [](Node node, Reading& into) { return take_poll(node, into.config.poll); } },
};

Complaint fill_in(Reading& reading)
{
    auto& config = reading.config;
    if (config.urls.empty()) return "needs a `url`, such as \"ldaps://dc1.contoso.com\"";
    // Never of the url: its people are kept under this name, and the url changes.
    if (config.name.empty()) return "needs a `name` of your choice, which is to stay the same for good";
    if (!reading.says_bind && !config.bind_dn.empty()) config.bind = BindMethod::simple;
    bool const has_both = !config.bind_dn.empty() && !config.bind_password_file.empty();
    if (config.bind == BindMethod::simple && !has_both)
        return "needs `bind_dn` and `bind_password_file` both, or neither";
    if (config.bind != BindMethod::simple && !config.bind_password_file.empty())
        return "has a `bind_password_file`, which goes with `bind_dn`";
    return std::nullopt;
}

Complaint read_directory(toml::table const& table, Reading& reading)
{
    for (auto const& [name, value] : table) {
        auto const key = std::ranges::find(directory_keys, name.str(), &DirectoryKey::name);
        if (key == directory_keys.end())
            return fmt::format(
                "has an unknown key `{}`; the keys are {}", name.str(), names_of(directory_keys));
        if (auto const complaint = key->read(value, reading))
            return fmt::format("has a `{}` that {}", name.str(), *complaint);
    }
    return fill_in(reading);
}

}

Complaint take_directories(
    toml::node const& node, std::filesystem::path const& folder, std::vector<DirectoryConfig>& into)
{
    auto const* const tables = node.as_array();
    if (tables == nullptr || !tables->is_array_of_tables())
        return "is written [[directory]], in double brackets";
    for (auto const& entry : *tables) {
        Reading reading { .config = {}, .folder = folder };
        if (auto complaint = read_directory(*entry.as_table(), reading)) return complaint;
        if (std::ranges::find(into, reading.config.name, &DirectoryConfig::name) != into.end())
            return fmt::format(
                "has the name \"{}\" twice: give each a `name` of its own", reading.config.name);
        into.push_back(std::move(reading.config));
    }
    return std::nullopt;
}

}
