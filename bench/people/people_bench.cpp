// The index of names: how long it takes to make, how much memory it keeps, what a search costs and how soon a change can
// be found. Generated people; what is looked for is drawn from the same people: the first letters of a given name, of a
// surname, or of both.
//
//   people_bench [PEOPLE] [QUERIES]
#include "directory/index/name_index_keeper.hpp"
#include "generated_people.hpp"
#include "measured.hpp"
#include "support/people_in_memory.hpp"

#include <cstdio>
#include <cstdlib>
#include <malloc.h>

using namespace likeness;

namespace {

constexpr std::size_t hits_most = 100;

class GeneratedSource final : public NameSource {
public:
    explicit GeneratedSource(std::vector<bench::GeneratedPerson> const& people)
        : people_(people)
    {
    }
    Result<void> for_each_name(std::function<bool(NameEntry const&)> const& visit) override
    {
        for (auto const& person : people_)
            if (!visit(person.entry())) break;
        return {};
    }

private:
    std::vector<bench::GeneratedPerson> const& people_;
};

void measure_searches(NameSearch& names, char const* what, std::vector<std::string> const& queries)
{
    bench::Samples times;
    std::size_t hits = 0;
    std::size_t cut = 0;
    for (auto const& text : queries) {
        auto const began = bench::cpu_microseconds();
        auto const found = names.search({ .text = text }, hits_most);
        times.add(bench::cpu_microseconds() - began);
        hits += found->hits.size();
        cut += found->more;
    }
    std::printf(
        "%-32s median %8.1f us, p99 %8.1f us CPU   (%.0f hits on average, %.0f %% have more than %zu)\n",
        what, times.at(0.5), times.at(0.99), double(hits) / double(queries.size()),
        100.0 * double(cut) / double(queries.size()), hits_most);
}

void measure_updates(directory::NameIndexKeeper& keeper, test::PeopleInMemory& directory, std::size_t count)
{
    bench::Samples times;
    for (std::size_t i = 0; i < count; ++i) {
        Person person;
        person.id = base::random_guid();
        person.display_name = "Newcomer Number" + std::to_string(i);
        person.addresses = { *EmailAddress::parse("newcomer" + std::to_string(i) + "@contoso.com") };
        directory.put(person);
        auto const began = bench::wall_microseconds();
        keeper.apply({ .changes = { { ChangeKind::people, person.id } } });
        while (keeper.search({ .text = person.display_name, .whole = true }, 1)->hits.empty()) { }
        times.add(bench::wall_microseconds() - began);
    }
    std::printf("%-32s median %8.1f us, p99 %8.1f us, longest %.1f us\n", "a change can be found after",
        times.at(0.5), times.at(0.99), times.at(1));
}

}

int main(int count, char** words)
{
    auto const people_count = count > 1 ? std::strtoull(words[1], nullptr, 10) : 1'000'000;
    auto const query_count = count > 2 ? std::strtoull(words[2], nullptr, 10) : 10'000;
    auto const people = bench::generated_people(people_count, 1);
    auto const [one_word, two_words] = bench::generated_queries(people, query_count);

    GeneratedSource source(people);
    test::PeopleInMemory changed;
    malloc_trim(0);
    auto const before = bench::resident_bytes();
    bench::forget_peak();
    auto const began = bench::wall_microseconds();
    auto const cpu_began = bench::process_cpu_microseconds();
    directory::NameIndexKeeper keeper(source, changed, {});
    keeper.wait_until_idle();
    std::printf("%zu people\n%-32s %.2f s, %.2f s CPU\n", people.size(), "made in",
        (bench::wall_microseconds() - began) / 1e6, (bench::process_cpu_microseconds() - cpu_began) / 1e6);
    std::printf("%-32s %.0f MB, and while it is made %.0f MB\n", "memory",
        double(bench::resident_bytes() - before) / 1e6, double(bench::peak_bytes() - before) / 1e6);
    measure_searches(keeper, "one word", one_word);
    measure_searches(keeper, "two words", two_words);
    measure_updates(keeper, changed, std::min<std::size_t>(query_count, 3'000));
    measure_searches(keeper, "one word, after those changes", one_word);
}
