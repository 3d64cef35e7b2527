#include "apps/likeness/client/netrc.hpp"

#include "apps/likeness/client/limits.hpp"
#include "apps/likeness/client/secret.hpp"
#include "base/ascii.hpp"
#include "base/file.hpp"

#include <cstdlib>

namespace likeness::app {

namespace {

class Words {
public:
    explicit Words(std::string_view text)
        : rest_(text)
    {
    }

    // Empty at the end.
    std::string next()
    {
        rest_ = base::trim(rest_);
        if (rest_.starts_with('"')) return quoted();
        auto const end = rest_.find_first_of(" \t\r\n");
        std::string word(rest_.substr(0, end));
        rest_.remove_prefix(word.size());
        return word;
    }

    // A macro ends at an empty line.
    void skip_macro()
    {
        auto const end = rest_.find("\n\n");
        rest_.remove_prefix(end == rest_.npos ? rest_.size() : end);
    }

    void skip_line() { rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size())); }

private:
    std::string quoted()
    {
        std::string word;
        std::size_t at = 1;
        for (; at < rest_.size() && rest_[at] != '"'; ++at) {
            if (rest_[at] == '\\' && at + 1 < rest_.size()) ++at;
            word += rest_[at];
        }
        rest_.remove_prefix(std::min(at + 1, rest_.size()));
        return word;
    }

    std::string_view rest_;
};

struct Entry {
    std::optional<std::string> host; ///< nullopt: anybody's.
    std::string login;
    std::string password;
};

bool is_for(Entry const& entry, std::string_view user, std::string_view host)
{
    if (entry.password.empty() || (!entry.login.empty() && entry.login != user)) return false;
    return !entry.host || base::equals_ignoring_ascii_case(*entry.host, host);
}

}

std::optional<std::string> find_in_netrc(std::string_view text, std::string_view user, std::string_view host)
{
    Words words(text);
    std::optional<Entry> entry;
    for (auto word = words.next(); !word.empty(); word = words.next()) {
        if (word == "machine" || word == "default") {
            if (entry && is_for(*entry, user, host)) return entry->password;
            entry = Entry {};
            if (word == "machine") entry->host = words.next();
        } else if (word == "macdef") {
            words.skip_macro();
        } else if (word.starts_with('#')) {
            words.skip_line();
        } else {
            auto value = words.next();
            if (entry && word == "login") entry->login = std::move(value);
            if (entry && word == "password") entry->password = std::move(value);
        }
    }
    if (entry && is_for(*entry, user, host)) return entry->password;
    return std::nullopt;
}

std::filesystem::path netrc_file()
{
    if (auto const* const named = std::getenv("NETRC"); named && *named) return named;
    auto const* const home = std::getenv("HOME");
    return std::filesystem::path(home ? home : "") / ".netrc";
}

Result<std::optional<std::string>> password_from_netrc(
    std::filesystem::path const& file, std::string const& user, std::string const& host)
{
    auto const bytes = base::read_file(file, limits::netrc_bytes_max);
    if (!bytes)
        return fail(Code::invalid_request, file.string() + " cannot be read: " + bytes.error().message());
    if (others_may_read(file))
        return fail(Code::invalid_request, "others may read " + file.string() + ": chmod 600 it first");
    return find_in_netrc(base::as_text(*bytes), user, host);
}

}
