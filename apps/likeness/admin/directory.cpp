// `admin directory`: the Active Directory and LDAP servers of the configuration.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/admin/progress_bar.hpp"
#include "apps/likeness/interrupt.hpp"
#include "apps/likeness/messages.hpp"
#include "directory/ldap/checkup.hpp"
#include "directory/ldap/directory_sync.hpp"
#include "service/entity_tag.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

namespace likeness::app {

namespace {

namespace ldap = directory::ldap;

struct DirectoryOptions {
    DataOptions data;
    std::string name;
    bool json = false;
    bool everything = false;
    bool trust_removals = false;
    bool quiet = false;
};

void declare_name(CLI::App& command, DirectoryOptions& options)
{
    command.add_option("NAME", options.name, "Only the directory of this name")->type_name("");
    declare(command, options.data);
}

void declare_forget(CLI::App& command, DirectoryOptions& options)
{
    command.add_option("NAME", options.name, "The name that it had in the configuration")
        ->required()
        ->type_name("");
    declare(command, options.data);
}

void declare_check(CLI::App& command, DirectoryOptions& options)
{
    declare_name(command, options);
    command.add_flag("--json", options.json, "Print JSON, an object a directory");
}

void declare_sync(CLI::App& command, DirectoryOptions& options)
{
    declare_name(command, options);
    command.add_flag("--full", options.everything, "Read everybody anew, whatever is known of changes");
    command.add_flag("--trust-removals", options.trust_removals,
        "Also remove people where so many are gone that it may be a mistake; goes with --full");
    command.add_flag("-q,--quiet", options.quiet, "No progress bar");
}

// Those that are meant. Errors: invalid_request where there is none.
Result<std::vector<DirectoryConfig>> chosen_directories(Config const& config, std::string const& name)
{
    std::vector<DirectoryConfig> chosen;
    for (auto const& one : config.directories)
        if (name.empty() || one.name == name) chosen.push_back(one);
    if (!chosen.empty()) return chosen;
    if (config.directories.empty())
        return fail(Code::invalid_request,
            "no directory is configured: write a [[directory]] table into the file that --config names");
    return fail(Code::invalid_request, fmt::format("no directory is called \"{}\"", name));
}

std::string_view grade_text(ldap::Finding::Grade grade)
{
    switch (grade) {
    case ldap::Finding::Grade::good: return "ok";
    case ldap::Finding::Grade::remark: return "note";
    case ldap::Finding::Grade::bad: return "FAIL";
    }
    return "";
}

void print_findings(std::string const& name, std::vector<ldap::Finding> const& findings)
{
    fmt::print("{}\n", printable(name));
    for (auto const& finding : findings) {
        fmt::print("  {:<4}  {}\n", grade_text(finding.grade), printable(finding.text));
        if (!finding.advice.empty()) fmt::print("        {}\n", printable(finding.advice));
    }
}

void print_findings_json(std::string const& name, std::vector<ldap::Finding> const& findings)
{
    using Json = nlohmann::ordered_json;
    auto list = Json::array();
    for (auto const& finding : findings)
        list.push_back({ { "grade", grade_text(finding.grade) }, { "finding", finding.text },
            { "advice", finding.advice } });
    Json const json { { "directory", name }, { "findings", std::move(list) } };
    fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// Thumbnails are looked at and not kept: any tag does.
std::string no_tag(PersonId const&, base::ByteView)
{
    return "0000000000000000";
}

bool check_one(DirectoryConfig const& config, bool json)
{
    auto const options = ldap_options(config, no_tag);
    auto const findings = options ? ldap::check_up(*options)
                                  : std::vector { ldap::Finding { ldap::Finding::Grade::bad,
                                        options.error().message, "correct the configuration" } };
    (json ? print_findings_json : print_findings)(config.name, findings);
    return std::ranges::none_of(
        findings, [](auto const& finding) { return finding.grade == ldap::Finding::Grade::bad; });
}

ExitCode run_check(DirectoryOptions const& options)
{
    auto const directories = read_config(options.data).and_then([&](Config const& config) {
        return chosen_directories(config, options.name);
    });
    if (!directories) return report_failure("check the directories", directories.error());
    std::size_t failed = 0;
    for (auto const& config : *directories) failed += check_one(config, options.json) ? 0 : 1;
    if (failed == 0) return ExitCode::ok;
    return failed < directories->size() ? ExitCode::partial : ExitCode::failure;
}

// Asks a synchronization to stop once the user has.
class StopWhenInterrupted {
public:
    std::stop_token token() { return stop_.get_token(); }

private:
    std::stop_source stop_;
    std::jthread watcher_ { [this](std::stop_token const& done) {
        while (!done.stop_requested() && !InterruptWatch::interrupted())
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (InterruptWatch::interrupted()) stop_.request_stop();
    } };
};

Result<ldap::WriteSummary> sync_one(
    DirectoryConfig const& config, OpenData const& data, DirectoryOptions const& options)
{
    service::EntityTags const tags(data.directory->key());
    auto const ldap = ldap_options(config, [&](PersonId const& person, base::ByteView bytes) {
        return tags.of(person, service::PhotoSource::directory, bytes);
    });
    if (!ldap) return tl::unexpected(ldap.error());

    SystemClock const clock;
    ProgressBar bar(config.name, 0, options.quiet ? Quiet::yes : Quiet::no);
    ldap::SyncEvents const events { .on_report
        = [&](std::string const& sentence) { tell("{}: {}", config.name, sentence); },
        .on_progress =
            [&](std::size_t entries, std::size_t before) {
                auto const of = before > 0 ? fmt::format(" of some {}", grouped(before)) : "";
                bar.show(entries, fmt::format("{} entries{}", grouped(entries), of));
            } };
    ldap::DirectorySync sync(*ldap, {}, data.directory->mirror(), clock, events);
    StopWhenInterrupted interrupt;
    return sync.run_once(
        { .everything = options.everything,
            .removals = options.trust_removals ? ldap::Removals::trusted : ldap::Removals::careful },
        interrupt.token());
}

bool report_sync(DirectoryConfig const& config, Result<ldap::WriteSummary> const& summary)
{
    if (!summary) {
        report_failure("synchronize " + config.name, summary.error());
        return false;
    }
    fmt::print("{}: {} people read, {} removed\n", printable(config.name), grouped(summary->found),
        grouped(summary->removed));
    if (summary->held_back == 0) return true;
    tell("{}: {} people are gone there and were not removed here, for they are many: if that is meant, run "
         "it again "
         "with --full --trust-removals",
        config.name, grouped(summary->held_back));
    return false;
}

Result<std::vector<DirectoryConfig>> mirrored_directories(Config const& config, std::string const& name)
{
    auto directories = chosen_directories(config, name);
    if (!directories) return directories;
    std::erase_if(*directories, [](auto const& one) { return one.mode == DirectoryMode::live; });
    if (directories->empty())
        return fail(
            Code::invalid_request, "a directory of mode \"live\" has no copy that could be synchronized");
    return directories;
}

ExitCode run_sync(DirectoryOptions const& options)
{
    if (options.trust_removals && !options.everything)
        return report_failure("synchronize",
            { Code::invalid_request, "--trust-removals goes with --full: who is gone is found by reading all",
                {} });
    auto const data = open_data(options.data, storage::OpenMode::create);
    if (!data) return report_failure("synchronize", data.error());
    auto const directories = mirrored_directories(data->config, options.name);
    if (!directories) return report_failure("synchronize", directories.error());

    InterruptWatch const watch;
    std::size_t failed = 0;
    for (auto const& config : *directories) {
        if (InterruptWatch::interrupted()) break;
        failed += report_sync(config, sync_one(config, *data, options)) ? 0 : 1;
    }
    if (InterruptWatch::interrupted()) return ExitCode::interrupted;
    if (failed == 0) return ExitCode::ok;
    return failed < directories->size() ? ExitCode::partial : ExitCode::unavailable;
}

// Everybody who is kept of a directory that is no longer configured, with their photos.
Result<std::size_t> forget(OpenData const& data, std::string const& name)
{
    if (name.empty())
        return fail(
            Code::invalid_request, "a directory has a name; the local one's people are removed one by one");
    auto const configured = std::ranges::find(data.config.directories, name, &DirectoryConfig::name);
    if (configured != data.config.directories.end())
        return fail(Code::invalid_operation,
            fmt::format("\"{}\" is configured: who is gone there goes here too, without this", name));
    auto& mirror = data.directory->mirror();
    auto const people = mirror.people_of(name);
    if (!people) return tl::unexpected(people.error());
    if (people->empty())
        return fail(Code::item_not_found, fmt::format("nobody is kept of a directory called \"{}\"", name));
    for (std::size_t begin = 0; begin < people->size(); begin += mirror_batch_max) {
        auto const end = std::min(people->size(), begin + mirror_batch_max);
        MirrorBatch const batch { .present = {},
            .gone = { people->begin() + static_cast<std::ptrdiff_t>(begin),
                people->begin() + static_cast<std::ptrdiff_t>(end) },
            .cookie = "" };
        if (auto const applied = mirror.apply(name, batch); !applied) return tl::unexpected(applied.error());
    }
    return people->size();
}

ExitCode run_forget(DirectoryOptions const& options)
{
    // With people go their photos: only the configuration tells which directories are still in use.
    if (options.data.config.empty())
        return report_failure("forget " + options.name,
            { Code::invalid_request, "give --config FILE, which tells the directories that are in use", {} });
    auto const data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return report_failure("forget " + options.name, data.error());
    auto const forgotten = forget(*data, options.name);
    if (!forgotten) return report_failure("forget " + options.name, forgotten.error());
    fmt::print("{}: {} people removed\n", printable(options.name), grouped(*forgotten));
    return ExitCode::ok;
}

}

void add_admin_directory(CLI::App& admin, Command& chosen)
{
    auto& directory = add_group(admin,
        { .name = "directory",
            .does = "The Active Directory and LDAP servers of the configuration",
            .examples = "  likeness admin directory check --config /etc/likeness.toml\n"
                        "  likeness admin directory show sadie@contoso.com --config /etc/likeness.toml\n" });
    add_command<DirectoryOptions>(directory, chosen,
        { .name = "check",
            .does = "Connect, sign in, read some entries and say what is missing; nothing is changed",
            .examples = "  likeness admin directory check --config /etc/likeness.toml\n"
                        "  likeness admin directory check contoso --config /etc/likeness.toml --json\n" },
        declare_check, run_check);
    add_command<DirectoryOptions>(directory, chosen,
        { .name = "sync",
            .does = "Bring the copy up to date now, also while the server runs, which does it by itself",
            .examples = "  likeness admin directory sync --config /etc/likeness.toml\n"
                        "  likeness admin directory sync contoso --full --config /etc/likeness.toml\n" },
        declare_sync, run_sync);
    add_command<DirectoryOptions>(directory, chosen,
        { .name = "forget",
            .does = "Remove the people kept of a directory that is no longer configured, photos included",
            .examples = "  likeness admin directory forget fabrikam --config /etc/likeness.toml\n" },
        declare_forget, run_forget);
    add_admin_directory_show(directory, chosen);
}

}
