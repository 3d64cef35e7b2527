#include "ews/create_item.hpp"

#include "core/limits.hpp"
#include "ews/folder_reference.hpp"
#include "ews/item_message.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:CreateItemResponse", "m:CreateItemResponseMessage" };

}

Readable<CreateItem> read_create_item(xml::Element const& operation, Schema stated)
{
    CreateItem request;
    if (operation.child(messages, "SavedItemFolderId")) {
        auto folder = read_target_folder(operation, "SavedItemFolderId");
        if (!folder) return tl::unexpected(folder.error());
        request.folder = std::move(*folder);
    }
    auto const list = required_child(operation, messages, "Items");
    if (!list) return tl::unexpected(list.error());
    for (auto const& element : (*list)->children()) {
        if (request.items.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto item = read_written_item(element, stated);
        if (!item) return tl::unexpected(item.error());
        request.items.push_back(std::move(*item));
    }
    if (request.items.empty()) return refuse_form((*list)->at, "'Items' is empty.");
    return request;
}

void write_create_item(xml::Writer& writer, CreateItem const& request)
{
    writer.open("m:CreateItem");
    if (request.folder && *request.folder)
        write_target_folder(writer, "m:SavedItemFolderId", **request.folder);
    writer.open("m:Items");
    for (auto const& item : request.items)
        if (item) write_written_item(writer, *item);
    writer.close().close();
}

void write_create_item_response(ResponseWriter& response, CreateItemAnswer const& answer)
{
    write_response_messages(response, names, answer, write_item_message);
}

Readable<CreateItemAnswer> read_create_item_response(xml::Element const& content)
{
    return read_response_messages<ShownItem>(content, names, read_item_message);
}

}
