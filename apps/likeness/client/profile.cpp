#include "apps/likeness/client/profile.hpp"

#include "apps/likeness/client/limits.hpp"
#include "apps/likeness/serve/toml_values.hpp"
#include "base/file.hpp"
#include "client/private_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace likeness::app {

namespace {

constexpr std::string_view ending = ".toml";

struct Key {
    std::string_view name;
    std::string Profile::* text = nullptr;
    std::vector<std::string> Profile::* texts = nullptr;
    bool Profile::* is_on = nullptr;
};

constexpr std::array keys {
    Key { .name = "url", .text = &Profile::url },
    Key { .name = "user", .text = &Profile::user },
    Key { .name = "auth", .text = &Profile::scheme },
    Key { .name = "cacert", .text = &Profile::cacert },
    Key { .name = "trust", .texts = &Profile::trusted },
    Key { .name = "allow_private", .texts = &Profile::allowed_private },
    Key { .name = "public_addresses_only", .is_on = &Profile::public_addresses_only },
};

Complaint take_value(Profile& profile, toml::key const& key, toml::node const& value)
{
    for (auto const& known : keys) {
        if (known.name != key.str()) continue;
        if (known.texts) return take_texts(value, profile.*known.texts, "a list of texts in quotes");
        if (known.is_on) {
            std::optional<bool> is_on;
            auto complaint = take_switch(value, is_on);
            profile.*known.is_on = is_on.value_or(false);
            return complaint;
        }
        std::optional<std::string> text;
        auto complaint = take_text(value, text);
        if (text) profile.*known.text = std::move(*text);
        return complaint;
    }
    return "is unknown";
}

auto refused(std::filesystem::path const& file, std::string_view what)
{
    return fail(Code::invalid_request, fmt::format("the profile {}: {}", file.string(), what));
}

std::optional<std::filesystem::path> profile_folder()
{
    return client::xdg_folder(std::getenv("XDG_CONFIG_HOME"), std::getenv("HOME"), ".config",
        std::filesystem::path("likeness") / "profiles");
}

bool is_file_name(std::string_view name)
{
    return !name.empty() && name.size() <= 100 && !name.starts_with('.') && !name.contains('/')
        && !name.contains('\0');
}

}

Result<std::filesystem::path> profile_file(std::string_view name)
{
    if (!is_file_name(name)) return fail(Code::invalid_request, "this cannot be the name of a profile");
    auto const folder = profile_folder();
    if (!folder)
        return fail(Code::invalid_request, "there is no folder for profiles: set HOME or XDG_CONFIG_HOME");
    return *folder / (std::string(name) + std::string(ending));
}

Result<std::vector<std::string>> profile_names()
{
    std::vector<std::string> names;
    auto const folder = profile_folder();
    std::error_code error;
    if (!folder || !std::filesystem::exists(*folder, error)) return names;
    std::filesystem::directory_iterator entries(*folder, error);
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error))
        if (auto const file = entries->path(); file.extension() == ending)
            names.push_back(file.stem().string());
    if (error) return refused(*folder, error.message());
    std::ranges::sort(names);
    return names;
}

Result<bool> remove_profile(std::filesystem::path const& file)
{
    std::error_code error;
    auto const was_there = std::filesystem::remove(file, error);
    if (error) return refused(file, error.message());
    return was_there;
}

Result<std::optional<Profile>> read_profile(std::filesystem::path const& file)
{
    auto const bytes = base::read_file(file, limits::profile_bytes_max);
    if (!bytes && bytes.error() == std::errc::no_such_file_or_directory) return std::nullopt;
    if (!bytes) return refused(file, bytes.error().message());
    try {
        Profile profile;
        for (auto const& [key, value] : toml::parse(base::as_text(*bytes)))
            if (auto const complaint = take_value(profile, key, value))
                return refused(file, fmt::format("{} {}", key.str(), *complaint));
        return profile;
    } catch (toml::parse_error const& error) {
        return refused(file, error.description());
    }
}

Result<void> write_profile(std::filesystem::path const& file, Profile const& profile)
{
    toml::table table;
    for (auto const& key : keys) {
        if (key.text && !(profile.*key.text).empty()) table.insert(key.name, profile.*key.text);
        if (key.is_on && profile.*key.is_on) table.insert(key.name, true);
        if (!key.texts || (profile.*key.texts).empty()) continue;
        toml::array texts;
        for (auto const& text : profile.*key.texts) texts.push_back(text);
        table.insert(key.name, std::move(texts));
    }
    std::ostringstream text;
    text << "# Written by `likeness login`; a password never stands here.\n" << table << '\n';
    if (auto const error = client::claim_private_folder(file.parent_path()))
        return refused(file, error.message());
    auto const written
        = base::write_file_atomically(file, base::as_bytes(text.view()), base::FileMode::secret);
    if (!written) return refused(file, written.error().message());
    return {};
}

}
