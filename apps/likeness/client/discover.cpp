#include "apps/likeness/client/discover.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/client_json.hpp"
#include "apps/likeness/client/client_output.hpp"
#include "apps/likeness/client/server_finder.hpp"
#include "apps/likeness/client/terminal.hpp"
#include "apps/likeness/messages.hpp"

#include <unistd.h>

namespace likeness::app {

namespace {

using client::Outcome;

struct DiscoverOptions {
    std::string email;
    ServerOptions server;
    bool verbose = false;
    ClientOutput output;
};

void declare_discover(CLI::App& command, DiscoverOptions& options)
{
    command.add_option("EMAIL", options.email, "Whose server")->required()->type_name("");
    declare_search(command, options.server);
    declare(command, options.output);
    command.add_flag("-v,--verbose", options.verbose, "Tell every step as it is taken")
        ->excludes("--json")
        ->excludes("--quiet");
}

constexpr std::string_view green = "\x1B[32m";
constexpr std::string_view red = "\x1B[31m";
constexpr std::string_view uncoloured = "\x1B[0m";

// What the search got something of is green, what it turned away from red.
std::string coloured(client::Finding finding)
{
    return fmt::format("{}{}{}", is_success(finding) ? green : red, words_of(finding), uncoloured);
}

void tell_step(client::Step const& step, bool in_colours)
{
    // One call, as tell does it. What came from outside is made printable; the colours are ours.
    fmt::print(stderr, "likeness: {}: {} {}{}{}\n", words_of(step.source), printable(step.target),
        in_colours ? coloured(step.finding) : std::string(words_of(step.finding)),
        step.detail.empty() ? "" : ": ", printable(step.detail));
}

std::function<void(client::Step const&)> step_teller(DiscoverOptions const& options)
{
    if (!options.verbose) return {};
    return [in_colours = may_be_coloured(options.output) && shows_colours(STDERR_FILENO)](
               client::Step const& step) { tell_step(step, in_colours); };
}

Outcome<client::Discovered> discover(DiscoverOptions const& options)
{
    auto const email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(client_failure_from(email.error()));
    auto finder = ServerFinder::open(options.server);
    if (!finder) return tl::unexpected(finder.error());
    return finder->search(*email, Kept::is_not_asked, step_teller(options));
}

Json json_of(std::vector<client::Step> const& steps)
{
    auto list = Json::array();
    for (auto const& step : steps)
        list.push_back({ { "source", name_of(step.source) }, { "target", step.target },
            { "finding", name_of(step.finding) }, { "detail", step.detail } });
    return list;
}

void add_server(Json& json, client::FoundServer const& server)
{
    json["status"] = "found";
    json["ews"] = to_string(server.ews);
    json["source"] = name_of(server.source);
    json["address"] = server.known_as;
    json["display_name"] = server.display_name;
    json["schemas"] = server.schemas;
}

void print_outcome(
    DiscoverOptions const& options, Outcome<client::Discovered> const& discovered, ExitCode code)
{
    Json json { { "email", options.email } };
    if (!discovered)
        add_failure(json, discovered.error());
    else if (discovered->server)
        add_server(json, *discovered->server);
    else
        add_failure(json, discovered->server.error());
    if (discovered) json["steps"] = json_of(discovered->steps);
    print_json(std::move(json), static_cast<int>(code));
}

ExitCode run_discover(DiscoverOptions const& options)
{
    auto const discovered = discover(options);
    auto const* const failure = !discovered ? &discovered.error()
        : !discovered->server               ? &discovered->server.error()
                                            : nullptr;
    auto const code = failure ? exit_code_of(failure->kind) : ExitCode::ok;
    if (options.output.json) print_outcome(options, discovered, code);
    if (!failure) {
        if (!options.output.json) fmt::print("{}\n", to_string(discovered->server->ews));
        return code;
    }
    report_failure("find the server of " + options.email, *failure);
    if (discovered && !options.verbose && !options.output.json && !options.output.quiet)
        tell("--verbose tells every step");
    return code;
}

}

void add_discover(CLI::App& line, Command& chosen)
{
    add_command<DiscoverOptions>(line, chosen,
        { .name = "discover",
            .does = "Find the Exchange server of an address by Autodiscover",
            .examples
            = "  likeness discover sadie@contoso.com\n"
              "  likeness discover sadie@contoso.com --verbose --user 'CONTOSO\\sadie' --password-file "
              "secret.txt\n"
              "  likeness discover sadie@contoso.com --trust mail.example --json\n\n"
              "The address of the server's EWS goes to the standard output. A password is sent only over "
              "https, "
              "with a\ncertificate that was verified, and only to hosts of the address's own domain or of "
              "one that "
              "--trust names.\nNames of the Internet that lead into a private network are refused, unless "
              "--allow-private names their domain.\n" },
        declare_discover, run_discover);
}

}
