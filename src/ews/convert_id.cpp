#include "ews/convert_id.hpp"

#include "core/limits.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:ConvertIdResponse", "m:ConvertIdResponseMessage" };

constexpr std::array<std::pair<std::string_view, IdFormat>, 6> formats { {
    { "EwsLegacyId", IdFormat::ews_legacy_id },
    { "EwsId", IdFormat::ews_id },
    { "EntryId", IdFormat::entry_id },
    { "HexEntryId", IdFormat::hex_entry_id },
    { "StoreId", IdFormat::store_id },
    { "OwaId", IdFormat::owa_id },
} };

Readable<IdFormat> format_of(xml::Element const& element, std::string_view attribute)
{
    auto const text = required_attribute(element, attribute);
    if (!text) return tl::unexpected(text.error());
    return enumerated(element, *text, formats);
}

Readable<AlternateId> read_alternate_id(xml::Element const& element)
{
    auto const format = format_of(element, "Format");
    if (!format) return tl::unexpected(format.error());
    auto const mailbox = required_attribute(element, "Mailbox");
    if (!mailbox) return tl::unexpected(mailbox.error());
    auto const id = element.attribute("Id"); // Not trimmed: no two texts are the same id.
    if (!id) return tl::unexpected(required_attribute(element, "Id").error());
    return AlternateId { *format, std::string(*id), std::string(*mailbox) };
}

Readable<Result<AlternateId>> read_source(xml::Element const& element)
{
    if (element.is(types, "AlternateId"))
        return read_alternate_id(element).map(
            [](AlternateId&& id) { return Result<AlternateId>(std::move(id)); });
    if (element.is(types, "AlternatePublicFolderId"))
        return Result<AlternateId>(fail(Code::folder_not_found));
    if (element.is(types, "AlternatePublicFolderItemId"))
        return Result<AlternateId>(fail(Code::item_not_found));
    return refuse_form(element.at, "'" + std::string(element.name) + "' is no id to convert.");
}

void write_attributes(xml::Writer& writer, AlternateId const& id)
{
    writer.attribute("Format", name_in(formats, id.format))
        .attribute("Id", id.id)
        .attribute("Mailbox", id.mailbox);
}

}

Readable<ConvertId> read_convert_id(xml::Element const& operation, Schema stated)
{
    if (stated < Schema::exchange2007_sp1) return refuse(Code::incorrect_schema_version);
    auto const destination = format_of(operation, "DestinationFormat");
    if (!destination) return tl::unexpected(destination.error());
    auto const list = required_child(operation, messages, "SourceIds");
    if (!list) return tl::unexpected(list.error());
    ConvertId request { .destination = *destination, .sources = {} };
    for (auto const& element : (*list)->children()) {
        if (request.sources.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto source = read_source(element);
        if (!source) return tl::unexpected(source.error());
        request.sources.push_back(std::move(*source));
    }
    if (request.sources.empty()) return refuse_form((*list)->at, "'SourceIds' is empty.");
    return request;
}

void write_convert_id(xml::Writer& writer, ConvertId const& request)
{
    writer.open("m:ConvertId").attribute("DestinationFormat", name_in(formats, request.destination));
    writer.open("m:SourceIds");
    for (auto const& source : request.sources) {
        if (!source) continue;
        writer.open("t:AlternateId");
        write_attributes(writer, *source);
        writer.close();
    }
    writer.close().close();
}

void write_convert_id_response(ResponseWriter& response, ConvertIdAnswer const& answer)
{
    write_response_messages(response, names, answer, [](xml::Writer& writer, AlternateId const* id) {
        if (!id) return;
        // The element's type is abstract in the schema: clients go by xsi:type.
        writer.open("m:AlternateId")
            .attribute("xmlns:xsi", instance_uri)
            .attribute("xsi:type", "t:AlternateIdType");
        write_attributes(writer, *id);
        writer.close();
    });
}

Readable<ConvertIdAnswer> read_convert_id_response(xml::Element const& content)
{
    return read_response_messages<AlternateId>(
        content, names, [](xml::Element const& message) -> Readable<AlternateId> {
            auto const id = required_child(message, messages, "AlternateId");
            if (!id) return tl::unexpected(id.error());
            return read_alternate_id(**id);
        });
}

}
