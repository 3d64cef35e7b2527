// Config: the one TOML file in which an operator writes down what the command line would otherwise say.
#pragma once

#include "apps/likeness/serve/directory_config.hpp"
#include "core/error.hpp"
#include "ews/schema.hpp"
#include "service/impersonation.hpp"
#include "service/photo_policy.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::app {

/// What the file says; nullopt (or empty, for `listen`) where it says nothing. The command line and the
/// environment win over it.
struct Config {
    std::optional<std::filesystem::path> data;
    std::vector<std::string> listen;
    std::optional<std::filesystem::path> tls_cert;
    std::optional<std::filesystem::path> tls_key;
    std::optional<std::string> public_url;
    std::optional<std::string> default_domain;
    std::optional<bool> anonymous_photos;
    std::optional<bool> allow_insecure_http;
    std::optional<std::size_t> cache_bytes;
    std::vector<DirectoryConfig> directories; ///< [[directory]], in their order.
    std::vector<service::ImpersonationRule> impersonation; ///< [[impersonation]]
    std::optional<ServerBuild> server_version; ///< server_version = "15.1.2507.0"
    std::optional<ews::Schema> schema_version; ///< schema_version = "Exchange2016"
    std::optional<service::Hr48Prefers> hr48_prefers; ///< hr48_prefers_directory = true | false | "newest"
    std::optional<int> thumbnail_px; ///< thumbnail_pixels = 48 | 64 | 96

    /// What it chooses about pictures, defaults filled in.
    service::PhotoPolicy photo_policy() const;

    /// What the server calls itself, defaults filled in.
    ews::ServerVersion version() const;

    friend bool operator==(Config const&, Config const&) = default;
};

/// In: TOML 1.0. `name` stands in messages; relative paths in the text are relative to `folder`.
/// Errors: invalid_request for anything that is no TOML, an unknown key or a value of the wrong kind, with the
/// line: "likeness.toml:3: ...".
Result<Config> parse_config(
    std::string_view text, std::string const& name, std::filesystem::path const& folder);

/// The file's text by parse_config. Errors: as above; invalid_request when it cannot be read or has more than 1 MiB.
Result<Config> load_config(std::filesystem::path const& file);

}
