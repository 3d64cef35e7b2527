// `admin contacts import` and `export`: cards into a mailbox, and out of it.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/contacts_export.hpp"
#include "apps/likeness/admin/contacts_import.hpp"
#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/admin/import_outcome.hpp"
#include "apps/likeness/admin/open_people.hpp"
#include "apps/likeness/admin/progress_bar.hpp"
#include "apps/likeness/byte_reader.hpp"
#include "apps/likeness/interrupt.hpp"
#include "apps/likeness/messages.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

struct ContactsOptions {
    DataOptions data;
    std::string email;
    std::string folder = "contacts";
    bool quiet = false;
    bool json = false;
};

struct ImportOptions {
    ContactsOptions contacts;
    std::string file;
    std::string report;
};

struct ExportOptions {
    ContactsOptions contacts;
    std::string output;
    std::string version = "3.0";
};

void declare(CLI::App& command, ContactsOptions& options)
{
    declare(command, options.data);
    command
        .add_option("--folder", options.folder,
            "Where they lie: contacts, or the names down to it (Contacts/Friends)")
        ->type_name("FOLDER")
        ->capture_default_str();
    command.add_flag("--quiet", options.quiet, "No progress bar");
    command.add_flag("--json", options.json, "Print the summary as a JSON object");
}

void declare_email(CLI::App& command, ContactsOptions& options)
{
    command.add_option("EMAIL", options.email, "Whose contacts")->required()->type_name("");
}

void declare_import(CLI::App& command, ImportOptions& options)
{
    declare_email(command, options.contacts);
    command.add_option("FILE", options.file, "vCard 2.1, 3.0 or 4.0, any number of cards")
        ->required()
        ->type_name("");
    declare(command, options.contacts);
    command
        .add_option("--report", options.report, "Write what was refused or left out, by line, to this file")
        ->type_name("FILE");
}

void declare_export(CLI::App& command, ExportOptions& options)
{
    declare_email(command, options.contacts);
    declare(command, options.contacts);
    command.add_option("-o,--output", options.output, "Write to this file instead of the standard output")
        ->type_name("FILE");
    command.add_option("--vcard", options.version, "The version: 3.0, which every program reads, or 4.0")
        ->check(CLI::IsMember({ "3.0", "4.0" }))
        ->capture_default_str();
}

// The data directory at work, and the folder that the options name.
struct Opened {
    OpenData data;
    ContactFolder folder;
};

Result<Opened> open_folder(ContactsOptions const& options)
{
    auto const email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(email.error());
    auto data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return tl::unexpected(data.error());
    auto const people = OpenPeople::open(*data);
    if (!people) return tl::unexpected(people.error());
    auto owner = find_person((*people)->directory(), *email);
    if (!owner) return tl::unexpected(owner.error());
    auto folder = find_contact_folder(data->directory->mailboxes(), *std::move(owner), options.folder);
    if (!folder) return tl::unexpected(folder.error());
    return Opened { *std::move(data), *std::move(folder) };
}

Quiet quiet_of(ContactsOptions const& options)
{
    return options.quiet ? Quiet::yes : Quiet::no;
}

void print_summary(ContactsImportCounts const& counts, bool json)
{
    if (json) {
        nlohmann::ordered_json const summary { { "added", counts.added }, { "changed", counts.changed },
            { "unchanged", counts.unchanged }, { "refused", counts.refused },
            { "left_out", counts.left_out } };
        fmt::print("{}\n", summary.dump());
        return;
    }
    fmt::print("{} added, {} changed, {} unchanged, {} refused\n", counts.added, counts.changed,
        counts.unchanged, counts.refused);
    if (counts.left_out > 0)
        fmt::print("{} properties left out: a contact has no place for them\n", counts.left_out);
}

// Every card of the file, or those before an interruption.
Result<void> take_all(OpenFile& file, ContactsImport& import, Quiet quiet)
{
    if (auto const begun = import.begin(); !begun) return begun;
    ProgressBar bar("contacts", file.bytes, quiet);
    vcard::CardReader cards([&file] { return file.reader.take(); });
    while (!InterruptWatch::interrupted()) {
        auto const card = cards.next();
        if (!card) break;
        if (auto const taken = import.take(*card); !taken) return taken;
        bar.show(file.reader.position(), fmt::format("{} read", import.counts().all()));
    }
    if (auto const error = file.reader.error())
        return fail(Code::invalid_request, "the file cannot be read to its end: " + error.message());
    return import.finish();
}

ExitCode run_import(ImportOptions const& options)
{
    auto const tried = fmt::format("import {} for {}", options.file, options.contacts.email);
    auto file = open_file(options.file);
    if (!file) return report_failure(tried, file.error());
    auto refusals = Refusals::open(options.report);
    if (!refusals) return report_failure(tried, refusals.error());
    auto const opened = open_folder(options.contacts);
    if (!opened) return report_failure(tried, opened.error());

    InterruptWatch const watch;
    SystemClock const clock;
    ContactsImport import({ .store = opened->data.directory->mailboxes(),
        .folder = opened->folder,
        .file = options.file,
        .refusals = *refusals,
        .clock = clock });
    auto const taken = take_all(*file, import, quiet_of(options.contacts));
    auto const reported = refusals->finish();
    print_summary(import.counts(), options.contacts.json);
    auto const code = import_outcome(taken, import.counts().refused, tried);
    return reported ? code : report_failure("write the report", reported.error());
}

// A file that is there under its name when it is whole, or the standard output.
class CardFile {
public:
    static Result<CardFile> open(std::string const& name)
    {
        CardFile file;
        file.name_ = name;
        if (name.empty()) return file;
        file.own_.reset(std::fopen(file.part().c_str(), "wbe"));
        if (!file.own_) return file.cannot_write();
        return file;
    }

    bool write(std::string_view text)
    {
        return std::fwrite(text.data(), 1, text.size(), own_ ? own_.get() : stdout) == text.size();
    }

    /// What could not be written to the standard output is noticed when it is flushed.
    Result<void> finish()
    {
        if (!own_) return {};
        if (std::fflush(own_.get()) != 0 || std::ferror(own_.get()) != 0) return cannot_write();
        own_.reset();
        std::error_code error;
        std::filesystem::rename(part(), name_, error);
        if (error) return fail(Code::invalid_request, name_ + " cannot be written: " + error.message());
        return {};
    }

    /// Leaves nothing behind.
    void discard()
    {
        if (!own_) return;
        own_.reset();
        std::error_code ignored;
        std::filesystem::remove(part(), ignored);
    }

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    std::string part() const { return name_ + ".part"; }
    tl::unexpected<Error> cannot_write() const
    {
        return fail(Code::invalid_request, name_ + " cannot be written: " + system_reason());
    }

    std::string name_;
    std::unique_ptr<std::FILE, Close> own_;
};

void print_summary(ContactsExportCounts const& counts, ExportOptions const& options)
{
    // The standard output has the cards.
    auto* const where = options.output.empty() ? stderr : stdout;
    if (options.contacts.json) {
        nlohmann::ordered_json const summary { { "exported", counts.exported },
            { "pictures", counts.pictures }, { "left_out", counts.left_out } };
        fmt::print(where, "{}\n", summary.dump());
        return;
    }
    fmt::print(where, "{} exported, {} with a picture\n", counts.exported, counts.pictures);
    if (counts.left_out > 0)
        fmt::print(where, "{} properties left out: vCard has no place for them\n", counts.left_out);
}

Result<ContactsExportCounts> export_to(CardFile& file, Opened const& opened, ExportOptions const& options)
{
    auto& store = opened.data.directory->mailboxes();
    auto const total = count_items(store, opened.folder);
    if (!total) return tl::unexpected(total.error());
    // On the standard output the cards themselves show how far it is.
    bool const is_shown = !options.output.empty() && !options.contacts.quiet;
    ProgressBar bar("contacts", *total, is_shown ? Quiet::no : Quiet::yes);
    std::size_t written = 0;
    auto const version = options.version == "4.0" ? vcard::Version::v4_0 : vcard::Version::v3_0;
    auto counts = export_contacts(store, opened.folder, version, [&](std::string_view card) {
        bar.show(++written, fmt::format("{} written", written));
        return !InterruptWatch::interrupted() && file.write(card);
    });
    if (!counts || InterruptWatch::interrupted()) return counts;
    return file.finish().map([&] { return *counts; });
}

ExitCode run_export(ExportOptions const& options)
{
    auto const tried = fmt::format("export the contacts of {}", options.contacts.email);
    auto const opened = open_folder(options.contacts);
    if (!opened) return report_failure(tried, opened.error());
    auto file = CardFile::open(options.output);
    if (!file) return report_failure(tried, file.error());
    InterruptWatch const watch;
    auto const counts = export_to(*file, *opened, options);
    if (!counts || InterruptWatch::interrupted()) file->discard();
    if (!counts) return report_failure(tried, counts.error());
    if (InterruptWatch::interrupted()) {
        tell_line(options.output.empty() ? "interrupted; the output is not whole"
                                         : "interrupted; nothing was written");
        return ExitCode::interrupted;
    }
    print_summary(*counts, options);
    return ExitCode::ok;
}

}

void add_admin_contacts(CLI::App& admin, Command& chosen)
{
    auto& contacts = add_group(admin,
        { .name = "contacts",
            .does = "Move the contacts of a mailbox in and out",
            .examples = "  likeness admin contacts import sadie@contoso.com cards.vcf\n"
                        "  likeness admin contacts export sadie@contoso.com -o cards.vcf\n" });
    add_command<ImportOptions>(contacts, chosen,
        { .name = "import",
            .does = "Add or change contacts and their pictures; running it twice changes nothing",
            .examples
            = "  likeness admin contacts import sadie@contoso.com cards.vcf --data /var/lib/likeness\n"
              "  likeness admin contacts import sadie@contoso.com cards.vcf --report left-out.txt --json\n"
              "\n"
              "A card is known again by its UID, or where it has none by all that it says. What a card does\n"
              "not say stays as it is. Groups become distribution lists of those on them who have an "
              "address.\n"
              "Exports of Outlook, Apple, Google and Evolution are read as they are. What a contact has no\n"
              "place for is left out and told by line.\n" },
        declare_import, run_import);
    add_command<ExportOptions>(contacts, chosen,
        { .name = "export",
            .does = "Write the contacts with their pictures as vCard",
            .examples
            = "  likeness admin contacts export sadie@contoso.com -o cards.vcf --data /var/lib/likeness\n"
              "  likeness admin contacts export sadie@contoso.com --vcard 4.0 --folder Friends > "
              "friends.vcf\n"
              "\n"
              "Properties that programs have added by themselves are left out and counted.\n" },
        declare_export, run_export);
}

}
