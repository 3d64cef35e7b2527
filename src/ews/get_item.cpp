#include "ews/get_item.hpp"

#include "ews/item_message.hpp"
#include "ews/item_reference.hpp"
#include "ews/item_shape.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:GetItemResponse", "m:GetItemResponseMessage" };

}

Readable<GetItem> read_get_item(xml::Element const& operation, Schema stated)
{
    auto shape = read_item_shape(operation, stated);
    if (!shape) return tl::unexpected(shape.error());
    auto items = read_item_references(operation, "ItemIds");
    if (!items) return tl::unexpected(items.error());
    return GetItem { std::move(*shape), std::move(*items) };
}

void write_get_item(xml::Writer& writer, GetItem const& request)
{
    writer.open("m:GetItem");
    write_item_shape(writer, request.shape);
    write_item_references(writer, "m:ItemIds", request.items);
    writer.close();
}

void write_get_item_response(ResponseWriter& response, GetItemAnswer const& answer)
{
    write_response_messages(response, names, answer, write_item_message);
}

Readable<GetItemAnswer> read_get_item_response(xml::Element const& content)
{
    return read_response_messages<ShownItem>(content, names, read_item_message);
}

}
