// What clients send as the states of SyncFolderItems and SyncFolderHierarchy: any text.
// Invariant: a state that this server could have given for the folder is gone on from, or is beyond what the mailbox has
// come to; any other is ErrorInvalidSyncStateData; and the state of an answer is one that can be gone on from.
#include "base/bytes.hpp"
#include "service/sync_folder_hierarchy.hpp"
#include "service/sync_folder_items.hpp"
#include "storage/memory/memory_storage.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

using namespace likeness;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

// Sadie's mailbox, with something in it.
struct Scene {
    storage::MemoryStorage storage;
    service::ObjectIds ids { base::SecretKey {} };
    SystemClock clock;
    Principal sadie { .address = EmailAddress::parse("sadie@contoso.com").value() };
    Person person { .addresses = { *sadie.address }, .display_name = "Sadie Daniels" };
    service::MailboxPorts ports { storage.people(), storage.mailboxes(), ids, clock };

    Scene()
    {
        person.id.bytes[0] = std::byte { 1 };
        require(storage.people().add({ person, std::nullopt, std::nullopt }).has_value());
        auto const folder = storage.mailboxes().create_folder(person.id, { 12, "IPF.Contact", "Friends" });
        std::vector<NewItem> const items { { 12, {}, {} }, { 12, {}, {} }, { folder->number, {}, {} } };
        require(storage.mailboxes().create_items(person.id, items, {}).has_value());
    }

    Result<std::string> follow_items(std::string const& state)
    {
        DistinguishedReference const contacts { DistinguishedFolder::contacts, std::nullopt };
        return service::sync_folder_items(
            { .shape = {}, .folder = contacts, .state = state, .ignored = {}, .changes_max = 1 }, sadie,
            ports)
            .map([](SyncedItems&& synced) { return std::move(synced.state); });
    }
    Result<std::string> follow_folders(std::string const& state)
    {
        return service::sync_folder_hierarchy(
            { .shape = {}, .folder = std::nullopt, .state = state }, sadie, ports)
            .map([](FolderChanges&& changes) { return std::move(changes.state); });
    }
};

template <class Follow> void check(std::string const& state, Follow follow)
{
    auto const next = follow(state);
    if (!next) return require(next.error().code == Code::invalid_sync_state_data);
    require(follow(*next).has_value());
}

// The bytes as what a state says, as far as they go.
ObjectId state_of(std::string_view bytes, ObjectKind kind, PersonId mailbox, std::uint64_t folder)
{
    ObjectId id { .kind = kind, .mailbox = mailbox, .object = folder };
    std::memcpy(&id.extra, bytes.data(), std::min(bytes.size(), sizeof id.extra));
    if (bytes.size() > sizeof id.extra)
        std::memcpy(&id.listed, bytes.data() + sizeof id.extra,
            std::min(bytes.size() - sizeof id.extra, sizeof id.listed));
    return id;
}

}

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    static Scene scene;
    std::string const text(reinterpret_cast<char const*>(data), size);
    auto const items = [](std::string const& state) { return scene.follow_items(state); };
    auto const folders = [](std::string const& state) { return scene.follow_folders(state); };
    check(text, items);
    check(text, folders);
    auto const& mailbox = scene.person.id;
    check(scene.ids.write(state_of(text, ObjectKind::items_state, mailbox, 12)), items);
    check(scene.ids.write(state_of(text, ObjectKind::hierarchy_state, mailbox, 2)), folders);
    return 0;
}
