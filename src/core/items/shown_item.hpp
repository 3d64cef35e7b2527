// ShownItem: what an answer tells of an item. WrittenItem: what a request tells of one.
// Source: spec/contacts.md 2, 3, 7 and 8.
#pragma once

#include "core/folder.hpp"
#include "core/items/file_attachment.hpp"
#include "core/items/item_content.hpp"
#include "core/items/slot_table.hpp"

namespace likeness {

/// The parts of a name. An empty one is not shown.
struct CompleteName {
    std::string title;
    std::string first;
    std::string middle;
    std::string last;
    std::string suffix;
    std::string initials;
    std::string full;
    std::string nickname;
    std::string yomi_first;
    std::string yomi_last;

    friend bool operator==(CompleteName const&, CompleteName const&) = default;
};

struct ShownItem {
    ItemKind kind = ItemKind::contact;
    ItemReference id;
    std::optional<FolderId> parent;
    SlotValues values; ///< Of every slot that is shown and has a value of its own, stored or derived.
    std::optional<CompleteName> complete_name;
    std::optional<EffectiveRights> rights;
    std::vector<FileAttachment> attachments;
    std::vector<ExtendedProperty> extended;
    std::vector<ListMember> members;

    friend bool operator==(ShownItem const&, ShownItem const&) = default;
};

/// Of extended properties that are slots, the slots are written.
struct WrittenItem {
    ItemContent content;
    std::vector<FileAttachment> attachments;

    friend bool operator==(WrittenItem const&, WrittenItem const&) = default;
};

}
