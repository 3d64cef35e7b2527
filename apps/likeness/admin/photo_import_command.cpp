// `admin photo import`: a folder of pictures, each named for its person.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/photo_import.hpp"
#include "apps/likeness/interrupt.hpp"
#include "apps/likeness/messages.hpp"
#include "base/cores.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

struct ImportOptions {
    DataOptions data;
    std::string folder;
    std::string report;
    bool again = false;
    bool quiet = false;
    bool json = false;
};

void declare_import(CLI::App& command, ImportOptions& options)
{
    command.add_option("DIR", options.folder, "The folder with the pictures")->required()->type_name("");
    declare(command, options.data);
    command.add_flag("--again", options.again, "Also import pictures that were imported before");
    command
        .add_option(
            "--report", options.report, "Write every picture that failed, with the reason, to this file")
        ->type_name("FILE");
    command.add_flag("--quiet", options.quiet, "No progress bar");
    command.add_flag("--json", options.json, "Print the summary as a JSON object");
}

// A renderer takes up to a gigabyte at its limit, so not one for each of very many cores.
unsigned renderers()
{
    return std::min(base::available_cores(), 8u);
}

void print_summary(PhotoImportCounts const& counts, bool json)
{
    if (json) {
        nlohmann::ordered_json const summary { { "stored", counts.stored }, { "unchanged", counts.unchanged },
            { "failed", counts.failed }, { "not_reached", counts.not_reached },
            { "thumbnails_failed", counts.thumbnails_failed } };
        fmt::print("{}\n", summary.dump());
    } else {
        auto const rest = counts.not_reached == 0 ? "" : fmt::format(", {} not reached", counts.not_reached);
        fmt::print(
            "{} stored, {} unchanged, {} failed{}\n", counts.stored, counts.unchanged, counts.failed, rest);
        if (counts.thumbnails_failed > 0)
            fmt::print("{} thumbnails could not be written to their directory\n", counts.thumbnails_failed);
    }
}

ExitCode outcome(Result<void> const& imported, PhotoImportCounts const& counts, std::string const& tried)
{
    if (!imported) return report_failure(tried, imported.error());
    if (counts.not_reached > 0) {
        tell("interrupted; run it again for the rest: what is stored is passed over");
        return ExitCode::interrupted;
    }
    return counts.failed == 0 ? ExitCode::ok : ExitCode::partial;
}

ExitCode run_import(ImportOptions const& options)
{
    auto const tried = "import " + options.folder;
    auto names = picture_names(options.folder);
    if (!names) return report_failure(tried, names.error());
    auto refusals = Refusals::open(options.report);
    if (!refusals) return report_failure(tried, refusals.error());
    auto data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return report_failure(tried, data.error());
    auto const people = OpenPeople::open(*data);
    if (!people) return report_failure(tried, people.error());
    auto const journal = PhotoJournal::open(data->folder);
    if (!journal) return report_failure(tried, journal.error());

    InterruptWatch const watch;
    PhotoImport import(options.folder,
        { .data = *data,
            .people = **people,
            .journal = **journal,
            .refusals = *refusals,
            .again = options.again,
            .workers = renderers() });
    auto const imported = import.run(std::move(*names), options.quiet ? Quiet::yes : Quiet::no);
    auto const reported = refusals->finish();
    print_summary(import.counts(), options.json);
    auto const code = outcome(imported, import.counts(), tried);
    return reported ? code : report_failure("write the report", reported.error());
}

}

void add_admin_photo_import(CLI::App& photo, Command& chosen)
{
    add_command<ImportOptions>(photo, chosen,
        { .name = "import",
            .does = "Import a folder of pictures; one that was interrupted goes on where it stopped",
            .examples
            = "  likeness admin photo import photos/ --data /var/lib/likeness --report failed.txt\n"
              "  likeness admin photo import photos/ --data /var/lib/likeness --again --json\n"
              "\n"
              "A file belongs to the person whose address, alias or name it bears, in this order:\n"
              "  sadie@contoso.com.jpg, sadie.jpg, \"Sadie Daniels.png\", sadie_daniels.png\n"
              "Case and accents do not matter. Subfolders and hidden files are passed over, and what was\n"
              "imported before as long as the file is the same: a photo that was changed or removed since\n"
              "stays so, unless --again is given.\n" },
        declare_import, run_import);
}

}
