// PhotoServer: the rooms of the server, built and joined. Here one sees what it is made of.
#pragma once

#include "apps/likeness/serve/directory_config.hpp"
#include "core/error.hpp"
#include "core/ports/clock.hpp"
#include "ews/schema.hpp"
#include "http/server.hpp"
#include "service/impersonation.hpp"
#include "service/photo_policy.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace likeness::app {

struct PhotoServerOptions {
    std::filesystem::path data;
    std::vector<http::Listener> listeners;
    std::optional<http::TlsFiles> tls;
    std::string public_url; ///< "https://mail.contoso.com"; empty: the first listener's.
    bool allow_insecure_http = false; ///< Plain HTTP beyond this machine: passwords travel readably.
    bool anonymous_photos = false; ///< Pictures of visible people without credentials.
    std::vector<DirectoryConfig> directories; ///< Besides the local one, in their order.
    std::string default_domain; ///< Of a login without a domain.
    service::ImpersonationRules impersonation; ///< Who may act for whom.
    service::PhotoPolicy policy;
    ews::ServerVersion version; ///< What the server calls itself in SOAP.
    std::size_t cache_bytes = 64u << 20;
    std::filesystem::path render_program; ///< likeness-render; empty: where it belongs.
    unsigned threads = 0; ///< I/O threads; 0: one a core.
    http::Limits limits;
};

class PhotoServer {
public:
    /// Opens the data directory (making it where it is missing) and listens; answers nothing before run().
    /// Errors: invalid_request for options that contradict each other, with what to do; those of the data
    /// directory; invalid_operation when an address cannot be bound or the TLS files cannot be used.
    static Result<std::unique_ptr<PhotoServer>> open(PhotoServerOptions const& options);

    virtual ~PhotoServer() = default;

    virtual std::vector<http::Listener> listeners() const = 0;

    /// Without a slash at its end.
    virtual std::string const& public_url() const = 0;

    /// Serves until stop() and until the answers in flight are out.
    virtual void run() = 0;

    /// From any thread.
    virtual void stop() = 0;
};

}
