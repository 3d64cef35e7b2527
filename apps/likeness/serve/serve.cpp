#include "apps/likeness/serve/serve.hpp"

#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/serve/listen_address.hpp"
#include "apps/likeness/serve/run_server.hpp"
#include "rest/photo_request.hpp"

#include <cstdio>

namespace likeness::app {

namespace {

constexpr auto default_listen = "127.0.0.1:8080";

struct ServeOptions {
    DataOptions data;
    std::vector<std::string> listen;
    std::string tls_cert;
    std::string tls_key;
    std::string public_url;
    bool allow_insecure_http = false;
    bool anonymous_photos = false;
    std::optional<std::size_t> cache_bytes;
    unsigned threads = 0;
};

void declare_serve(CLI::App& command, ServeOptions& options)
{
    declare(command, options.data);
    command
        .add_option("--listen", options.listen,
            "Where to listen, several times if need be: 127.0.0.1:8080, [::1]:0 (the system picks a port), "
            "http://... or https://... (127.0.0.1:8080)")
        ->envname("LIKENESS_LISTEN")
        ->delimiter(',')
        ->type_name("ADDR:PORT");
    command
        .add_option(
            "--tls-cert", options.tls_cert, "The certificate with its chain, PEM; makes listeners TLS")
        ->envname("LIKENESS_TLS_CERT")
        ->type_name("FILE");
    command.add_option("--tls-key", options.tls_key, "Its key, PEM")
        ->envname("LIKENESS_TLS_KEY")
        ->type_name("FILE");
    command
        .add_option(
            "--public-url", options.public_url, "What clients call this server, https://mail.contoso.com")
        ->envname("LIKENESS_PUBLIC_URL")
        ->type_name("URL");
    command
        .add_flag("--allow-insecure-http", options.allow_insecure_http,
            "Plain HTTP beyond this machine: passwords travel readably")
        ->envname("LIKENESS_ALLOW_INSECURE_HTTP");
    command
        .add_flag("--anonymous-photos", options.anonymous_photos,
            "Photos of people who are not hidden need no sign-in")
        ->envname("LIKENESS_ANONYMOUS_PHOTOS");
    command.add_option("--cache-bytes", options.cache_bytes, "Memory for finished answers (67108864)")
        ->envname("LIKENESS_CACHE_BYTES")
        ->type_name("BYTES");
    command.add_option("--threads", options.threads, "I/O threads; 0 is one a core (0)")
        ->envname("LIKENESS_THREADS")
        ->check(CLI::Range(0, 256))
        ->type_name("N");
}

// The command line and the environment first, then the file, then the default.
std::string first_of(std::string const& given, std::optional<std::filesystem::path> const& configured)
{
    return given.empty() && configured ? configured->string() : given;
}

Result<std::vector<http::Listener>> listeners_of(
    ServeOptions const& options, Config const& config, bool has_tls)
{
    auto texts = options.listen.empty() ? config.listen : options.listen;
    if (texts.empty()) texts.emplace_back(default_listen);
    std::vector<http::Listener> listeners;
    for (auto const& text : texts) {
        auto listener = parse_listen_address(text, has_tls);
        if (!listener) return tl::unexpected(listener.error());
        listeners.push_back(std::move(*listener));
    }
    return listeners;
}

Result<std::optional<http::TlsFiles>> tls_files_of(ServeOptions const& options, Config const& config)
{
    auto const certificate = first_of(options.tls_cert, config.tls_cert);
    auto const key = first_of(options.tls_key, config.tls_key);
    if (certificate.empty() != key.empty())
        return fail(Code::invalid_request, "--tls-cert and --tls-key go together: one of them is missing");
    if (certificate.empty()) return std::nullopt;
    return http::TlsFiles { .certificate = certificate, .key = key };
}

Result<PhotoServerOptions> server_options(ServeOptions const& options)
{
    auto config = read_config(options.data);
    if (!config) return tl::unexpected(config.error());
    auto folder = data_folder(options.data, *config);
    if (!folder) return tl::unexpected(folder.error());
    auto tls = tls_files_of(options, *config);
    if (!tls) return tl::unexpected(tls.error());
    auto listeners = listeners_of(options, *config, tls->has_value());
    if (!listeners) return tl::unexpected(listeners.error());

    PhotoServerOptions made {
        .data = std::move(*folder), .listeners = std::move(*listeners), .tls = std::move(*tls)
    };
    made.public_url = options.public_url.empty() ? config->public_url.value_or("") : options.public_url;
    made.allow_insecure_http = options.allow_insecure_http || config->allow_insecure_http.value_or(false);
    made.anonymous_photos = options.anonymous_photos || config->anonymous_photos.value_or(false);
    made.directories = config->directories;
    made.default_domain = config->default_domain.value_or("");
    made.impersonation = service::ImpersonationRules(config->impersonation);
    made.policy = config->photo_policy();
    made.version = config->version();
    made.cache_bytes = options.cache_bytes.value_or(config->cache_bytes.value_or(made.cache_bytes));
    made.threads = options.threads;
    return made;
}

void print_ready(PhotoServer const& server, PhotoServerOptions const& options)
{
    std::string urls;
    for (auto const& listener : server.listeners())
        urls += ' ' + url_of(listener) + std::string(rest::photo_path);
    fmt::print("likeness is ready:{} (data in {})\n", urls, printable(options.data.string()));
    std::fflush(stdout);
}

ExitCode serve(ServeOptions const& options)
{
    EndSignals const signals;
    auto const wanted = server_options(options);
    if (!wanted) return report_failure("serve", wanted.error());
    auto const server = PhotoServer::open(*wanted);
    if (!server) return report_failure("serve", server.error());
    run_until_signalled(signals, **server, [&] { print_ready(**server, *wanted); });
    return ExitCode::ok;
}

}

void add_serve(CLI::App& line, Command& chosen)
{
    add_command<ServeOptions>(line, chosen,
        { .name = "serve",
            .does = "Serve photos to EWS clients from a data directory",
            .examples = "  likeness serve --data /var/lib/likeness\n"
                        "  likeness serve --data /var/lib/likeness --listen 0.0.0.0:443 --tls-cert chain.pem "
                        "--tls-key key.pem --public-url https://mail.contoso.com\n"
                        "  likeness serve --config /etc/likeness.toml\n" },
        declare_serve, serve);
}

}
