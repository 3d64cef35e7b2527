// ServerCache: which server was found for an address, kept on disk with its age. It holds no password, and what it says
// is judged again like anything else that was found.
// Source: spec/autodiscover.md 7, step 2.
#pragma once

#include "base/http_date.hpp"
#include "base/result.hpp"
#include "core/email_address.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace likeness::client {

struct KeptServer {
    std::string address; ///< Folded: for whom it was found.
    std::string user; ///< Who asked; empty when anonymous.
    base::Seconds found_at {};
    std::string ews_url;
    std::string known_as; ///< The address by which the server knows the person.
    std::string display_name;
    std::vector<std::string> schemas;

    friend bool operator==(KeptServer const&, KeptServer const&) = default;
};

/// A file of lines, "name value". nullopt where a text cannot stand in a line.
std::optional<std::string> write_kept_server(KeptServer const& server);

/// nullopt for anything that write_kept_server did not write.
std::optional<KeptServer> read_kept_server(std::string_view file);

/// One call at a time on an object; any number of objects and processes may work on the same folder at once.
class ServerCache {
public:
    /// Makes `folder` where it is missing, for this user alone (0700). Errors: the system's; operation_not_permitted when
    /// the folder is somebody else's.
    static base::BasicResult<ServerCache, std::error_code> open(std::filesystem::path folder);

    /// nullopt when there is none, or it is older than limits::discovery_age_max, or from the future.
    std::optional<KeptServer> find(
        EmailAddress const& address, std::string const& user, base::Seconds now) const;

    base::BasicResult<void, std::error_code> store(KeptServer const& server);

private:
    explicit ServerCache(std::filesystem::path folder)
        : folder_(std::move(folder))
    {
    }

    std::filesystem::path file_of(std::string_view address, std::string_view user) const;

    std::filesystem::path folder_;
};

}
