// What the values of a TOML file may be, and what is said of one that is none of it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace likeness::app {

/// What is wrong with a value, or nothing.
using Complaint = std::optional<std::string>;

template <class Value>
Complaint take(toml::node const& node, std::optional<Value>& into, std::string_view kind)
{
    if (auto const value = node.value_exact<Value>()) {
        into = *value;
        return std::nullopt;
    }
    return fmt::format("must be {}", kind);
}

inline Complaint take_text(toml::node const& node, std::optional<std::string>& into)
{
    return take(node, into, "a text in quotes");
}

inline Complaint take_switch(toml::node const& node, std::optional<bool>& into)
{
    return take(node, into, "true or false");
}

inline Complaint take_path(
    toml::node const& node, std::optional<std::filesystem::path>& into, std::filesystem::path const& folder)
{
    std::optional<std::string> text;
    auto const complaint = take_text(node, text);
    if (!complaint) into = folder / *text;
    return complaint;
}

/// An array of texts; `kind` stands in the complaint.
inline Complaint take_texts(toml::node const& node, std::vector<std::string>& into, std::string_view kind)
{
    auto const* const entries = node.as_array();
    if (entries == nullptr) return fmt::format("must be {}", kind);
    for (auto const& entry : *entries) {
        auto const text = entry.value_exact<std::string>();
        if (!text) return fmt::format("must be {}", kind);
        into.push_back(*text);
    }
    return std::nullopt;
}

inline Complaint take_bytes(toml::node const& node, std::optional<std::size_t>& into)
{
    auto const value = node.value_exact<std::int64_t>();
    if (!value || *value < 0) return "must be a number of bytes";
    into = static_cast<std::size_t>(*value);
    return std::nullopt;
}

/// The keys of a table, for whoever mistyped one.
template <class Keys> std::string names_of(Keys const& keys)
{
    std::string names;
    for (auto const& key : keys) names += (names.empty() ? "" : ", ") + std::string(key.name);
    return names;
}

}
