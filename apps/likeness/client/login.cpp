#include "apps/likeness/client/login.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/client_json.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/client/server_finder.hpp"

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

struct LoginOptions {
    std::string email;
    ServerOptions server;
    bool json = false;
};

void declare_login(CLI::App& command, LoginOptions& options)
{
    command.add_option("EMAIL", options.email, "Who signs in, where --user does not say")->type_name("");
    declare(command, options.server);
    command.add_flag("--json", options.json, "Print what was kept as a JSON object");
}

struct LoggedIn {
    std::filesystem::path file;
    Profile profile;
};

// Any answer of the server's own does, as long as it has let us in.
Outcome<std::optional<client::SignInScheme>> try_sign_in(client::HttpClientOptions wanted)
{
    auto client = client::HttpClient::open(std::move(wanted));
    if (!client) return tl::unexpected(client.error());
    auto const answer = client->ask({ .url = client->endpoint() });
    if (!answer) return tl::unexpected(answer.error());
    if (client::refuses_sign_in(*answer) || answer->status == 403)
        return client::fail_with_status(*answer, client->asked(false));
    if (!client->scheme())
        return fail(FailureKind::protocol,
            client->endpoint().host + " wants no sign-in at this address, so it is no Exchange server");
    return client->scheme();
}

Profile profile_from(
    ServerOptions const& options, std::string const& user, client::Url const& ews, client::SignInScheme scheme)
{
    std::error_code error;
    return {
        .url = to_string(ews),
        .user = user,
        .scheme = std::string(name_of(scheme)),
        .cacert = options.cacert.empty() ? "" : std::filesystem::absolute(options.cacert, error).string(),
        .trusted = options.trusted,
        .allowed_private = options.allowed_private,
    };
}

Outcome<LoggedIn> keep(ServerOptions const& options, Profile profile)
{
    auto const file = profile_file(options.profile.empty() ? "default" : options.profile);
    if (!file) return tl::unexpected(client_failure_from(file.error()));
    if (auto const written = write_profile(*file, profile); !written)
        return tl::unexpected(client_failure_from(written.error()));
    return LoggedIn { *file, std::move(profile) };
}

Outcome<LoggedIn> login(LoginOptions const& options)
{
    auto server = options.server;
    auto const user = server.user.empty() ? options.email : server.user;
    if (user.empty()) return fail(FailureKind::invalid_request, "give EMAIL or --user: who is to sign in?");
    // A server that is named is signed in to as the address says; one that is found may be, by ticket, as somebody else.
    if (!server.url.empty()) server.user = user;
    auto finder = ServerFinder::open_anew(server);
    if (!finder) return tl::unexpected(finder.error());
    auto reached = finder->reach(client::ews_endpoint, user, Kept::is_not_asked);
    if (!reached) return tl::unexpected(reached.error());
    auto const ews = reached->options.endpoint;
    auto const scheme = try_sign_in(std::move(reached->options));
    if (!scheme) return tl::unexpected(scheme.error());
    return keep(server, profile_from(server, user, ews, **scheme));
}

ExitCode run_login(LoginOptions const& options)
{
    auto const kept = login(options);
    auto const code = kept ? ExitCode::ok : exit_code_of(kept.error().kind);
    if (options.json) {
        Json json { { "status", "kept" } };
        if (kept) {
            json["url"] = kept->profile.url;
            json["user"] = kept->profile.user;
            json["auth"] = kept->profile.scheme;
            json["file"] = kept->file.string();
        } else {
            add_failure(json, kept.error());
        }
        print_json(std::move(json), static_cast<int>(code));
    }
    if (!kept) return report_failure("sign in", kept.error());
    if (!options.json)
        tell("{} signs in to {} by {}; kept in {}, without the password", kept->profile.user, kept->profile.url,
            kept->profile.scheme, kept->file.string());
    return code;
}

}

void add_login(CLI::App& line, Command& chosen)
{
    add_command<LoginOptions>(line, chosen,
        { .name = "login",
            .does = "Sign in once, and keep which server and user that was (never the password)",
            .examples = "  likeness login sadie@contoso.com\n"
                        "  likeness login --url https://mail.contoso.com --user 'CONTOSO\\sadie' --password-file "
                        "secret.txt\n"
                        "  likeness login hope@contoso.com --profile hope --trust mail.example\n\n"
                        "Commands that are given no --url use what is kept under --profile, or under \"default\".\n" },
        declare_login, run_login);
}

}
