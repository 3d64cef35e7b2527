#include "ews/delete_item.hpp"

#include "ews/delete_type.hpp"
#include "ews/item_reference.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:DeleteItemResponse", "m:DeleteItemResponseMessage" };

}

Readable<DeleteItem> read_delete_item(xml::Element const& operation)
{
    auto const type = read_delete_type(operation);
    if (!type) return tl::unexpected(type.error());
    auto items = read_item_references(operation, "ItemIds");
    if (!items) return tl::unexpected(items.error());
    return DeleteItem { *type, std::move(*items) };
}

void write_delete_item(xml::Writer& writer, DeleteItem const& request)
{
    writer.open("m:DeleteItem").attribute("DeleteType", name_in(delete_types, request.type));
    write_item_references(writer, "m:ItemIds", request.items);
    writer.close();
}

void write_delete_item_response(ResponseWriter& response, DeleteItemAnswer const& answer)
{
    write_response_messages(response, names, answer, [](xml::Writer&, Done const*) { });
}

Readable<DeleteItemAnswer> read_delete_item_response(xml::Element const& content)
{
    return read_response_messages<Done>(
        content, names, [](xml::Element const&) -> Readable<Done> { return Done {}; });
}

}
