// What the crash test writes into a mailbox: operation `number` is the same for whoever carries it out on the same state.
#pragma once

#include "storage/mailbox_samples.hpp"

#include <random>

namespace likeness::test {

/// The mailbox's owner; whoever begins adds them.
inline Person crash_owner()
{
    auto person = person_named("Sadie Daniels", "sadie@contoso.com");
    person.id = {};
    person.id.bytes[0] = std::byte { 1 };
    return person;
}

/// One call of the store, of several items at times. Every one is possible when its turn comes, so that each moves the
/// mailbox's newest change on.
class CrashMailboxOperation {
public:
    static constexpr FolderNumber contacts = 12;

    CrashMailboxOperation(std::uint32_t seed, std::int64_t number)
        : random_(seed ^ static_cast<std::uint32_t>(number * 2654435761))
        , number_(static_cast<int>(number))
    {
    }

    /// Whether it was acknowledged.
    bool run(MailboxStore& store)
    {
        auto const there = store.find(owner_, { .folder = contacts, .most = 100 });
        auto const folders = store.folders(owner_);
        if (!there || !folders) return false;
        if (there->items.size() < 3) return create(store, contacts);
        if (there->items.size() > 20) return remove(store, there->items);
        auto const& item = there->items[below(there->items.size())];
        switch (below(9)) {
        case 0: return remove(store, there->items);
        case 1: return all_went_well(store.move_items(owner_, { &item.number, 1 }, contacts));
        case 2:
            return all_went_well(
                store.copy_items(owner_, { &item.number, 1 }, owner_, some_folder(*folders), stamp(number_)));
        case 3: return attach(store, item);
        case 4: return change_folders(store, *folders);
        case 5:
        case 6: return update(store, there->items);
        default: return create(store, some_folder(*folders));
        }
    }

private:
    std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(random_() % limit); }

    template <class Value> static bool all_went_well(Result<std::vector<Result<Value>>> const& answers)
    {
        return answers && std::ranges::all_of(*answers, [](auto const& one) { return one.has_value(); });
    }

    FolderNumber some_folder(std::vector<MadeFolder> const& folders)
    {
        return folders.empty() || below(3) > 0 ? contacts : folders[below(folders.size())].number;
    }

    ItemContent content() { return contact("Written by " + std::to_string(number_)); }

    // Past a database page for most.
    NewAttachment picture() { return photo(std::to_string(number_) + ".jpg", 100 + below(60'000)); }

    bool create(MailboxStore& store, FolderNumber folder)
    {
        std::vector<NewItem> items(1 + below(4), NewItem { folder, content(), {} });
        for (auto& item : items)
            if (below(2) == 0) item.attachments = { picture(), file("notes", below(100)) };
        return all_went_well(store.create_items(owner_, items, stamp(number_)));
    }

    bool remove(MailboxStore& store, std::vector<StoredItem> const& items)
    {
        std::vector const numbers { items.front().number, items.back().number };
        return all_went_well(store.remove_items(owner_, numbers));
    }

    bool update(MailboxStore& store, std::vector<StoredItem> const& items)
    {
        std::vector<ItemUpdate> updates;
        for (auto const* const item : { &items.front(), &items.back() })
            updates.push_back({ item->number, item->change, content(), touched({ Slot::display_name }) });
        return all_went_well(store.update_items(owner_, updates, stamp(number_)));
    }

    bool attach(MailboxStore& store, StoredItem const& item)
    {
        std::vector const pictures { picture() };
        return all_went_well(store.create_attachments(owner_, item.number, pictures, stamp(number_)));
    }

    bool change_folders(MailboxStore& store, std::vector<MadeFolder> const& folders)
    {
        if (folders.size() > 3)
            return store.remove_folder(owner_, folders[below(folders.size())].number).has_value();
        NewFolder const folder { some_folder(folders), "IPF.Contact", "Folder " + std::to_string(number_) };
        return store.create_folder(owner_, folder).has_value();
    }

    PersonId const owner_ = crash_owner().id;
    std::mt19937 random_;
    int number_;
};

}
