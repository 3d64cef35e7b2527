#include "apps/likeness/client/whoami.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/client_output.hpp"
#include "apps/likeness/client/person_json.hpp"
#include "apps/likeness/client/server_finder.hpp"
#include "apps/likeness/client/signed_in.hpp"
#include "apps/likeness/messages.hpp"

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

struct WhoamiOptions {
    std::string email;
    ServerOptions server;
    ClientOutput output;
};

void declare_whoami(CLI::App& command, WhoamiOptions& options)
{
    command.add_option("EMAIL", options.email, "Whose server, where neither --user nor a profile says")
        ->type_name("");
    declare(command, options.server);
    declare(command, options.output);
}

struct Known {
    SignedIn signed_in;
    std::string user;
    std::string url;
    std::string found_by; ///< "given", "profile", or where the search found it.
    std::string found_by_words;
};

Outcome<Known> ask(WhoamiOptions const& options)
{
    auto server = options.server;
    // --url alone names nobody; an address beside it does.
    if (!server.url.empty() && server.user.empty()) server.user = options.email;
    auto finder = ServerFinder::open(server);
    if (!finder) return tl::unexpected(finder.error());
    return finder->with_reached(client::ews_endpoint, options.email, [&](Reached reached) -> Outcome<Known> {
        if (reached.user.empty())
            return fail(FailureKind::invalid_request, "nobody signs in", "give EMAIL or --user");
        auto const url = to_string(reached.options.endpoint);
        auto signed_in = ask_who_is_signed_in(std::move(reached.options), reached.user);
        if (!signed_in) return tl::unexpected(signed_in.error());
        bool const is_profiles = !reached.profile.empty();
        return Known { *std::move(signed_in), reached.user, url,
            std::string(is_profiles ? "profile" : name_of(reached.source)),
            is_profiles ? "the profile " + reached.profile : std::string(words_of(reached.source)) };
    });
}

std::string version_text(SignedIn const& signed_in)
{
    return signed_in.version ? ews::to_string(signed_in.version->build) : std::string();
}

void add_known(Json& json, Known const& known)
{
    json["status"] = "signed_in";
    json["user"] = known.user;
    json["auth"] = name_of(known.signed_in.scheme);
    json["url"] = known.url;
    json["source"] = known.found_by;
    json["server_version"] = version_text(known.signed_in);
    json["schema"] = known.signed_in.version ? known.signed_in.version->schema : "";
    auto const& found = known.signed_in.entry.found;
    json["entry"] = found.empty() ? Json() : person_json(found.front());
}

void print_known(Known const& known)
{
    auto const& found = known.signed_in.entry.found;
    fmt::print("user:    {}\n", printable(known.user));
    if (found.empty())
        fmt::print("entry:   none that is certainly this user's\n");
    else
        fmt::print("entry:   {} <{}>\n", printable(found.front().mailbox.name),
            printable(found.front().mailbox.address));
    fmt::print("sign-in: {}\n", name_of(known.signed_in.scheme));
    fmt::print("server:  {}\n", printable(known.url));
    fmt::print("found:   {}\n", printable(known.found_by_words));
    auto const& version = known.signed_in.version;
    fmt::print("version: {}\n",
        version ? fmt::format("{} ({})", ews::to_string(version->build), printable(version->schema))
                : "the server does not say");
}

ExitCode run_whoami(WhoamiOptions const& options)
{
    auto const known = ask(options);
    auto const code = known ? ExitCode::ok : exit_code_of(known.error().kind);
    if (options.output.json) {
        Json json;
        if (known)
            add_known(json, *known);
        else
            add_failure(json, known.error());
        print_json(std::move(json), static_cast<int>(code));
    }
    if (!known) return report_failure("sign in", known.error());
    if (!options.output.json) print_known(*known);
    return code;
}

}

void add_whoami(CLI::App& line, Command& chosen)
{
    add_command<WhoamiOptions>(line, chosen,
        { .name = "whoami",
            .does = "Sign in, and tell as whom, how and to which server",
            .examples
            = "  likeness whoami\n"
              "  likeness whoami sadie@contoso.com --json\n"
              "  likeness whoami --url https://mail.contoso.com --user 'CONTOSO\\sadie' --auth NTLM\n" },
        declare_whoami, run_whoami);
}

}
