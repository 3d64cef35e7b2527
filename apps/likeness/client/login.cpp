#include "apps/likeness/client/login.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/client_json.hpp"
#include "apps/likeness/client/client_output.hpp"
#include "apps/likeness/client/server_finder.hpp"
#include "apps/likeness/client/signed_in.hpp"
#include "apps/likeness/messages.hpp"

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

struct LoginOptions {
    std::string email;
    ServerOptions server;
    bool lists = false;
    bool removes = false;
    ClientOutput output;
};

void declare_login(CLI::App& command, LoginOptions& options)
{
    command.add_option("EMAIL", options.email, "Who signs in, where --user does not say")->type_name("");
    declare(command, options.server);
    auto* const lists = command.add_flag("--list", options.lists, "Show what is kept, and sign in nowhere");
    command.add_flag("--remove", options.removes, "Forget what is kept under --profile")->excludes(lists);
    declare(command, options.output);
}

struct LoggedIn {
    std::filesystem::path file;
    Profile profile;
    std::string name; ///< Of the person, where the directory says it.
};

Profile profile_from(ServerOptions const& options, std::string const& user,
    client::HttpClientOptions const& server, client::SignInScheme scheme)
{
    std::error_code error;
    return {
        .url = to_string(server.endpoint),
        .user = user,
        .scheme = std::string(name_of(scheme)),
        .cacert = options.cacert.empty() ? "" : std::filesystem::absolute(options.cacert, error).string(),
        .trusted = options.trusted,
        .allowed_private = options.allowed_private,
        .public_addresses_only = server.public_addresses_only,
    };
}

Outcome<std::filesystem::path> file_for(ServerOptions const& options)
{
    auto file = profile_file(profile_name(options));
    if (!file) return tl::unexpected(client_failure_from(file.error()));
    return *std::move(file);
}

// Where it is to be kept is known before anybody types a password.
Outcome<LoggedIn> login(LoginOptions const& options)
{
    auto const file = file_for(options.server);
    if (!file) return tl::unexpected(file.error());
    auto server = options.server;
    auto const user = server.user.empty() ? options.email : server.user;
    if (user.empty()) return fail(FailureKind::invalid_request, "give EMAIL or --user: who is to sign in?");
    // A server that is named is signed in to as the address says; one that is found may be, by ticket, as somebody else.
    if (!server.url.empty()) server.user = user;
    auto finder = ServerFinder::open_anew(server);
    if (!finder) return tl::unexpected(finder.error());
    auto const reached = finder->reach(
        client::ews_endpoint, options.email.empty() ? user : options.email, Kept::is_not_asked);
    if (!reached) return tl::unexpected(reached.error());
    auto const signed_in = ask_who_is_signed_in(reached->options, user);
    if (!signed_in) return tl::unexpected(signed_in.error());
    LoggedIn kept { *file, profile_from(server, user, reached->options, signed_in->scheme), {} };
    if (auto const& found = signed_in->entry.found; !found.empty()) kept.name = found.front().mailbox.name;
    if (auto const written = write_profile(*file, kept.profile); !written)
        return tl::unexpected(client_failure_from(written.error()));
    return kept;
}

Json json_of(Profile const& profile)
{
    return { { "url", profile.url }, { "user", profile.user }, { "auth", profile.scheme } };
}

ExitCode run_sign_in(LoginOptions const& options)
{
    auto const kept = login(options);
    auto const code = kept ? ExitCode::ok : exit_code_of(kept.error().kind);
    if (options.output.json) {
        Json json;
        if (kept) {
            json["status"] = "kept";
            json.update(json_of(kept->profile));
            json["name"] = kept->name;
            json["file"] = kept->file.string();
        } else {
            add_failure(json, kept.error());
        }
        print_json(std::move(json), static_cast<int>(code));
    }
    if (!kept) return report_failure("sign in", kept.error());
    if (!options.output.json && !options.output.quiet)
        tell("{} signs in to {} by {}; kept in {}, without the password", kept->profile.user,
            kept->profile.url, kept->profile.scheme, kept->file.string());
    return code;
}

// A line a profile. One that cannot be read is told of and hides none of the others.
ExitCode run_list(LoginOptions const& options)
{
    auto const names = profile_names();
    if (!names) return report_failure("list the profiles", client_failure_from(names.error()));
    auto code = ExitCode::ok;
    auto list = Json::array();
    for (auto const& name : *names) {
        auto const profile = profile_file(name).and_then(read_profile);
        if (!profile) {
            code = report_failure("read a profile", client_failure_from(profile.error()));
            continue;
        }
        if (!*profile) continue; // Removed in this moment.
        auto json = json_of(**profile);
        json["profile"] = name;
        list.push_back(std::move(json));
        if (!options.output.json)
            fmt::print("{}  {}  {}  {}\n", printable(name), printable((*profile)->user),
                printable((*profile)->url), printable((*profile)->scheme));
    }
    if (options.output.json)
        print_json({ { "status", "listed" }, { "profiles", std::move(list) } }, static_cast<int>(code));
    return code;
}

Outcome<bool> remove(LoginOptions const& options)
{
    auto const file = file_for(options.server);
    if (!file) return tl::unexpected(file.error());
    auto const removed = remove_profile(*file);
    if (!removed) return tl::unexpected(client_failure_from(removed.error()));
    return *removed;
}

ExitCode run_remove(LoginOptions const& options)
{
    auto const removed = remove(options);
    auto const name = profile_name(options.server);
    auto const code = !removed ? exit_code_of(removed.error().kind)
        : *removed             ? ExitCode::ok
                               : ExitCode::not_found;
    if (options.output.json) {
        Json json { { "profile", name } };
        if (removed)
            json["status"] = *removed ? "removed" : "no_profile";
        else
            add_failure(json, removed.error());
        print_json(std::move(json), static_cast<int>(code));
    }
    if (!removed) return report_failure("remove the profile " + name, removed.error());
    if (options.output.json || options.output.quiet) return code;
    if (*removed)
        tell("the profile {} is removed", name);
    else
        tell("there is no profile {}", name);
    return code;
}

ExitCode run_login(LoginOptions const& options)
{
    if (options.lists) return run_list(options);
    return options.removes ? run_remove(options) : run_sign_in(options);
}

}

void add_login(CLI::App& line, Command& chosen)
{
    add_command<LoginOptions>(line, chosen,
        { .name = "login",
            .does = "Sign in once, and keep which server and user that was (never the password)",
            .examples
            = "  likeness login sadie@contoso.com\n"
              "  likeness login --url https://mail.contoso.com --user 'CONTOSO\\sadie' --password-file "
              "secret.txt\n"
              "  likeness login hope@contoso.com --profile hope --trust mail.example\n"
              "  likeness login --list\n"
              "  likeness login --remove --profile hope\n\n"
              "Commands that are given no --url use what is kept under --profile, or under \"default\": the "
              "server, the user, the\nscheme, --cacert, --trust and --allow-private. --proxy and --ldap are "
              "not "
              "kept, for a proxy's address may hold a\npassword: https_proxy and LIKENESS_LDAP say them for "
              "all "
              "commands.\n" },
        declare_login, run_login);
}

}
