#include "apps/likeness/command.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

std::vector<CLI::App*> subcommands_of(CLI::App& app)
{
    return app.get_subcommands([](CLI::App*) { return true; });
}

// Calls `visit` with every command and the words that lead to it.
template <class Visit> void visit_all(CLI::App& app, std::string const& words, Visit const& visit)
{
    visit(app, words);
    for (auto* const sub : subcommands_of(app)) visit_all(*sub, words + " " + sub->get_name(), visit);
}

TEST(CommandLine, HasAnExampleOfItselfInEveryHelp)
{
    app::Command chosen;
    auto const line = app::make_command_line(chosen);
    std::size_t seen = 0;
    visit_all(*line, "likeness", [&](CLI::App& command, std::string const& words) {
        ++seen;
        auto const help = command.help();
        auto const examples = help.find("Examples:\n");
        ASSERT_NE(examples, std::string::npos) << words;
        EXPECT_NE(help.find(words + " ", examples), std::string::npos) << words;
    });
    EXPECT_GT(seen, 20u);
}

TEST(CommandLine, ExplainsEveryOption)
{
    app::Command chosen;
    auto const line = app::make_command_line(chosen);
    visit_all(*line, "likeness", [](CLI::App& command, std::string const& words) {
        EXPECT_FALSE(command.get_description().empty()) << words;
        for (auto const* const option : command.get_options())
            EXPECT_FALSE(option->get_description().empty()) << words << " " << option->get_name();
    });
}

TEST(CommandLine, TakesNoPasswordWhereOthersSeeIt)
{
    app::Command chosen;
    auto const line = app::make_command_line(chosen);
    visit_all(*line, "likeness", [](CLI::App& command, std::string const& words) {
        EXPECT_EQ(command.get_option_no_throw("--password"), nullptr) << words;
    });
}

TEST(CommandLine, TakesTheDataDirectoryInEveryAdminCommand)
{
    app::Command chosen;
    auto const line = app::make_command_line(chosen);
    auto* const admin = line->get_subcommand("admin");
    visit_all(*admin, "likeness admin", [](CLI::App& command, std::string const& words) {
        if (!subcommands_of(command).empty()) return;
        auto const* const data = command.get_option_no_throw("--data");
        ASSERT_NE(data, nullptr) << words;
        EXPECT_EQ(data->get_envname(), "LIKENESS_DATA") << words;
    });
}

}
}
