// `admin person import`: many people at once, out of a CSV or JSON lines file.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/admin/import_outcome.hpp"
#include "apps/likeness/admin/people_import.hpp"
#include "apps/likeness/admin/progress_bar.hpp"
#include "apps/likeness/interrupt.hpp"
#include "apps/likeness/messages.hpp"

#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

struct ImportOptions {
    DataOptions data;
    std::string file;
    std::string report;
    bool quiet = false;
    bool json = false;
};

void declare_import(CLI::App& command, ImportOptions& options)
{
    command.add_option("FILE", options.file, "CSV with a header row, or JSON lines")
        ->required()
        ->type_name("");
    declare(command, options.data);
    command.add_option("--report", options.report, "Write every refused line, with the reason, to this file")
        ->type_name("FILE");
    command.add_flag("--quiet", options.quiet, "No progress bar");
    command.add_flag("--json", options.json, "Print the summary as a JSON object");
}

void print_summary(ImportCounts const& counts, bool json)
{
    if (json) {
        nlohmann::ordered_json const summary { { "added", counts.added }, { "changed", counts.changed },
            { "unchanged", counts.unchanged }, { "refused", counts.refused } };
        fmt::print("{}\n", summary.dump());
    } else {
        fmt::print("{} added, {} changed, {} unchanged, {} refused\n", counts.added, counts.changed,
            counts.unchanged, counts.refused);
    }
}

// Every line of the file, or those before an interruption.
Result<void> take_all(OpenFile& file, PeopleReader& people, PeopleImport& import, Quiet quiet)
{
    ProgressBar bar("people", file.bytes, quiet);
    while (!InterruptWatch::interrupted()) {
        auto read = people.next();
        if (!read) break;
        if (auto const taken = import.take(std::move(*read)); !taken) return taken;
        bar.show(file.reader.position(), fmt::format("{} read", import.counts().all()));
    }
    if (auto const error = file.reader.error())
        return fail(Code::invalid_request, "the file cannot be read to its end: " + error.message());
    return import.flush();
}

// Every field's name, in lines that fit a terminal.
std::string field_names()
{
    constexpr std::size_t line_letters_max = 96;
    std::string lines;
    std::string line = " ";
    for (auto const& field : person_fields) {
        if (line.size() + field.name.size() + 2 > line_letters_max) {
            lines += line + "\n";
            line = " ";
        }
        line.append(" ").append(field.name).append(&field == &person_fields.back() ? "" : ",");
    }
    return lines + line + "\n";
}

ExitCode run_import(ImportOptions const& options)
{
    auto const tried = "import " + options.file;
    auto file = open_file(options.file);
    if (!file) return report_failure(tried, file.error());
    auto const people = open_people_reader(file->reader);
    if (!people) return report_failure(tried, people.error());
    auto refusals = Refusals::open(options.report);
    if (!refusals) return report_failure(tried, refusals.error());
    auto const data = open_data(options.data, storage::OpenMode::create);
    if (!data) return report_failure(tried, data.error());

    InterruptWatch const watch;
    SystemClock const clock;
    PeopleImport import(*data->directory, options.file, *refusals, clock);
    auto const taken = take_all(*file, **people, import, options.quiet ? Quiet::yes : Quiet::no);
    auto const reported = refusals->finish();
    print_summary(import.counts(), options.json);
    auto const code = import_outcome(taken, import.counts().refused, tried);
    return reported ? code : report_failure("write the report", reported.error());
}

}

void add_admin_person_import(CLI::App& person, Command& chosen)
{
    add_command<ImportOptions>(person, chosen,
        { .name = "import",
            .does = "Add or change many people at once; running it twice changes nothing",
            .examples
            = "  likeness admin person import people.csv --data /var/lib/likeness --report refused.txt\n"
              "  likeness admin person import people.jsonl --data /var/lib/likeness --json\n"
              "\n"
              "people.csv:\n"
              "  email,name,given_name,surname,title,address,thumbnail,hidden\n"
              "  sadie@contoso.com,Sadie Daniels,Sadie,Daniels,Manager,s.daniels@contoso.com,sadie.jpg,\n"
              "\n"
              "people.jsonl, an object a line:\n"
              "  {\"email\":\"sadie@contoso.com\",\"name\":\"Sadie "
              "Daniels\",\"address\":[\"s@contoso.com\"]}\n"
              "\n"
              "The columns and keys are email; address, proxies and members (several: separated by ; or a "
              "JSON\n"
              "array); thumbnail (a file, relative to FILE); hidden; kind (mailbox, group or contact); "
              "manager\n"
              "(an address); and the fields of a person:\n"
                + field_names() + "What a file does not name stays as it is.\n" },
        declare_import, run_import);
}

}
