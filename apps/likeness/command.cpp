#include "apps/likeness/command.hpp"

#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/client/contact.hpp"
#include "apps/likeness/client/discover.hpp"
#include "apps/likeness/client/get.hpp"
#include "apps/likeness/client/login.hpp"
#include "apps/likeness/client/resolve.hpp"
#include "apps/likeness/client/set.hpp"
#include "apps/likeness/client/whoami.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/serve/demo.hpp"
#include "apps/likeness/serve/serve.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fmt/format.h>

namespace likeness::app {

namespace {

constexpr std::string_view examples = R"(Examples:
  likeness get sadie@contoso.com --url https://mail.contoso.com --user hope@contoso.com
  likeness login sadie@contoso.com
  likeness get sadie@contoso.com
  likeness discover sadie@contoso.com --verbose
  likeness set hope@contoso.com Hope.jpg --url https://mail.contoso.com --user hope@contoso.com
  likeness resolve sadie --photos . --url https://mail.contoso.com --user hope@contoso.com
  likeness contact photo "Sadie Daniels" --url https://mail.contoso.com --user hope@contoso.com
  likeness admin person add sadie@contoso.com --name "Sadie Daniels" --data /var/lib/likeness
  likeness admin photo set sadie@contoso.com Sadie.jpg --data /var/lib/likeness
  likeness admin account password sadie@contoso.com --data /var/lib/likeness

An option marked (Env:...) may also come from the environment, and a setting from a TOML file
(--config FILE); the command line wins over the environment, the environment over the file.
`likeness SUBCOMMAND --help` says more.

Exit codes:
)";

struct Branch {
    std::string_view name;
    void (*add)(CLI::App& line, Command& chosen);
};
constexpr std::array branches {
    Branch { "serve", add_serve },
    Branch { "demo", add_demo },
    Branch { "discover", add_discover },
    Branch { "get", add_get },
    Branch { "set", add_set },
    Branch { "resolve", add_resolve },
    Branch { "contact", add_contact },
    Branch { "login", add_login },
    Branch { "whoami", add_whoami },
    Branch { "admin", add_admin },
};

// "likeness admin person", down to the last subcommand that was recognised.
std::string recognised_part(CLI::App const& line)
{
    std::string words = line.get_name();
    auto const* at = &line;
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        words += ' ' + at->get_name();
    }
    return words;
}

ExitCode refuse(CLI::App const& line, CLI::ParseError const& error)
{
    tell("{}", error.what());
    tell("see `{} --help`", recognised_part(line));
    return ExitCode::usage;
}

// A result that did not reach its reader, such as on a full disk, is a failure too.
ExitCode flush_results(ExitCode code)
{
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    tell("cannot write the result to the standard output: {}", system_reason());
    return ExitCode::failure;
}

}

CLI::App& add_group(CLI::App& parent, Described const& described)
{
    auto* const group = parent.add_subcommand(described.name, described.does);
    group->require_subcommand(1);
    group->footer("Examples:\n" + described.examples);
    return *group;
}

std::unique_ptr<CLI::App> make_command_line(Command& chosen, std::string_view first_word)
{
    auto line
        = std::make_unique<CLI::App>("Exchange's user photos: an EWS photo server and a client", "likeness");
    line->set_version_flag("--version", "likeness " LIKENESS_VERSION);
    line->footer(std::string(examples) + exit_code_table());
    line->require_subcommand(1);
    auto const is_named = [&](Branch const& branch) { return branch.name == first_word; };
    bool const needs_all = std::ranges::none_of(branches, is_named);
    for (auto const& branch : branches)
        if (needs_all || is_named(branch)) branch.add(*line, chosen);
    return line;
}

ExitCode run_command_line(int count, char const* const* words)
{
    Command chosen;
    auto const line = make_command_line(chosen, count > 1 ? words[1] : "");
    try {
        line->parse(count, words);
    } catch (CLI::ParseError const& error) {
        // CLI11 reports --help and --version as errors with exit code 0.
        if (error.get_exit_code() != 0) return refuse(*line, error);
        line->exit(error);
        return flush_results(ExitCode::ok);
    }
    return flush_results(chosen.run());
}

}
