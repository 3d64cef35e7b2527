// Command: what the command line chose to run, and how subcommands are declared.
#pragma once

#include "apps/likeness/exit_code.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace likeness::app {

/// A subcommand's callback sets `run`; main calls it once the whole line has been read.
struct Command {
    std::function<ExitCode()> run;
};

/// What a subcommand's help shows.
struct Described {
    std::string name;
    std::string does; ///< A sentence without its full stop.
    std::string examples; ///< Whole command lines, one a line.
};

/// A group: "person". One of its subcommands must follow.
CLI::App& add_group(CLI::App& parent, Described const& described);

/// A subcommand that runs `run(options)`. `declare(leaf, options)` adds its options, filled by parsing.
template <class Options>
void add_command(CLI::App& parent, Command& chosen, Described const& described,
    void (*declare)(CLI::App&, Options&), ExitCode (*run)(Options const&))
{
    // The options live as long as the callbacks that hold them.
    auto options = std::make_shared<Options>();
    auto* const leaf = parent.add_subcommand(described.name, described.does);
    leaf->footer("Examples:\n" + described.examples);
    declare(*leaf, *options);
    leaf->callback([options, run, &chosen] { chosen.run = [options, run] { return run(*options); }; });
}

/// The command line; of one that begins with the name of a subcommand that subcommand's part alone, as declaring all of
/// them takes longer than fetching a photo. `chosen` must outlive it.
std::unique_ptr<CLI::App> make_command_line(Command& chosen, std::string_view first_word = {});

/// Reads the command line and runs what it chose.
ExitCode run_command_line(int count, char const* const* words);

}
