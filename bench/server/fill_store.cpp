// Fills a data directory for the whole-server benchmarks: COUNT desks, of which the first PHOTOS have one rendition of
// BYTES bytes each. The bytes only begin like a JPEG: what is measured is serving, not decoding.
//
//   fill_store DIR COUNT PHOTOS BYTES PASSWORD
#include "core/account.hpp"
#include "identity/password_hash.hpp"
#include "service/entity_tag.hpp"
#include "storage/sqlite/data_directory.hpp"

#include <fmt/core.h>
#include <random>

namespace {

using namespace likeness;

constexpr std::size_t batch = 1'000;

[[noreturn]] void give_up(Error const& error)
{
    fmt::print(stderr, "fill_store: {}\n", for_operator(error));
    std::exit(1);
}

EmailAddress desk_address(std::size_t number)
{
    return EmailAddress::parse(fmt::format("desk{}@contoso.com", number)).value();
}

PersonEntry desk(std::size_t number)
{
    return { .person = { .id = base::random_guid(),
                 .addresses = { desk_address(number) },
                 .display_name = fmt::format("Desk {}", number),
                 .alias = fmt::format("desk{}", number) } };
}

base::Bytes picture(std::size_t bytes, std::mt19937_64& random)
{
    base::Bytes made(bytes);
    for (auto& byte : made) byte = static_cast<std::byte>(random());
    constexpr unsigned char start[] = { 0xFF, 0xD8, 0xFF, 0xE0 };
    std::copy_n(reinterpret_cast<std::byte const*>(start), std::min(bytes, sizeof start), made.begin());
    return made;
}

void give_photo(storage::DataDirectory& data, PersonId id, std::size_t bytes, std::mt19937_64& random)
{
    service::EntityTags const tags(data.key());
    auto made = picture(bytes, random);
    auto tag = tags.of(id, service::PhotoSource::mailbox, made);
    base::Seconds const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    PhotoUpdate const update { .renditions
        = { { PhotoSize::hr240x240, 240, { "image/jpeg", std::move(tag), now, std::move(made) } } },
        .changed_at = now };
    if (auto const stored = data.photos().replace(id, update); !stored) give_up(stored.error());
}

void fill(storage::DataDirectory& data, std::size_t count, std::size_t photos, std::size_t bytes)
{
    std::mt19937_64 random(20'261'123);
    for (std::size_t start = 0; start < count; start += batch) {
        std::vector<PersonEntry> desks;
        for (auto i = start; i < std::min(count, start + batch); ++i) desks.push_back(desk(i));
        auto const rejected = data.people().import(desks);
        if (!rejected) give_up(rejected.error());
        for (std::size_t i = 0; i < desks.size() && start + i < photos; ++i)
            give_photo(data, desks[i].person.id, bytes, random);
    }
}

}

int main(int count, char** arguments)
{
    if (count != 6) {
        fmt::print(stderr, "usage: fill_store DIR COUNT PHOTOS BYTES PASSWORD\n");
        return 2;
    }
    auto data = storage::DataDirectory::open(arguments[1], storage::OpenMode::create);
    if (!data) give_up(data.error());
    auto const hash = identity::hash_password(arguments[5]);
    if (!hash) give_up(hash.error());
    if (auto const set = (*data)->accounts().set_password(desk_address(0), *hash, Role::admin); !set)
        give_up(set.error());
    fill(**data, std::stoul(arguments[2]), std::stoul(arguments[3]), std::stoul(arguments[4]));
}
