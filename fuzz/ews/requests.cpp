// What the SOAP endpoint is given: any bytes, read as the request of every operation.
// Invariant: any bytes end in a value or in a refusal with a code; what is read, where nothing in it is an error, is
// written and reads back the same (but for an address that begins with a second "smtp:", of which one is taken off).
#include "ews/convert_id.hpp"
#include "ews/expand_dl.hpp"
#include "ews/find_folder.hpp"
#include "ews/find_people.hpp"
#include "ews/get_folder.hpp"
#include "ews/get_persona.hpp"
#include "ews/get_user_photo.hpp"
#include "ews/resolve_names.hpp"
#include "ews/set_user_photo.hpp"
#include "ews/sync_folder_hierarchy.hpp"

#include <algorithm>
#include <cstdlib>

using namespace likeness;
using namespace likeness::ews;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

bool reads_back(EmailAddress const& address)
{
    auto const again = EmailAddress::parse(address.text());
    return again && *again == address;
}

bool reads_back(FolderReference const& reference)
{
    auto const* const named = std::get_if<DistinguishedReference>(&reference);
    return !named || !named->mailbox || reads_back(*named->mailbox);
}

bool reads_back(AlternateId const&)
{
    return true;
}

template <class Value> bool all_read(std::vector<Result<Value>> const& batch)
{
    return std::ranges::all_of(batch, [](auto const& one) { return one && reads_back(*one); });
}

template <class Value>
bool equal(std::vector<Result<Value>> const& left, std::vector<Result<Value>> const& right)
{
    return all_read(left) && all_read(right)
        && std::ranges::equal(left, right, [](auto const& a, auto const& b) { return *a == *b; });
}

// Writes a request and hands what is read of it to `check`.
template <class Write, class Check> void written_and_read(Schema schema, Write write, Check check)
{
    RequestWriter writer(schema);
    write(writer.body());
    auto const text = writer.finish();
    auto const request = read_request(base::as_bytes(text), "utf-8");
    require(request.has_value());
    check(*request->operation);
}

template <class Value> bool is_read(Readable<Value> const& value)
{
    if (!value) require(!value.error().message.empty());
    return value.has_value();
}

void check_get_folder(xml::Element const& operation, Schema schema)
{
    auto const request = read_get_folder(operation, schema);
    if (!is_read(request) || !all_read(request->folders)) return;
    written_and_read(
        schema, [&](xml::Writer& writer) { write_get_folder(writer, *request); },
        [&](xml::Element const& element) {
            auto const again = read_get_folder(element, schema);
            require(again && again->shape == request->shape && equal(again->folders, request->folders));
        });
}

void check_find_folder(xml::Element const& operation, Schema schema)
{
    auto const request = read_find_folder(operation, schema);
    if (!is_read(request) || !all_read(request->parents)) return;
    written_and_read(
        schema, [&](xml::Writer& writer) { write_find_folder(writer, *request); },
        [&](xml::Element const& element) {
            auto const again = read_find_folder(element, schema);
            require(again && again->traversal == request->traversal && again->shape == request->shape
                && again->page == request->page && again->restriction == request->restriction
                && equal(again->parents, request->parents));
        });
}

void check_sync_folder_hierarchy(xml::Element const& operation, Schema schema)
{
    auto const request = read_sync_folder_hierarchy(operation, schema);
    if (!is_read(request)) return;
    if (request->folder && (!*request->folder || !reads_back(**request->folder))) return;
    written_and_read(
        schema, [&](xml::Writer& writer) { write_sync_folder_hierarchy(writer, *request); },
        [&](xml::Element const& element) {
            auto const again = read_sync_folder_hierarchy(element, schema);
            require(again && again->shape == request->shape && again->state == request->state);
            require(again->folder.has_value() == request->folder.has_value());
            require(!request->folder || (*again->folder && **again->folder == **request->folder));
        });
}

void check_convert_id(xml::Element const& operation, Schema schema)
{
    auto const request = read_convert_id(operation, schema);
    if (!is_read(request) || !all_read(request->sources)) return;
    written_and_read(
        schema, [&](xml::Writer& writer) { write_convert_id(writer, *request); },
        [&](xml::Element const& element) {
            auto const again = read_convert_id(element, schema);
            require(again && again->destination == request->destination
                && equal(again->sources, request->sources));
        });
}

void check_resolve_names(xml::Element const& operation, Schema schema)
{
    auto const request = read_resolve_names(operation, schema);
    if (!is_read(request) || !std::ranges::all_of(request->folders, [](auto const& folder) {
            return folder && reads_back(*folder);
        }))
        return;
    written_and_read(
        schema, [&](xml::Writer& writer) { write_resolve_names(writer, *request); },
        [&](xml::Element const& element) {
            auto const again = read_resolve_names(element, schema);
            require(again && again->entry == request->entry && again->scope == request->scope
                && again->full_contact_data == request->full_contact_data && again->shape == request->shape
                && equal(again->folders, request->folders));
        });
}

bool reads_back(FindPeople const& request)
{
    return (!request.folder || (*request.folder && reads_back(**request.folder)))
        && std::ranges::all_of(request.order, [](auto const& by) { return by.has_value(); });
}

void check_find_people(xml::Element const& operation, Schema schema)
{
    auto const request = read_find_people(operation, schema);
    if (!is_read(request) || !reads_back(*request)) return;
    written_and_read(
        schema, [&](xml::Writer& writer) { write_find_people(writer, *request); },
        [&](xml::Element const& element) {
            auto const again = read_find_people(element, schema);
            require(again && again->shape == request->shape && again->page == request->page
                && again->restriction == request->restriction && again->where == request->where
                && again->query == request->query);
            require(std::ranges::equal(
                again->order, request->order, [](auto const& a, auto const& b) { return *a == *b; }));
            require(!request->folder || (*again->folder && **again->folder == **request->folder));
        });
}

void check_expand_dl_and_get_persona(xml::Element const& operation, Schema schema)
{
    if (auto const request = read_expand_dl(operation, schema); is_read(request))
        written_and_read(
            schema, [&](xml::Writer& writer) { write_expand_dl(writer, *request); },
            [&](xml::Element const& element) {
                auto const again = read_expand_dl(element, schema);
                require(again && *again == *request);
            });
    if (auto const request = read_get_persona(operation, schema); is_read(request))
        written_and_read(
            schema, [&](xml::Writer& writer) { write_get_persona(writer, *request); },
            [&](xml::Element const& element) {
                auto const again = read_get_persona(element, schema);
                require(again && *again == *request);
            });
}

void check_photos(xml::Element const& operation, Schema schema)
{
    if (auto const request = read_get_user_photo(operation);
        is_read(request) && *request && reads_back((*request)->email))
        written_and_read(
            schema, [&](xml::Writer& writer) { write_get_user_photo(writer, **request); },
            [&](xml::Element const& element) {
                auto const again = read_get_user_photo(element);
                require(again && *again && **again == **request);
            });
    if (auto const request = read_set_user_photo(operation);
        is_read(request) && *request && reads_back((*request)->email))
        written_and_read(
            schema, [&](xml::Writer& writer) { write_set_user_photo(writer, (*request)->request()); },
            [&](xml::Element const& element) {
                auto const again = read_set_user_photo(element);
                require(again && *again && **again == **request);
            });
}

void check(base::ByteView bytes, std::string_view charset)
{
    auto const request = read_request(bytes, charset);
    if (!request) return require(!request.error().fault.message.empty());
    require(request->operation != nullptr);
    // Whatever the element is called: readers look inside it, and the table of operations at its name.
    check_get_folder(*request->operation, request->schema());
    check_find_folder(*request->operation, request->schema());
    check_sync_folder_hierarchy(*request->operation, request->schema());
    check_convert_id(*request->operation, request->schema());
    check_resolve_names(*request->operation, request->schema());
    check_find_people(*request->operation, request->schema());
    check_expand_dl_and_get_persona(*request->operation, request->schema());
    check_photos(*request->operation, request->schema());
}

}

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    base::ByteView const bytes(reinterpret_cast<std::byte const*>(data), size);
    check(bytes, "");
    check(bytes, "utf-8");
    return 0;
}
