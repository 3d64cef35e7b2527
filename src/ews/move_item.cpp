#include "ews/move_item.hpp"

#include "ews/folder_reference.hpp"
#include "ews/item_element.hpp"
#include "ews/item_reference.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

using Shown = std::optional<ShownItem>;

MessageNames names_of(Relocation which)
{
    if (which == Relocation::move) return { "m:MoveItemResponse", "m:MoveItemResponseMessage" };
    return { "m:CopyItemResponse", "m:CopyItemResponseMessage" };
}

Readable<Shown> read_moved(xml::Element const& message)
{
    auto items = read_items(message, messages, "Items");
    if (!items) return tl::unexpected(items.error());
    if (items->size() > 1) return refuse_form(message.at, "the message holds more than one item");
    return items->empty() ? Shown() : Shown(std::move(items->front()));
}

}

Readable<MoveItem> read_move_item(xml::Element const& operation, Schema stated)
{
    auto to = read_target_folder(operation, "ToFolderId");
    if (!to) return tl::unexpected(to.error());
    auto items = read_item_references(operation, "ItemIds");
    if (!items) return tl::unexpected(items.error());
    MoveItem request { std::move(*to), std::move(*items) };
    if (auto const* const wish = operation.child(messages, "ReturnNewItemIds")) {
        if (stated < Schema::exchange2010_sp1) return refuse(Code::incorrect_schema_version);
        auto const truth = read_boolean(*wish, wish->text);
        if (!truth) return tl::unexpected(truth.error());
        request.returns_ids = *truth;
    }
    return request;
}

void write_move_item(xml::Writer& writer, Relocation which, MoveItem const& request)
{
    writer.open(which == Relocation::move ? "m:MoveItem" : "m:CopyItem");
    if (request.to) write_target_folder(writer, "m:ToFolderId", *request.to);
    write_item_references(writer, "m:ItemIds", request.items);
    if (!request.returns_ids) writer.element("m:ReturnNewItemIds", "false");
    writer.close();
}

void write_move_item_response(ResponseWriter& response, Relocation which, MoveItemAnswer const& answer)
{
    write_response_messages(response, names_of(which), answer, [](xml::Writer& writer, Shown const* moved) {
        writer.open("m:Items");
        if (moved && *moved) write_item(writer, **moved);
        writer.close();
    });
}

Readable<MoveItemAnswer> read_move_item_response(xml::Element const& content, Relocation which)
{
    return read_response_messages<Shown>(content, names_of(which), read_moved);
}

}
