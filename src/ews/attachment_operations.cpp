#include "ews/attachment_operations.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "core/limits.hpp"
#include "ews/file_attachment.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames get_names { "m:GetAttachmentResponse", "m:GetAttachmentResponseMessage" };
constexpr MessageNames create_names { "m:CreateAttachmentResponse", "m:CreateAttachmentResponseMessage" };
constexpr MessageNames delete_names { "m:DeleteAttachmentResponse", "m:DeleteAttachmentResponseMessage" };

Readable<std::vector<std::string>> read_ids(xml::Element const& operation)
{
    auto const list = required_child(operation, messages, "AttachmentIds");
    if (!list) return tl::unexpected(list.error());
    std::vector<std::string> ids;
    for (auto const& element : (*list)->children()) {
        if (!element.is(types, "AttachmentId")) continue;
        if (ids.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto const id = element.attribute("Id");
        if (!id) return tl::unexpected(required_attribute(element, "Id").error());
        ids.emplace_back(*id); // Not trimmed: no two texts are the same id.
    }
    if (ids.empty()) return refuse_form((*list)->at, "'AttachmentIds' is empty.");
    return ids;
}

void write_ids(xml::Writer& writer, std::vector<std::string> const& ids)
{
    writer.open("m:AttachmentIds");
    for (auto const& id : ids) writer.open("t:AttachmentId").attribute("Id", id).close();
    writer.close();
}

// Exchange has an empty list in a failure.
void write_attachment_message(xml::Writer& writer, FileAttachment const* attachment)
{
    writer.open("m:Attachments");
    if (attachment) write_file_attachment(writer, *attachment);
    writer.close();
}

Readable<FileAttachment> read_attachment_message(xml::Element const& message)
{
    auto const list = required_child(message, messages, "Attachments");
    if (!list) return tl::unexpected(list.error());
    auto attachments = read_file_attachments(**list);
    if (!attachments) return tl::unexpected(attachments.error());
    if (attachments->size() != 1)
        return refuse_form(message.at, "the message holds not exactly one attachment");
    return std::move(attachments->front());
}

Readable<Result<ItemReference>> read_parent(xml::Element const& operation)
{
    auto const parent = required_child(operation, messages, "ParentItemId");
    if (!parent) return tl::unexpected(parent.error());
    auto const id = (*parent)->attribute("Id");
    if (!id) return tl::unexpected(required_attribute(**parent, "Id").error());
    auto const key = base::trim((*parent)->attribute("ChangeKey").value_or(""));
    if (!base::base64_decode(key)) return Result<ItemReference>(fail(Code::invalid_change_key));
    return Result<ItemReference>(ItemReference { std::string(*id), std::string(key) });
}

void write_missing_name(xml::Writer& writer)
{
    writer.open("m:MessageXml")
        .open("t:ExceptionFieldURI")
        .attribute("FieldURI", "attachment:Name")
        .close()
        .close();
}

}

Readable<GetAttachment> read_get_attachment(xml::Element const& operation)
{
    return read_ids(operation).map([](auto&& ids) { return GetAttachment { std::move(ids) }; });
}

void write_get_attachment(xml::Writer& writer, GetAttachment const& request)
{
    writer.open("m:GetAttachment");
    write_ids(writer, request.ids);
    writer.close();
}

void write_get_attachment_response(ResponseWriter& response, GetAttachmentAnswer const& answer)
{
    for (auto const& attachment : answer)
        if (attachment && attachment->content) response.expect(attachment->content->size() / 3 * 4 + 1024);
    write_response_messages(response, get_names, answer, write_attachment_message);
}

Readable<GetAttachmentAnswer> read_get_attachment_response(xml::Element const& content)
{
    return read_response_messages<FileAttachment>(content, get_names, read_attachment_message);
}

Readable<CreateAttachment> read_create_attachment(xml::Element const& operation, Schema stated)
{
    auto parent = read_parent(operation);
    if (!parent) return tl::unexpected(parent.error());
    auto const list = required_child(operation, messages, "Attachments");
    if (!list) return tl::unexpected(list.error());
    CreateAttachment request { std::move(*parent), {} };
    for (auto const& element : (*list)->children()) {
        if (request.attachments.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto attachment = read_written_attachment(element, stated);
        if (!attachment) return tl::unexpected(attachment.error());
        request.attachments.push_back(std::move(*attachment));
    }
    if (request.attachments.empty()) return refuse_form((*list)->at, "'Attachments' is empty.");
    return request;
}

void write_create_attachment(xml::Writer& writer, CreateAttachment const& request)
{
    writer.open("m:CreateAttachment");
    if (request.parent) {
        writer.open("m:ParentItemId").attribute("Id", request.parent->id);
        if (!request.parent->change_key.empty()) writer.attribute("ChangeKey", request.parent->change_key);
        writer.close();
    }
    writer.open("m:Attachments");
    for (auto const& attachment : request.attachments)
        if (attachment) write_file_attachment(writer, *attachment);
    writer.close().close();
}

void write_create_attachment_response(ResponseWriter& response, CreateAttachmentAnswer const& answer)
{
    auto& writer = response.body();
    writer.open(create_names.response).open("m:ResponseMessages");
    for (auto const& attachment : answer) {
        open_message(writer, create_names.message, attachment ? nullptr : &attachment.error());
        if (!attachment && attachment.error().code == Code::required_property_missing)
            write_missing_name(writer);
        write_attachment_message(writer, attachment ? &*attachment : nullptr);
        writer.close();
    }
    writer.close().close();
}

Readable<CreateAttachmentAnswer> read_create_attachment_response(xml::Element const& content)
{
    return read_response_messages<FileAttachment>(content, create_names, read_attachment_message);
}

Readable<DeleteAttachment> read_delete_attachment(xml::Element const& operation)
{
    return read_ids(operation).map([](auto&& ids) { return DeleteAttachment { std::move(ids) }; });
}

void write_delete_attachment(xml::Writer& writer, DeleteAttachment const& request)
{
    writer.open("m:DeleteAttachment");
    write_ids(writer, request.ids);
    writer.close();
}

void write_delete_attachment_response(ResponseWriter& response, DeleteAttachmentAnswer const& answer)
{
    write_response_messages(
        response, delete_names, answer, [](xml::Writer& writer, ItemReference const* root) {
            if (root)
                writer.open("m:RootItemId")
                    .attribute("RootItemId", root->id)
                    .attribute("RootItemChangeKey", root->change_key)
                    .close();
        });
}

Readable<DeleteAttachmentAnswer> read_delete_attachment_response(xml::Element const& content)
{
    return read_response_messages<ItemReference>(
        content, delete_names, [](xml::Element const& message) -> Readable<ItemReference> {
            auto const root = required_child(message, messages, "RootItemId");
            if (!root) return tl::unexpected(root.error());
            return ItemReference { std::string((*root)->attribute("RootItemId").value_or("")),
                std::string((*root)->attribute("RootItemChangeKey").value_or("")) };
        });
}

}
