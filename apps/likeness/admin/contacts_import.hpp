// ContactsImport: cards out of a file into a folder of contacts, in batches.
#pragma once

#include "apps/likeness/admin/contact_folder.hpp"
#include "apps/likeness/admin/refusals.hpp"
#include "core/ports/clock.hpp"
#include "vcard/card_reader.hpp"
#include "vcard/read_contact.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace likeness::app {

struct ContactsImportCounts {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t refused = 0;
    std::size_t left_out = 0; ///< Properties of cards that were taken.

    std::size_t all() const { return added + changed + unchanged + refused; }
};

/// A card whose UID the folder has changes that item, so that the same file changes nothing the second time. What a card
/// does not say stays. Lists are stored last, by when everybody on them is known.
class ContactsImport {
public:
    struct Surroundings {
        MailboxStore& store;
        ContactFolder const& folder;
        std::string file; ///< What refusals name.
        Refusals& refusals;
        Clock const& clock;
    };

    /// What is given must outlive it.
    explicit ContactsImport(Surroundings const& surroundings)
        : with_(surroundings)
    {
    }

    /// Learns who is in the folder. Errors: the store's.
    Result<void> begin();

    /// Takes a card or what stands for one; stores when a batch is full.
    /// Errors: the store's; then nothing more should be taken, and what was stored stays.
    Result<void> take(base::BasicResult<vcard::Card, vcard::Remark> const& read);

    /// Stores what waits, lists too.
    Result<void> finish();

    /// Those that are stored or refused.
    ContactsImportCounts const& counts() const { return counts_; }

private:
    struct Known {
        ItemNumber number = 0;
        std::string name;
        std::string address;
    };
    struct ReadCard {
        std::size_t line = 0;
        std::string uid;
        vcard::ReadContact contact;
    };

    void refuse(std::size_t line, std::string const& reason);
    void leave_out(vcard::Remark const& remark);
    Result<void> store(ReadCard card);
    Result<void> add(ReadCard card);
    Result<void> change(ReadCard const& card, StoredItem const& item);
    Result<bool> change_content(ReadCard const& card, StoredItem const& item);
    Result<bool> change_picture(ReadCard const& card, StoredItem const& item);
    Result<void> concluded(std::size_t line, Result<void> const& result);
    Result<void> flush();
    void find_members(ReadCard& list);
    void know(ItemNumber number, std::string const& uid, ItemContent const& content);
    Stamp stamp() const;

    Surroundings with_;
    ContactsImportCounts counts_;
    std::unordered_map<std::string, Known> known_; // By folded UID.
    std::vector<ReadCard> lists_;
    // The batch: items_[i] came from waiting_[i].
    struct Waiting {
        std::size_t line;
        std::string uid;
    };
    std::vector<NewItem> items_;
    std::vector<Waiting> waiting_;
    std::unordered_set<std::string> waiting_uids_; // Folded.
    std::size_t batch_bytes_ = 0;
};

}
