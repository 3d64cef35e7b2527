// Theory: the rows of the table stand in the schema's order for a contact, so that an item is written by walking through
// them, an element at a time; what has no value of its own (ids, attachments, rights) is written where its row stands. A
// distribution list has the same front, up to where FileAs begins, and four elements of its own.
#include "ews/item_element.hpp"

#include "base/ascii.hpp"
#include "core/items/value_text.hpp"
#include "ews/extended_property.hpp"
#include "ews/file_attachment.hpp"
#include "ews/folder_element.hpp"
#include "ews/item_reference.hpp"
#include "ews/list_members.hpp"
#include "ews/rights_element.hpp"
#include "ews/slot_elements.hpp"

#include <algorithm>

namespace likeness::ews {

namespace {

using Rows = std::span<SlotDescription const>;
using Access = SlotDescription::Access;

constexpr std::array<std::pair<std::string_view, ItemKind>, 2> kinds { {
    { "Contact", ItemKind::contact },
    { "DistributionList", ItemKind::distribution_list },
} };

// Items that Exchange has and that are not kept here.
constexpr std::array<std::string_view, 9> other_items { "Item", "Message", "CalendarItem", "MeetingMessage",
    "MeetingRequest", "MeetingResponse", "MeetingCancellation", "Task", "PostItem" };

struct NamePart {
    std::string_view tag;
    std::string CompleteName::* member;
};
constexpr std::array name_parts {
    NamePart { "t:Title", &CompleteName::title },
    NamePart { "t:FirstName", &CompleteName::first },
    NamePart { "t:MiddleName", &CompleteName::middle },
    NamePart { "t:LastName", &CompleteName::last },
    NamePart { "t:Suffix", &CompleteName::suffix },
    NamePart { "t:Initials", &CompleteName::initials },
    NamePart { "t:FullName", &CompleteName::full },
    NamePart { "t:Nickname", &CompleteName::nickname },
    NamePart { "t:YomiFirstName", &CompleteName::yomi_first },
    NamePart { "t:YomiLastName", &CompleteName::yomi_last },
};

// In the schema's order, behind what every item has.
constexpr std::array<std::string_view, 4> list_elements { "DisplayName", "FileAs", "ContactSource",
    "Members" };

void write_complete_name(xml::Writer& writer, CompleteName const& name)
{
    writer.open("t:CompleteName");
    for (auto const& [tag, member] : name_parts)
        if (auto const& part = name.*member; !part.empty()) writer.element(tag, part);
    writer.close();
}

Rows first_element(Rows rows)
{
    if (rows.front().element.empty()) return rows.first(1);
    auto const is_other = [&](auto const& row) { return row.element != rows.front().element; };
    return rows.first(static_cast<std::size_t>(std::ranges::find_if(rows, is_other) - rows.begin()));
}

// Up to where the properties of a contact begin.
Rows rows_of_every_item()
{
    auto const all = slot_table();
    auto const end = std::ranges::find(all, Slot::file_as, &SlotDescription::slot);
    return all.first(static_cast<std::size_t>(end - all.begin()));
}

class ItemWriter {
public:
    ItemWriter(xml::Writer& writer, ShownItem const& item)
        : writer_(writer)
        , item_(item)
    {
    }

    void run()
    {
        if (item_.kind == ItemKind::distribution_list) return list();
        writer_.open("t:Contact");
        elements(slot_table());
        writer_.close();
    }

private:
    void list()
    {
        writer_.open("t:DistributionList");
        elements(rows_of_every_item());
        for (auto const name : list_elements) element(rows_of_element(name));
        writer_.close();
    }
    void elements(Rows rows)
    {
        while (!rows.empty()) {
            auto const same = first_element(rows);
            element(same);
            rows = rows.subspan(same.size());
        }
    }
    void element(Rows rows)
    {
        switch (rows.front().slot) {
        case Slot::item_id:
            if (!item_.id.id.empty()) write_item_id(writer_, "t:ItemId", item_.id);
            break;
        case Slot::parent_folder_id:
            if (item_.parent) write_folder_id(writer_, "t:ParentFolderId", *item_.parent);
            break;
        case Slot::attachments: write_file_attachments(writer_, "t:Attachments", item_.attachments); break;
        case Slot::extended_properties:
            for (auto const& property : item_.extended) write_extended_property(writer_, property);
            break;
        case Slot::effective_rights:
            if (item_.rights) write_rights(writer_, *item_.rights);
            break;
        case Slot::complete_name:
            if (item_.complete_name) write_complete_name(writer_, *item_.complete_name);
            break;
        case Slot::members: write_members(writer_, item_.members); break;
        default:
            if (!rows.front().element.empty()) write_values(writer_, rows, item_.values);
        }
    }

    xml::Writer& writer_;
    ShownItem const& item_;
};

CompleteName read_complete_name(xml::Element const& element)
{
    CompleteName name;
    for (auto const& [tag, member] : name_parts)
        if (auto const* const child = element.child(types, tag.substr(tag.find(':') + 1)))
            name.*member = std::string(child->text);
    return name;
}

bool has_values(SlotDescription const& row)
{
    return row.kind != SlotDescription::Kind::complex && row.kind != SlotDescription::Kind::identifier;
}

// What went in a value's place is nothing; a refusal is.
template <class Value, class Target> Readable<void> put(Readable<Value>&& read, Target& target)
{
    if (!read) return tl::unexpected(read.error());
    target = std::move(*read);
    return {};
}

Readable<void> read_shown_child(xml::Element const& child, ShownItem& item)
{
    if (child.name == "ExtendedProperty") {
        ExtendedProperty property;
        auto read = put(read_extended_property(child), property);
        if (read) item.extended.push_back(std::move(property));
        return read;
    }
    auto const rows = rows_of_element(child.name);
    if (rows.empty()) return {};
    switch (rows.front().slot) {
    case Slot::item_id:
        item.id = { std::string(child.attribute("Id").value_or("")),
            std::string(child.attribute("ChangeKey").value_or("")) };
        return {};
    case Slot::parent_folder_id: return put(read_folder_id(child), item.parent);
    case Slot::attachments: return put(read_file_attachments(child), item.attachments);
    case Slot::effective_rights: return put(read_rights(child), item.rights);
    case Slot::complete_name: item.complete_name = read_complete_name(child); return {};
    case Slot::members: return put(read_members(child), item.members);
    default: return has_values(rows.front()) ? read_values(child, rows, item.values) : Readable<void>();
    }
}

// Reads one that a client wants to be kept. The first thing that is wrong with it alone is its answer.
class WrittenReader {
public:
    WrittenReader(ItemKind kind, Schema stated)
        : stated_(stated)
    {
        item_.content.kind = kind;
    }

    Readable<Result<WrittenItem>> run(xml::Element const& element) &&
    {
        for (auto const& child : element.children()) {
            if (child.space != types) continue;
            if (auto read = read_child(child); !read) return tl::unexpected(read.error());
        }
        if (wrong_) return Result<WrittenItem>(tl::unexpected(std::move(*wrong_)));
        return Result<WrittenItem>(std::move(item_));
    }

private:
    void object(Error error)
    {
        if (!wrong_) wrong_ = std::move(error);
    }
    void object(Code code) { object(fail(code).value()); }

    Readable<void> read_child(xml::Element const& child)
    {
        if (child.name == "ExtendedProperty") return read_extended(child);
        auto const rows = rows_of_element(child.name);
        if (rows.empty()) return {};
        auto const& row = rows.front();
        if (is_newer(row, stated_)) return refuse(Code::incorrect_schema_version);
        if (row.slot == Slot::attachments) return read_attachments(child);
        if (row.slot == Slot::members) return put(read_members(child), item_.content.members);
        if (row.access != Access::derived) return read_values(child, rows, item_.content.slots);
        object(Code::invalid_property_set);
        return {};
    }
    Readable<void> read_attachments(xml::Element const& list)
    {
        if (stated_ < Schema::exchange2010_sp2) return refuse(Code::incorrect_schema_version);
        for (auto const& child : list.children()) {
            auto attachment = read_written_attachment(child, stated_);
            if (!attachment) return tl::unexpected(attachment.error());
            if (*attachment)
                item_.attachments.push_back(std::move(**attachment));
            else
                object(attachment->error());
        }
        return {};
    }
    Readable<void> read_extended(xml::Element const& child)
    {
        auto property = read_extended_property(child);
        if (!property) return tl::unexpected(property.error());
        auto const* const row = slot_for(property->path);
        if (!row) {
            item_.content.put(std::move(*property));
            return {};
        }
        // What is made up of something else cannot be written, and programs try: the picture's mark, times, a number.
        if (!row->is_stored()) return {};
        auto value = value_from_mapi(*row, property->values);
        if (!value)
            object(Code::invalid_extended_property_value);
        else if (auto const* const text = std::get_if<std::string>(&*value); !text || !text->empty())
            item_.content.slots.put(row->slot, std::move(*value));
        return {};
    }

    Schema stated_;
    WrittenItem item_;
    std::optional<Error> wrong_;
};

}

void write_item(xml::Writer& writer, ShownItem const& item)
{
    ItemWriter(writer, item).run();
}

void write_items(xml::Writer& writer, std::string_view name, std::vector<ShownItem> const& items)
{
    writer.open(name);
    for (auto const& item : items) write_item(writer, item);
    writer.close();
}

bool is_item(xml::Element const& element)
{
    return element.is(types, "Contact") || element.is(types, "DistributionList");
}

Readable<ShownItem> read_item(xml::Element const& element)
{
    auto const kind = enumerated(element, element.name, kinds);
    if (!kind) return tl::unexpected(kind.error());
    ShownItem item { .kind = *kind };
    for (auto const& child : element.children()) {
        if (child.space != types) continue;
        if (auto read = read_shown_child(child, item); !read) return tl::unexpected(read.error());
    }
    return item;
}

Readable<std::vector<ShownItem>> read_items(
    xml::Element const& parent, xml::Space space, std::string_view name)
{
    std::vector<ShownItem> items;
    auto const* const list = parent.child(space, name);
    if (!list) return items;
    for (auto const& element : list->children()) {
        if (!is_item(element)) continue;
        auto item = read_item(element);
        if (!item) return tl::unexpected(item.error());
        items.push_back(std::move(*item));
    }
    return items;
}

Readable<Result<WrittenItem>> read_written_item(xml::Element const& element, Schema stated)
{
    if (element.space == types && std::ranges::find(other_items, element.name) != other_items.end())
        return Result<WrittenItem>(
            fail(Code::invalid_operation, "Only contacts and distribution lists are kept here."));
    if (!is_item(element)) return refuse_form(element.at, "'" + std::string(element.name) + "' is no item.");
    auto const kind = enumerated(element, element.name, kinds);
    return WrittenReader(*kind, stated).run(element);
}

Readable<Result<WrittenItem>> read_changed_item(xml::Element const& element, Schema stated)
{
    // DavMail writes properties of MAPI so, whatever the item is.
    if (element.is(types, "Item")) return WrittenReader(ItemKind::contact, stated).run(element);
    return read_written_item(element, stated);
}

void write_written_item(xml::Writer& writer, WrittenItem const& item)
{
    write_item(writer,
        { .kind = item.content.kind,
            .values = item.content.slots,
            .attachments = item.attachments,
            .extended = item.content.extended,
            .members = item.content.members });
}

}
