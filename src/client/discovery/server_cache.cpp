#include "client/discovery/server_cache.hpp"

#include "base/file.hpp"
#include "base/keyed_hash.hpp"
#include "client/limits.hpp"
#include "client/private_folder.hpp"

#include <algorithm>
#include <charconv>

namespace likeness::client {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_line = "likeness-server 1\n";
constexpr std::size_t file_bytes_max = 16u << 10;

bool fits_a_line(std::string_view text)
{
    return text.find_first_of(std::string_view("\n\r\0", 3)) == text.npos;
}

std::string joined(std::vector<std::string> const& items)
{
    std::string text;
    for (auto const& item : items) text += (text.empty() ? "" : ",") + item;
    return text;
}

std::vector<std::string> taken_apart(std::string_view text)
{
    std::vector<std::string> items;
    while (!text.empty()) {
        auto const end = text.find(',');
        items.emplace_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return items;
}

// Lines in their one order: a file that lacks one, or has another, is none of ours.
class LineReader {
public:
    explicit LineReader(std::string_view rest)
        : rest_(rest)
    {
    }

    std::string take(std::string_view name)
    {
        auto const end = rest_.find('\n');
        auto const line = rest_.substr(0, end);
        bool const is_right
            = end != rest_.npos && line.starts_with(name) && line.substr(name.size()).starts_with(' ');
        failed_ = failed_ || !is_right;
        if (failed_) return {};
        rest_.remove_prefix(end + 1);
        return std::string(line.substr(name.size() + 1));
    }

    bool is_whole() const { return !failed_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool failed_ = false;
};

std::optional<base::Seconds> seconds_from(std::string_view text)
{
    std::int64_t count = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count < 0) return std::nullopt;
    return base::Seconds(std::chrono::seconds(count));
}

}

std::optional<std::string> write_kept_server(KeptServer const& server)
{
    auto const comma = [](std::string const& schema) { return schema.empty() || schema.contains(','); };
    if (std::ranges::any_of(server.schemas, comma)) return std::nullopt;
    std::string text(first_line);
    for (auto const& [name, value] : std::initializer_list<std::pair<std::string_view, std::string>> {
             { "address", server.address },
             { "user", server.user },
             { "found_at", std::to_string(server.found_at.time_since_epoch().count()) },
             { "ews", server.ews_url },
             { "known_as", server.known_as },
             { "display_name", server.display_name },
             { "schemas", joined(server.schemas) },
         }) {
        if (!fits_a_line(value)) return std::nullopt;
        text.append(name).append(" ").append(value).append("\n");
    }
    return text.size() <= file_bytes_max ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<KeptServer> read_kept_server(std::string_view file)
{
    if (!file.starts_with(first_line) || file.contains('\0') || file.contains('\r')) return std::nullopt;
    LineReader lines(file.substr(first_line.size()));
    KeptServer server { .address = lines.take("address"), .user = lines.take("user") };
    auto const found_at = lines.take("found_at");
    server.ews_url = lines.take("ews");
    server.known_as = lines.take("known_as");
    server.display_name = lines.take("display_name");
    server.schemas = taken_apart(lines.take("schemas"));
    auto const seconds = seconds_from(found_at);
    if (!lines.is_whole() || !seconds) return std::nullopt;
    server.found_at = *seconds;
    return server;
}

base::BasicResult<ServerCache, std::error_code> ServerCache::open(fs::path folder)
{
    if (auto const error = claim_private_folder(folder)) return tl::unexpected(error);
    return ServerCache(std::move(folder));
}

fs::path ServerCache::file_of(std::string_view address, std::string_view user) const
{
    auto const digest
        = base::keyed_hash(base::SecretKey {}, { base::as_bytes(address), base::as_bytes(user) });
    return folder_ / base::hex_of(digest, digest.size()).append(".server");
}

std::optional<KeptServer> ServerCache::find(
    EmailAddress const& address, std::string const& user, base::Seconds now) const
{
    auto const bytes = base::read_file(file_of(address.folded(), user), file_bytes_max);
    auto server = bytes ? read_kept_server(base::as_text(*bytes)) : std::nullopt;
    if (!server || server->address != address.folded() || server->user != user) return std::nullopt;
    if (server->found_at > now || now - server->found_at > limits::discovery_age_max) return std::nullopt;
    return server;
}

base::BasicResult<void, std::error_code> ServerCache::store(KeptServer const& server)
{
    auto const text = write_kept_server(server);
    if (!text) return tl::unexpected(std::make_error_code(std::errc::invalid_argument));
    return base::write_file_atomically(
        file_of(server.address, server.user), base::as_bytes(*text), base::FileMode::secret);
}

}
