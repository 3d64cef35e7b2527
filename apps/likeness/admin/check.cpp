// `admin check`: whether the data directory is sound.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/messages.hpp"
#include "service/entity_tag.hpp"

#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

struct CheckOptions {
    DataOptions data;
    bool json = false;
};

void declare_check(CLI::App& command, CheckOptions& options)
{
    declare(command, options.data);
    command.add_flag("--json", options.json, "Print the counts and problems as a JSON object");
}

std::string as_json(storage::IntegrityReport const& report)
{
    nlohmann::ordered_json const json { { "people", report.people }, { "photos", report.photos },
        { "renditions", report.renditions }, { "thumbnails", report.thumbnails },
        { "accounts", report.accounts }, { "items", report.items }, { "attachments", report.attachments },
        { "problems", report.problems } };
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void print_counts(storage::IntegrityReport const& report)
{
    fmt::print("people      {}\nphotos      {}\nrenditions  {}\nthumbnails  {}\naccounts    {}\n",
        report.people, report.photos, report.renditions, report.thumbnails, report.accounts);
    fmt::print("items       {}\nattachments {}\nproblems    {}\n", report.items, report.attachments,
        report.problems.size());
    for (auto const& problem : report.problems) fmt::print("  {}\n", printable(problem));
}

ExitCode check(CheckOptions const& options)
{
    auto const data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return report_failure("check the data directory", data.error());
    service::EntityTags const tags(data->directory->key());
    auto const report
        = data->directory->check([&](PersonId const& person, bool from_directory, base::ByteView bytes) {
              auto const source
                  = from_directory ? service::PhotoSource::directory : service::PhotoSource::mailbox;
              return tags.of(person, source, bytes);
          });
    if (!report) return report_failure("check " + data->folder.string(), report.error());

    if (options.json)
        fmt::print("{}\n", as_json(*report));
    else
        print_counts(*report);
    if (report->problems.empty()) return ExitCode::ok;
    tell("{} has {} problems: restore it from a backup, or set again what is named above",
        data->folder.string(), report->problems.size());
    tell("`likeness admin person list --json` shows whose an id is");
    return ExitCode::failure;
}

}

void add_admin_check(CLI::App& admin, Command& chosen)
{
    add_command<CheckOptions>(admin, chosen,
        { .name = "check",
            .does = "Read the whole data directory once and tell whether it is sound",
            .examples = "  likeness admin check --data /var/lib/likeness\n"
                        "  likeness admin check --data /var/lib/likeness --json | jq .problems\n" },
        declare_check, check);
}

}
