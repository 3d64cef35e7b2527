#include "apps/likeness/serve/impersonation_table.hpp"

#include <algorithm>
#include <array>

namespace likeness::app {

namespace {

Complaint take_targets(toml::node const& node, std::vector<service::ImpersonationTarget>& into)
{
    std::vector<std::string> texts;
    if (auto complaint = take_texts(node, texts, "an array of addresses, such as [\"*@contoso.com\"]"))
        return complaint;
    for (auto const& text : texts) {
        auto target = service::parse_impersonation_target(text);
        if (!target)
            return fmt::format("holds \"{}\", which is no address, no \"*@domain\" and not \"*\"", text);
        into.push_back(std::move(*target));
    }
    return std::nullopt;
}

struct Reading {
    std::optional<std::string> caller;
    std::vector<service::ImpersonationTarget> targets;
};

struct Key {
    std::string_view name;
    Complaint (*read)(toml::node const&, Reading&);
};

using Node = toml::node const&;
constexpr std::array keys {
    Key { "caller", [](Node node, Reading& into) { return take_text(node, into.caller); } },
    Key { "targets", [](Node node, Reading& into) { return take_targets(node, into.targets); } },
};

Complaint take_rule(toml::table const& table, std::vector<service::ImpersonationRule>& into)
{
    Reading reading;
    for (auto const& [name, value] : table) {
        auto const key = std::ranges::find(keys, name.str(), &Key::name);
        if (key == keys.end())
            return fmt::format("has an unknown key `{}`; the keys are {}", name.str(), names_of(keys));
        if (auto const complaint = key->read(value, reading))
            return fmt::format("has a `{}` that {}", name.str(), *complaint);
    }
    auto caller = EmailAddress::parse(reading.caller.value_or(""));
    if (!caller) return "needs a `caller`, the address that a program signs in with";
    if (reading.targets.empty()) return "needs `targets`, such as [\"*@contoso.com\"]";
    into.push_back({ std::move(*caller), std::move(reading.targets) });
    return std::nullopt;
}

}

Complaint take_impersonation(toml::node const& node, std::vector<service::ImpersonationRule>& into)
{
    auto const* const tables = node.as_array();
    if (tables == nullptr || !tables->is_array_of_tables())
        return "is written [[impersonation]], in double brackets";
    for (auto const& entry : *tables)
        if (auto complaint = take_rule(*entry.as_table(), into)) return complaint;
    return std::nullopt;
}

}
