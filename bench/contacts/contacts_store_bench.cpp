// Contacts in the database: what a page of a search, a round of following, one contact and one picture cost. CPU time is
// what counts, but of writing, where the disk has its say.
#include "storage/sqlite/data_directory.hpp"

#include <array>
#include <benchmark/benchmark.h>
#include <filesystem>
#include <map>
#include <memory>
#include <random>

namespace {

using namespace likeness;

constexpr FolderNumber contacts = 12;
constexpr FolderNumber others = 5;
constexpr std::size_t picture_bytes = 12 << 10;

constexpr std::array given_names { "Amber", "Birch", "Cedar", "Dahlia", "Elm", "Fern", "Ginger", "Hazel",
    "Iris", "Juniper", "Laurel", "Maple", "Olive", "Poppy", "Rowan", "Sage" };
constexpr std::array surnames { "Baker", "Carter", "Draper", "Farmer", "Glover", "Harper", "Mason", "Miller",
    "Potter", "Sawyer", "Shepherd", "Slater", "Tanner", "Turner", "Walker", "Weaver" };
constexpr std::array companies { "Contoso", "Fabrikam", "Northwind", "Adventure Works" };

// Twenty properties, some 450 bytes, as a client fills a contact in.
ItemContent contact(std::size_t n)
{
    auto const number = std::to_string(n);
    std::string const given = given_names[n * 7 % given_names.size()];
    auto const surname = surnames[n / 16 % surnames.size()] + std::string(n % 3 == 0 ? "" : "son");
    auto const name = given + " " + surname + " " + number;
    auto const address = "contact" + number + "@contoso.com";
    ItemContent content;
    auto const put = [&](Slot slot, std::string text) { content.slots.put(slot, std::move(text)); };
    put(Slot::item_class, "IPM.Contact");
    put(Slot::subject, name);
    put(Slot::display_name, name);
    put(Slot::given_name, given);
    put(Slot::surname, surname);
    put(Slot::file_as, surname + ", " + given + " " + number);
    put(Slot::company_name, companies[n % companies.size()]);
    put(Slot::job_title, "Engineer of things that are numbered " + number);
    put(Slot::department, "Research");
    put(Slot::email_address1, address);
    put(Slot::email_address1_name, name + " (" + address + ")");
    put(Slot::email_address1_routing_type, "SMTP");
    put(Slot::business_phone, "+1 425 555 " + number);
    put(Slot::mobile_phone, "+1 425 556 " + number);
    put(Slot::business_street, number + " Contoso Way");
    put(Slot::business_city, "Redmond");
    put(Slot::business_country_or_region, "United States");
    content.slots.put(Slot::importance, std::int32_t { 1 });
    content.slots.put(
        Slot::birthday, base::Seconds(std::chrono::seconds(86'400 * static_cast<std::int64_t>(n))));
    content.slots.put(Slot::categories, Texts { "Friends", "Work" });
    return content;
}

Stamp stamp(std::size_t n)
{
    return { base::Seconds(std::chrono::seconds(1'700'000'000 + static_cast<std::int64_t>(n))),
        "Sadie Daniels" };
}

NewAttachment picture()
{
    return { { .name = "ContactPicture.jpg", .content_type = "image/jpeg", .is_contact_photo = true },
        base::Bytes(picture_bytes, std::byte { 0x5A }) };
}

// A data directory in $TMPDIR with a mailbox of so many contacts, a tenth of them with a picture of one byte. Made once.
class Mailbox {
public:
    static Mailbox& with(std::size_t contacts_count)
    {
        static std::map<std::size_t, std::unique_ptr<Mailbox>> made;
        auto& one = made[contacts_count];
        if (!one) one = std::make_unique<Mailbox>(contacts_count);
        return *one;
    }

    explicit Mailbox(std::size_t count)
    {
        directory->people().import(std::vector { PersonEntry { .person = owner } }).value();
        std::vector<NewItem> batch;
        for (std::size_t n = 0; n < count; ++n) {
            batch.push_back({ contacts, contact(n), {} });
            if (n % 10 == 0) {
                batch.back().attachments.push_back(picture());
                batch.back().attachments.back().bytes.resize(1);
            }
            if (batch.size() < 1000 && n + 1 < count) continue;
            store.create_items(owner.id, batch, stamp(n)).value();
            batch.clear();
        }
    }
    ~Mailbox()
    {
        directory.reset();
        std::filesystem::remove_all(folder);
    }
    Mailbox(Mailbox const&) = delete;
    Mailbox& operator=(Mailbox const&) = delete;

    CreatedItem create(FolderNumber where, std::size_t n)
    {
        NewItem const item { where, contact(n), { picture() } };
        return store.create_items(owner.id, { &item, 1 }, stamp(n)).value().front().value();
    }

    std::filesystem::path const folder
        = std::filesystem::temp_directory_path() / ("likeness-bench-" + base::to_string(base::random_guid()));
    std::unique_ptr<storage::DataDirectory> directory
        = storage::DataDirectory::open(folder, storage::OpenMode::create).value();
    Person const owner { .id = base::random_guid(),
        .addresses = { EmailAddress::parse("sadie@contoso.com").value() },
        .display_name = "Sadie Daniels" };
    MailboxStore& store = directory->mailboxes();
};

ItemFilter contains(Slot slot, Containment::Mode mode, std::string text)
{
    return { FilterContainment {
        mode, Containment::Ignoring::letter_case_and_accents, slot, std::move(text) } };
}

ItemFilter equals(Slot slot, SlotValue value)
{
    return { FilterComparison { Comparison::Relation::equal, slot, std::move(value) } };
}

// What programs ask for, by number; each search asks for something else than the one before.
enum Restriction { nothing, whole_address, has_picture, name_begins, name_contains, two_of_them, a_category };

std::optional<ItemFilter> filter_of(Restriction restriction, std::size_t n)
{
    using enum Containment::Mode;
    auto const number = std::to_string(n * 7919 % 100'000);
    switch (restriction) {
    case nothing: return std::nullopt;
    case whole_address: return equals(Slot::email_address1, "contact" + number + "@contoso.com");
    case has_picture: return equals(Slot::has_picture, n % 2 == 0);
    case name_begins: return contains(Slot::display_name, prefixed, given_names[n % given_names.size()]);
    case name_contains: return contains(Slot::display_name, substring, surnames[n % surnames.size()]);
    case two_of_them:
        return ItemFilter { FilterCombination { Combination::How::all,
            { contains(Slot::file_as, substring, number.substr(0, 2)),
                equals(Slot::item_class, "IPM.Contact") } } };
    case a_category: return contains(Slot::categories, full_string, "work");
    }
    return std::nullopt;
}

ItemSearch search_for(Restriction restriction, std::size_t n)
{
    return { .folder = contacts,
        .filter = filter_of(restriction, n),
        .order = { { Slot::file_as } },
        .offset = n * 100 % 1000,
        .most = 100 };
}

// A page of 100, sorted by FileAs. Arguments: how many contacts there are, and the restriction.
void find_a_page(benchmark::State& state)
{
    auto& mailbox = Mailbox::with(static_cast<std::size_t>(state.range(0)));
    auto const restriction = static_cast<Restriction>(state.range(1));
    mailbox.store.find(mailbox.owner.id, search_for(restriction, 0))
        .value(); // The first one reads the columns.
    std::size_t n = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(mailbox.store.find(mailbox.owner.id, search_for(restriction, ++n)).value());
}
BENCHMARK(find_a_page)
    ->ArgNames({ "contacts", "restriction" })
    ->ArgsProduct({ { 100'000 }, benchmark::CreateDenseRange(nothing, a_category, 1) })
    ->Args({ 200, name_contains })
    ->Unit(benchmark::kMicrosecond);

// The same when a contact has changed since the search before.
void find_a_page_after_a_change(benchmark::State& state)
{
    auto& mailbox = Mailbox::with(static_cast<std::size_t>(state.range(0)));
    mailbox.store.find(mailbox.owner.id, search_for(name_contains, 0)).value();
    std::size_t n = 0;
    for (auto _ : state) {
        state.PauseTiming();
        ItemUpdate const update { 1 + ++n % 1000, std::nullopt, contact(n), SlotSet() };
        mailbox.store.update_items(mailbox.owner.id, { &update, 1 }, stamp(n)).value();
        state.ResumeTiming();
        benchmark::DoNotOptimize(mailbox.store.find(mailbox.owner.id, search_for(name_contains, n)).value());
    }
}
BENCHMARK(find_a_page_after_a_change)->Arg(100'000)->Iterations(300)->Unit(benchmark::kMicrosecond);

// The first search of a process: it reads the whole folder.
void find_the_first_page(benchmark::State& state)
{
    auto& mailbox = Mailbox::with(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        auto opened = storage::DataDirectory::open(mailbox.folder, storage::OpenMode::existing).value();
        state.ResumeTiming();
        benchmark::DoNotOptimize(
            opened->mailboxes().find(mailbox.owner.id, search_for(name_contains, 0)).value());
    }
}
BENCHMARK(find_the_first_page)->Arg(100'000)->Iterations(5)->Unit(benchmark::kMillisecond);

// What has become of a folder in which nothing has.
void follow_an_unchanged_folder(benchmark::State& state)
{
    auto& mailbox = Mailbox::with(static_cast<std::size_t>(state.range(0)));
    auto const head = mailbox.store.folder_changes(mailbox.owner.id, 0)->head;
    ItemsPoint const point { head, std::nullopt };
    for (auto _ : state)
        benchmark::DoNotOptimize(mailbox.store.changes(mailbox.owner.id, contacts, point, 512).value());
}
BENCHMARK(follow_an_unchanged_folder)->Arg(100'000);

// One contact with the list of its attachments, a random one of those with a picture.
void read_one_contact(benchmark::State& state)
{
    auto& mailbox = Mailbox::with(static_cast<std::size_t>(state.range(0)));
    std::minstd_rand random;
    for (auto _ : state) {
        ItemNumber const number = 1 + random() % static_cast<std::size_t>(state.range(0) / 10) * 10;
        benchmark::DoNotOptimize(
            mailbox.store.find_items(mailbox.owner.id, { &number, 1 }, WithAttachments::yes).value());
    }
}
BENCHMARK(read_one_contact)->Arg(100'000);

// A picture of 12 KB.
void read_one_picture(benchmark::State& state)
{
    auto& mailbox = Mailbox::with(static_cast<std::size_t>(state.range(0)));
    auto const created = mailbox.create(others, 1);
    for (auto _ : state)
        benchmark::DoNotOptimize(
            mailbox.store.find_attachment(mailbox.owner.id, created.key.number, created.attachments.front())
                .value());
}
BENCHMARK(read_one_picture)->Arg(100'000);

// A contact with a picture of 12 KB, durable when it returns: real time is the disk's.
void create_with_picture(benchmark::State& state)
{
    auto& mailbox = Mailbox::with(static_cast<std::size_t>(state.range(0)));
    std::size_t n = 0;
    for (auto _ : state) benchmark::DoNotOptimize(mailbox.create(others, ++n));
}
BENCHMARK(create_with_picture)->Arg(100'000)->UseRealTime()->Unit(benchmark::kMicrosecond);

}
