// Sadie's mailbox with what the tests of items put into it.
#pragma once

#include "service/attachments.hpp"
#include "service/create_item.hpp"
#include "service/delete_item.hpp"
#include "service/folder_scene.hpp"
#include "service/get_item.hpp"
#include "service/move_item.hpp"
#include "service/update_item.hpp"

#include <string>
#include <vector>

namespace likeness::service {

class ItemScene : public FolderScene {
protected:
    static constexpr FolderNumber contacts = 12;
    static constexpr FolderNumber deleted = 8;

    Principal const hopes { .address = tests::address("hope@contoso.com") };

    static WrittenItem named(std::string_view given, std::string_view surname = "")
    {
        WrittenItem item;
        item.content.slots.put(Slot::given_name, std::string(given));
        if (!surname.empty()) item.content.slots.put(Slot::surname, std::string(surname));
        return item;
    }
    static FileAttachment file(std::string_view name, std::string_view bytes)
    {
        return { .name = std::string(name), .content = base::copy_of(base::as_bytes(bytes)) };
    }
    static FileAttachment photo(std::string_view bytes)
    {
        auto made = file("ContactPicture.jpg", bytes);
        made.is_contact_photo = true;
        return made;
    }
    static ItemShape shape_of(std::initializer_list<Slot> slots)
    {
        ItemShape shape;
        for (auto const slot : slots) add(shape.slots, slot);
        return shape;
    }

    Result<ShownItem> create(WrittenItem item, std::optional<FolderReference> folder = std::nullopt)
    {
        CreateItem request;
        if (folder) request.folder = *folder;
        request.items.emplace_back(std::move(item));
        return create_item(std::move(request), caller, ports).front();
    }
    ItemReference created(WrittenItem item) { return create(std::move(item)).value().id; }

    Result<ShownItem> get(ItemReference const& id, std::initializer_list<Slot> slots, Principal const& who)
    {
        return get_item({ shape_of(slots), { id } }, who, ports).front();
    }
    Result<ShownItem> get(ItemReference const& id, std::initializer_list<Slot> slots = {})
    {
        return get(id, slots, caller);
    }
    std::string text(ItemReference const& id, Slot slot)
    {
        return std::string(get(id, { slot }).value().values.text(slot));
    }

    static ItemUpdates set(ItemReference const& id, Slot slot, std::string_view text)
    {
        PropertyUpdate update;
        add(update.slots, slot);
        update.value.slots.put(slot, std::string(text));
        return { id, { update } };
    }
    Result<UpdatedItem> update(
        ItemUpdates const& changes, ConflictResolution resolution, Principal const& who)
    {
        return update_item({ resolution, { changes } }, who, ports).front();
    }
    Result<UpdatedItem> update(
        ItemUpdates const& changes, ConflictResolution resolution = ConflictResolution::auto_resolve)
    {
        return update(changes, resolution, caller);
    }

    Result<Done> remove(ItemReference const& id, DeleteType type, Principal const& who)
    {
        return delete_item({ type, { id } }, who, ports).front();
    }
    Result<FileAttachment> attach(ItemReference const& id, FileAttachment attachment, Principal const& who)
    {
        return create_attachment({ id, { std::move(attachment) } }, who, ports).front();
    }
    Result<FileAttachment> attach(ItemReference const& id, FileAttachment attachment)
    {
        return attach(id, std::move(attachment), caller);
    }
    Result<FileAttachment> attachment(std::string const& id) { return attachment(id, caller); }
    Result<FileAttachment> attachment(std::string const& id, Principal const& who)
    {
        return get_attachment({ { id } }, who, ports).front();
    }
    std::string bytes_of(std::string const& id)
    {
        return std::string(base::as_text(attachment(id).value().content.value()));
    }
    void permit(FolderNumber folder, FolderRole role)
    {
        ASSERT_TRUE(store.grant(sadie, { folder, hope, role }));
    }
};

}
