// The stores in memory: the shortest description of their contracts, for tests of other rooms.
#pragma once

#include "core/ports/accounts.hpp"
#include "core/ports/change_feed.hpp"
#include "core/ports/directory_mirror.hpp"
#include "core/ports/mailbox_store.hpp"
#include "core/ports/photo_store.hpp"

#include <memory>

namespace likeness::storage {

/// The references that it gives out live as long as it does; any thread may use the stores.
class MemoryStorage {
public:
    MemoryStorage();
    ~MemoryStorage();

    PhotoStore& photos();
    LocalDirectory& people();
    DirectoryMirror& mirror();
    Accounts& accounts();
    MailboxStore& mailboxes();

    /// A feed of its own for each caller. Must not outlive this object.
    std::unique_ptr<ChangeFeed> open_change_feed();

private:
    struct Stores;
    std::unique_ptr<Stores> stores_;
};

}
