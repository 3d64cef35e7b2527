// The data directory under many threads: runs under the thread sanitizer too.
#include "storage/mailbox_samples.hpp"
#include "storage/sqlite/data_directory.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace likeness::test {

namespace {

using storage::DataDirectory;
using storage::OpenMode;
using enum PhotoSize;

std::unique_ptr<DataDirectory> opened(TemporaryFolder const& folder)
{
    auto directory = DataDirectory::open(folder.path(), OpenMode::create);
    EXPECT_TRUE(directory) << for_operator(directory.error());
    return directory ? std::move(*directory) : nullptr;
}

// Odd uploads have one small size, even ones three: a mixture of two would show a size that is not theirs.
PhotoUpdate numbered_upload(PersonId const& person, int number)
{
    auto update = number % 2 == 1 ? upload(person, { hr48x48 }, number)
                                  : upload(person, { hr48x48, hr96x96, hr648x648 }, number);
    update.thumbnail = picture(person, number, 900, Source::directory);
    return update;
}

// Which upload a lookup shows, once it is seen to be that one wholly; -1 otherwise.
int upload_shown(PersonId const& person, PhotoLookup const& lookup, PhotoSize asked)
{
    if (!lookup.photo || lookup.removed) return -1;
    auto const number = static_cast<int>((lookup.photo->changed_at - noon).count());
    auto const code = number % 2 == 1 ? hr48x48 : asked;
    return lookup.photo == rendition(person, code, number).photo ? number : -1;
}

bool is_whole(PersonId const& person, PhotoSummary const& summary)
{
    auto const number = static_cast<int>((summary.changed_at - noon).count());
    auto const expected = numbered_upload(person, number).renditions;
    return summary.version == number
        && std::ranges::equal(summary.sizes, expected, {}, &PhotoSummary::Size::etag,
            [](StoredRendition const& rendition) { return rendition.photo.etag; });
}

}

TEST(ManyThreads, AgreeOnOneKeyAndOneDatabaseWhenTheyOpenAtOnce)
{
    for (int round = 0; round < 10; ++round) {
        TemporaryFolder const folder;
        std::vector<std::unique_ptr<DataDirectory>> directories(6);
        {
            std::vector<std::jthread> threads;
            for (auto& directory : directories) threads.emplace_back([&] { directory = opened(folder); });
        }
        for (auto const& directory : directories) {
            ASSERT_TRUE(directory);
            EXPECT_EQ(directory->key(), directories[0]->key());
        }
        ASSERT_TRUE(directories[0]->people().add({ sadie(), std::nullopt }));
        EXPECT_EQ(directories[5]->people().count().value(), 1u);
    }
}

TEST(ManyThreads, NeverSeeHalfAPhoto)
{
    constexpr int uploads = 100;
    TemporaryFolder const folder;
    auto const writing = opened(folder);
    auto const elsewhere = opened(folder); // As another process would have it.
    auto const person = sadie();
    ASSERT_TRUE(writing->people().add({ person, std::nullopt }));
    ASSERT_TRUE(writing->photos().replace(person.id, numbered_upload(person.id, 1)));

    std::atomic<bool> done = false;
    std::atomic<int> halves = 0;
    std::atomic<int> backwards = 0;
    auto const read = [&](PhotoStore& photos, PhotoSize size) {
        int last = 0;
        while (!done) {
            auto const shown = upload_shown(person.id, photos.find(person.id, size).value(), size);
            if (shown < 0 || !is_whole(person.id, photos.summary(person.id).value())) ++halves;
            if (shown < last) ++backwards;
            last = shown;
        }
    };
    {
        std::jthread const first([&] { read(writing->photos(), hr96x96); });
        std::jthread const second([&] { read(elsewhere->photos(), hr648x648); });
        std::jthread const third([&] { read(elsewhere->photos(), hr48x48); });
        for (int number = 2; number <= uploads; ++number)
            EXPECT_TRUE(writing->photos().replace(person.id, numbered_upload(person.id, number)));
        done = true;
    }
    EXPECT_EQ(halves, 0);
    EXPECT_EQ(backwards, 0);
}

// A slow disk makes a writer wait past the time after which it is told that the store is busy, with nothing written.
template <class Write> bool written_in_the_end(Write const& write)
{
    for (int tried = 0; tried < 50; ++tried) {
        auto const done = write();
        if (done) return true;
        if (done.error().code != Code::server_busy) return false;
    }
    return false;
}

TEST(ManyThreads, LoseNoWriteAndNoChange)
{
    constexpr int writers = 4;
    constexpr int writes = 25;
    TemporaryFolder const folder;
    std::array const directories { opened(folder), opened(folder) };
    auto const person = sadie();
    ASSERT_TRUE(directories[0]->people().add({ person, std::nullopt }));

    auto const feed = directories[0]->open_change_feed().value();
    std::atomic<int> failures = 0;
    std::size_t told = 0;
    {
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < writers; ++writer)
            threads.emplace_back([&, writer] {
                auto& directory = *directories[static_cast<std::size_t>(writer % 2)];
                for (int n = 0; n < writes; ++n) {
                    auto const name = std::to_string(writer) + "-" + std::to_string(n) + "@contoso.com";
                    auto const desk = person_named("Desk", name);
                    failures += !written_in_the_end(
                        [&] { return directory.people().add({ desk, std::nullopt }); });
                    failures += !written_in_the_end([&] {
                        return directory.photos().replace(person.id, upload(person.id, { hr48x48 }, n));
                    });
                    failures += !written_in_the_end(
                        [&] { return directory.accounts().set_password(address(name), "hash", Role::user); });
                }
            });
        std::int64_t head = 0;
        constexpr std::int64_t all = 1 + 3 * writers * writes;
        while (head < all && failures == 0) {
            auto const changes = feed->after(head).value();
            told += changes.changes.size();
            head = changes.head;
        }
    }
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(told, 1u + 3 * writers * writes);
    EXPECT_EQ(directories[1]->people().count().value(), 1u + writers * writes);
    EXPECT_EQ(directories[1]->photos().summary(person.id).value().version, writers * writes);
    EXPECT_EQ(directories[1]->accounts().list().value().size(), static_cast<std::size_t>(writers * writes));
}

TEST(ManyThreads, OfWhoChangesOneItemOneWinsEachTime)
{
    constexpr int rounds = 25;
    TemporaryFolder const folder;
    std::array const directories { opened(folder), opened(folder) };
    auto const person = sadie();
    ASSERT_TRUE(directories[0]->people().add({ person, std::nullopt }));
    NewItem const item { 12, contact("Nobody"), {} };
    auto key
        = directories[0]->mailboxes().create_items(person.id, { &item, 1 }, stamp(0)).value().front()->key;
    for (int round = 0; round < rounds; ++round) {
        std::atomic<int> won = 0;
        std::atomic<int> conflicts = 0;
        std::atomic<int> winner = -1;
        {
            std::vector<std::jthread> threads;
            for (int writer = 0; writer < 4; ++writer)
                threads.emplace_back([&, writer] {
                    auto& store = directories[static_cast<std::size_t>(writer % 2)]->mailboxes();
                    ItemUpdate const update { key.number, key.change, contact(std::to_string(writer)), {} };
                    auto const result
                        = store.update_items(person.id, { &update, 1 }, stamp(1)).value().front();
                    if (result) winner = writer;
                    ++(result ? won : conflicts);
                    EXPECT_EQ(
                        code_of(result).value_or(Code::irresolvable_conflict), Code::irresolvable_conflict);
                });
        }
        ASSERT_EQ(won, 1);
        ASSERT_EQ(conflicts, 3);
        auto const stored
            = directories[1]->mailboxes().find_items(person.id, { &key.number, 1 }, WithAttachments::no);
        ASSERT_EQ(stored.value().front()->content, contact(std::to_string(winner)));
        key.change = stored.value().front()->change;
    }
}

// Enough contacts that searches remember them, and writers of two processes.
TEST(ManyThreads, FindEveryItemWhileOthersWrite)
{
    constexpr std::size_t items = 300;
    constexpr int writes = 40;
    TemporaryFolder const folder;
    std::array const directories { opened(folder), opened(folder) };
    auto const person = sadie();
    ASSERT_TRUE(directories[0]->people().add({ person, std::nullopt }));
    std::vector<NewItem> const made(items, NewItem { 12, contact("name 0"), {} });
    ASSERT_TRUE(directories[0]->mailboxes().create_items(person.id, made, stamp(0)));
    ItemSearch const search { .folder = 12,
        .filter = ItemFilter { FilterContainment {
            Containment::Mode::prefixed, Containment::Ignoring::letter_case, Slot::display_name, "NAME" } },
        .order = { { Slot::display_name, true } },
        .most = items };

    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0;
    auto const look = [&](MailboxStore& store) {
        while (!done) {
            auto const page = store.find(person.id, search).value();
            bool const sorted = std::ranges::is_sorted(page.items, std::ranges::greater(),
                [](StoredItem const& item) { return sort_key(item, Slot::display_name); });
            if (page.total != items || page.items.size() != items || !sorted) ++wrong;
        }
    };
    {
        std::jthread const first([&] { look(directories[0]->mailboxes()); });
        std::jthread const second([&] { look(directories[0]->mailboxes()); });
        std::jthread const third([&] { look(directories[1]->mailboxes()); });
        for (int n = 1; n <= writes; ++n) {
            auto& store = directories[static_cast<std::size_t>(n % 2)]->mailboxes();
            ItemUpdate const update { static_cast<ItemNumber>(n), std::nullopt,
                contact("name " + std::to_string(n)), touched({ Slot::display_name }) };
            EXPECT_TRUE(store.update_items(person.id, { &update, 1 }, stamp(n)).value().front());
        }
        done = true;
    }
    EXPECT_EQ(wrong, 0);
}

}
