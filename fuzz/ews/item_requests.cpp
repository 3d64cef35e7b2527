// What the SOAP endpoint is given of items, attachments and changes of folders: any bytes, read as the request of every
// operation.
// Invariant: any bytes end in a value or in a refusal with words; what is read, where nothing in it is an error, is
// written and reads back as something that is written the same.
#include "ews/attachment_operations.hpp"
#include "ews/change_folders.hpp"
#include "ews/create_item.hpp"
#include "ews/delete_item.hpp"
#include "ews/find_item.hpp"
#include "ews/get_item.hpp"
#include "ews/move_item.hpp"
#include "ews/sync_folder_items.hpp"
#include "ews/update_item.hpp"

#include <algorithm>
#include <cstdlib>

using namespace likeness;
using namespace likeness::ews;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

// An address that begins with a second "smtp:" is written as one that loses it.
bool is_whole(FolderReference const& reference)
{
    auto const* const named = std::get_if<DistinguishedReference>(&reference);
    if (!named || !named->mailbox) return true;
    auto const again = EmailAddress::parse(named->mailbox->text());
    return again && *again == *named->mailbox;
}
bool is_whole(FolderUpdates const& updates)
{
    return updates.folder && is_whole(*updates.folder);
}
template <class Other> bool is_whole(Other const&)
{
    return true;
}

template <class Value> bool is_whole(Result<Value> const& value)
{
    return value && is_whole(*value);
}
template <class Value> bool is_whole(std::vector<Result<Value>> const& batch)
{
    return std::ranges::all_of(batch, [](auto const& one) { return is_whole(one); });
}
template <class Value> bool is_whole(std::optional<Result<Value>> const& value)
{
    return !value || is_whole(*value);
}

template <class Write> std::string written(Schema schema, Write write)
{
    RequestWriter writer(schema);
    write(writer.body());
    return writer.finish();
}

// `read(element)` a request, `write(writer, request)` it, and `parts(request)`, whether nothing in it is an error.
template <class Read, class Write, class Parts>
void check(xml::Element const& operation, Schema schema, Read read, Write write, Parts parts)
{
    auto const value = read(operation);
    if (!value) return require(!value.error().message.empty());
    if (!parts(*value)) return;
    auto const text = written(schema, [&](xml::Writer& writer) { write(writer, *value); });
    auto const request = read_request(base::as_bytes(text), "utf-8");
    require(request.has_value());
    auto const again = read(*request->operation);
    require(again && parts(*again));
    require(written(schema, [&](xml::Writer& writer) { write(writer, *again); }) == text);
}

void check_items(xml::Element const& operation, Schema schema)
{
    auto const stated = [&](auto read) {
        return [read, schema](xml::Element const& element) { return read(element, schema); };
    };
    check(operation, schema, stated(read_get_item), write_get_item,
        [](GetItem const& request) { return is_whole(request.items); });
    check(operation, schema, stated(read_create_item), write_create_item,
        [](CreateItem const& request) { return is_whole(request.folder) && is_whole(request.items); });
    check(operation, schema, stated(read_update_item), write_update_item,
        [](UpdateItem const& request) { return is_whole(request.changes); });
    check(operation, schema, read_delete_item, write_delete_item,
        [](DeleteItem const& request) { return is_whole(request.items); });
    for (auto const which : { Relocation::move, Relocation::copy })
        check(
            operation, schema, stated(read_move_item),
            [which](
                xml::Writer& writer, MoveItem const& request) { write_move_item(writer, which, request); },
            [](MoveItem const& request) { return is_whole(request.to) && is_whole(request.items); });
    check(operation, schema, stated(read_find_item), write_find_item,
        [](FindItem const& request) { return is_whole(request.parents); });
    check(operation, schema, stated(read_sync_folder_items), write_sync_folder_items,
        [](SyncFolderItems const& request) { return is_whole(request.folder); });
}

void check_attachments(xml::Element const& operation, Schema schema)
{
    check(operation, schema, read_get_attachment, write_get_attachment,
        [](GetAttachment const&) { return true; });
    check(
        operation, schema,
        [schema](xml::Element const& element) { return read_create_attachment(element, schema); },
        write_create_attachment,
        [](CreateAttachment const& request) {
            return is_whole(request.parent) && is_whole(request.attachments);
        });
    check(operation, schema, read_delete_attachment, write_delete_attachment,
        [](DeleteAttachment const&) { return true; });
}

void check_folders(xml::Element const& operation, Schema schema)
{
    check(operation, schema, read_create_folder, write_create_folder,
        [](CreateFolder const& request) { return is_whole(request.parent) && is_whole(request.folders); });
    check(operation, schema, read_update_folder, write_update_folder, [](UpdateFolder const& request) {
        // A change of nothing is written as one that has no updates.
        return is_whole(request.changes);
    });
    check(operation, schema, read_delete_folder, write_delete_folder,
        [](DeleteFolder const& request) { return is_whole(request.folders); });
}

}

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    base::ByteView const bytes(reinterpret_cast<std::byte const*>(data), size);
    auto const request = read_request(bytes, "utf-8");
    if (!request) return 0;
    // Whatever the element is called: readers look inside it, and the table of operations at its name.
    check_items(*request->operation, request->schema());
    check_attachments(*request->operation, request->schema());
    check_folders(*request->operation, request->schema());
    return 0;
}
