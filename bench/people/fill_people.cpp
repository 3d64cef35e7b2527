// Fills a data directory with a large company, made up, and writes what is to be looked for into two files, a line each.
// Sadie signs in.
//
//   fill_people DIR COUNT PASSWORD QUERIES
#include "core/account.hpp"
#include "generated_people.hpp"
#include "identity/password_hash.hpp"
#include "storage/sqlite/data_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>

namespace {

using namespace likeness;

constexpr std::uint64_t seed = 20'261'127;

[[noreturn]] void give_up(Error const& error)
{
    fmt::print(stderr, "fill_people: {}\n", for_operator(error));
    std::exit(1);
}

PersonEntry entry_of(bench::GeneratedPerson const& one)
{
    return { .person = { .id = one.id,
                 .addresses = { EmailAddress::parse(one.address).value() },
                 .display_name = one.display_name,
                 .given_name = one.given_name,
                 .surname = one.surname,
                 .alias = one.alias,
                 .office = one.office },
        .thumbnail = std::nullopt,
        .links = std::nullopt };
}

void fill(storage::DataDirectory& data, std::vector<bench::GeneratedPerson> people)
{
    std::ranges::sort(people, {}, &bench::GeneratedPerson::address);
    for (std::size_t start = 0; start < people.size(); start += import_batch_max) {
        std::vector<PersonEntry> batch;
        for (auto i = start; i < std::min(people.size(), start + import_batch_max); ++i)
            batch.push_back(entry_of(people[i]));
        auto const rejected = data.people().import(batch);
        if (!rejected) give_up(rejected.error());
        if (!rejected->empty()) give_up(rejected->front().error);
    }
}

void write_lines(std::filesystem::path const& file, std::vector<std::string> const& lines)
{
    std::ofstream out(file);
    for (auto const& line : lines) out << line << '\n';
}

}

int main(int count, char** arguments)
{
    if (count != 5) {
        fmt::print(stderr, "usage: fill_people DIR COUNT PASSWORD QUERIES\n");
        return 2;
    }
    std::filesystem::path const folder = arguments[1];
    auto data = storage::DataDirectory::open(folder, storage::OpenMode::create);
    if (!data) give_up(data.error());
    auto const hash = identity::hash_password(arguments[3]);
    if (!hash) give_up(hash.error());
    auto const sadie = EmailAddress::parse("sadie@contoso.com").value();
    if (auto const set = (*data)->accounts().set_password(sadie, *hash, Role::user); !set)
        give_up(set.error());

    auto people = bench::generated_people(std::stoul(arguments[2]), seed);
    auto const queries = bench::generated_queries(people, std::stoul(arguments[4]));
    write_lines(folder / "one_word", queries.one_word);
    write_lines(folder / "two_words", queries.two_words);
    fill(**data, std::move(people));
}
