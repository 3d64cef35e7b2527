// The database by itself: what one picture read, one durable change and one imported person cost.
#include "storage/sqlite/data_directory.hpp"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <filesystem>
#include <random>

namespace {

using namespace likeness;

constexpr std::size_t people_max = 1000;

// A data directory with a thousand people, in $TMPDIR: give it a disk like the one that is asked about.
class Bench {
public:
    Bench()
    {
        std::vector<PersonEntry> batch;
        for (std::size_t n = 0; n < people_max; ++n) {
            batch.push_back(desk(std::to_string(n)));
            ids.push_back(batch.back().person.id);
        }
        directory->people().import(batch).value();
    }
    ~Bench()
    {
        directory.reset();
        std::filesystem::remove_all(folder);
    }
    Bench(Bench const&) = delete;
    Bench& operator=(Bench const&) = delete;

    static PersonEntry desk(std::string const& name)
    {
        Person person { .id = base::random_guid(),
            .addresses = { EmailAddress::parse(name + "@contoso.com").value(),
                EmailAddress::parse(name + ".desk@contoso.com").value() },
            .display_name = "Desk " + name,
            .department = "Research" };
        return { std::move(person), std::nullopt };
    }

    void put_photos(std::size_t bytes)
    {
        for (auto const& id : ids) directory->photos().replace(id, one_size(bytes)).value();
    }

    static PhotoUpdate one_size(std::size_t bytes)
    {
        Photo photo { "image/jpeg", "0123456789ABCDEF", {}, base::Bytes(bytes, std::byte { 0x5A }) };
        return { .renditions = { { PhotoSize::hr240x240, 240, std::move(photo) } } };
    }

    std::filesystem::path const folder
        = std::filesystem::temp_directory_path() / ("likeness-bench-" + base::to_string(base::random_guid()));
    std::unique_ptr<storage::DataDirectory> directory
        = storage::DataDirectory::open(folder, storage::OpenMode::create).value();
    std::vector<PersonId> ids;
    std::minstd_rand random;
};

// One picture of a random person by its exact size. Argument: its bytes.
void read_rendition(benchmark::State& state)
{
    auto const bytes = static_cast<std::size_t>(state.range(0));
    Bench bench;
    bench.put_photos(bytes);
    for (auto _ : state)
        benchmark::DoNotOptimize(
            bench.directory->photos().find(bench.ids[bench.random() % people_max], PhotoSize::hr240x240));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_rendition)->Arg(12 << 10)->Arg(240 << 10);

// One upload of a single size, durable when it returns: real time is the disk's. Argument: its bytes.
void replace_photo(benchmark::State& state)
{
    Bench bench;
    auto const update = Bench::one_size(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(
            bench.directory->photos().replace(bench.ids[bench.random() % people_max], update));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(replace_photo)->Arg(12 << 10)->UseRealTime();

enum Order { scattered, by_address };

std::vector<std::string> names_of_new_desks(std::size_t count, Order order)
{
    std::vector<std::string> names;
    names.reserve(count);
    for (std::size_t n = 0; n < count; ++n)
        names.push_back("new" + std::to_string(n * 2654435761u % 4294967296u)); // Knuth: each number once.
    if (order == by_address) std::ranges::sort(names);
    return names;
}

bool import_all(LocalDirectory& people, std::span<std::string const> names)
{
    std::vector<PersonEntry> batch;
    for (auto const& name : names) {
        batch.push_back(Bench::desk(name));
        if (batch.size() < import_batch_max && &name != &names.back()) continue;
        if (!people.import(batch)) return false;
        batch.clear();
    }
    return true;
}

// New people, a thousand a batch. Arguments: how many, and whether they come in order of their addresses.
// Where they do not, every address falls on a page of its own that is to be written.
void import_people(benchmark::State& state)
{
    auto const names
        = names_of_new_desks(static_cast<std::size_t>(state.range(0)), static_cast<Order>(state.range(1)));
    Bench bench;
    for (auto _ : state)
        if (!import_all(bench.directory->people(), names)) state.SkipWithError("the import failed");
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(import_people)
    ->Args({ 100'000, scattered })
    ->Args({ 100'000, by_address })
    ->Args({ 1'000'000, by_address })
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

// A random person by one of their two addresses. Argument: how many others there are besides a thousand.
void find_person(benchmark::State& state)
{
    Bench bench;
    auto const names = names_of_new_desks(static_cast<std::size_t>(state.range(0)), by_address);
    if (!import_all(bench.directory->people(), names)) state.SkipWithError("the import failed");
    std::vector<EmailAddress> asked;
    for (std::size_t n = 0; n < 4096; ++n)
        asked.push_back(Bench::desk(names[bench.random() % names.size()]).person.addresses[n % 2]);
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(bench.directory->people().find(asked[next++ % asked.size()]));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(find_person)->Arg(100'000);

// Everybody in order of the primary address. Argument: how many there are besides a thousand.
void visit_everybody(benchmark::State& state)
{
    Bench bench;
    auto const names = names_of_new_desks(static_cast<std::size_t>(state.range(0)), scattered);
    if (!import_all(bench.directory->people(), names)) state.SkipWithError("the import failed");
    for (auto _ : state) {
        std::size_t bytes = 0;
        auto const visited = bench.directory->people().for_each([&](Person const& person) {
            bytes += person.display_name.size();
            return true;
        });
        if (!visited) state.SkipWithError("the visit failed");
        benchmark::DoNotOptimize(bytes);
    }
    state.SetItemsProcessed(state.iterations() * (state.range(0) + static_cast<std::int64_t>(people_max)));
}
BENCHMARK(visit_everybody)->Arg(100'000)->Unit(benchmark::kMillisecond);

// Everybody's names, as an index of them is made. Argument: how many there are besides a thousand.
void visit_names(benchmark::State& state)
{
    Bench bench;
    auto const names = names_of_new_desks(static_cast<std::size_t>(state.range(0)), by_address);
    if (!import_all(bench.directory->people(), names)) state.SkipWithError("the import failed");
    for (auto _ : state) {
        std::size_t bytes = 0;
        auto const visited = bench.directory->people().for_each_name([&](NameEntry const& name) {
            bytes += name.address.size();
            return true;
        });
        if (!visited) state.SkipWithError("the visit failed");
        benchmark::DoNotOptimize(bytes);
    }
    state.SetItemsProcessed(state.iterations() * (state.range(0) + static_cast<std::int64_t>(people_max)));
}
BENCHMARK(visit_names)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

// Asking for changes when there are none, as a poller does every few milliseconds.
void ask_for_no_changes(benchmark::State& state)
{
    Bench bench;
    auto const feed = bench.directory->open_change_feed().value();
    auto const head = feed->after(0).value().head;
    for (auto _ : state) benchmark::DoNotOptimize(feed->after(head));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ask_for_no_changes);

}
