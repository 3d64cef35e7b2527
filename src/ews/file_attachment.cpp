#include "ews/file_attachment.hpp"

#include "base/base64.hpp"
#include "base/date_time.hpp"

namespace likeness::ews {

namespace {

constexpr std::string_view usual_photo_name = "ContactPicture.jpg"; // Programs look for it by this name.

struct TextElement {
    std::string_view tag;
    std::optional<std::string> FileAttachment::* member;
};
constexpr std::array text_elements {
    TextElement { "t:Name", &FileAttachment::name },
    TextElement { "t:ContentType", &FileAttachment::content_type },
    TextElement { "t:ContentId", &FileAttachment::content_id },
    TextElement { "t:ContentLocation", &FileAttachment::content_location },
};

struct TruthElement {
    std::string_view tag;
    std::optional<bool> FileAttachment::* member;
};
constexpr std::array truth_elements {
    TruthElement { "t:IsInline", &FileAttachment::is_inline },
    TruthElement { "t:IsContactPhoto", &FileAttachment::is_contact_photo },
};

std::string_view without_prefix(std::string_view tag)
{
    return tag.substr(tag.find(':') + 1);
}

void write_id(xml::Writer& writer, FileAttachment const& attachment)
{
    if (!attachment.id) return;
    writer.open("t:AttachmentId").attribute("Id", *attachment.id);
    if (attachment.root)
        writer.attribute("RootItemId", attachment.root->id)
            .attribute("RootItemChangeKey", attachment.root->change_key);
    writer.close();
}

void read_id(xml::Element const& element, FileAttachment& attachment)
{
    auto const* const id = element.child(types, "AttachmentId");
    if (!id) return;
    attachment.id = std::string(id->attribute("Id").value_or(""));
    auto const root = id->attribute("RootItemId");
    if (!root) return;
    attachment.root
        = ItemReference { std::string(*root), std::string(id->attribute("RootItemChangeKey").value_or("")) };
}

Readable<void> read_truths(xml::Element const& element, FileAttachment& attachment)
{
    for (auto const& [tag, member] : truth_elements) {
        auto const* const child = element.child(types, without_prefix(tag));
        if (!child) continue;
        auto const truth = read_boolean(*child, child->text);
        if (!truth) return tl::unexpected(truth.error());
        attachment.*member = *truth;
    }
    return {};
}

Readable<void> read_facts(xml::Element const& element, FileAttachment& attachment)
{
    if (auto const* const size = element.child(types, "Size")) {
        auto const number = read_integer(*size, size->text);
        if (!number) return tl::unexpected(number.error());
        attachment.size = *number;
    }
    if (auto const* const time = element.child(types, "LastModifiedTime")) {
        attachment.modified_at = base::parse_date_time(time->text);
        if (!attachment.modified_at) return refuse_form(time->at, "'LastModifiedTime' is no time.");
    }
    if (auto const* const content = element.child(types, "Content")) {
        attachment.content = base::base64_decode(content->text);
        if (!attachment.content) return refuse_form(content->at, "'Content' is no base64.");
    }
    return {};
}

bool is_other_attachment(xml::Element const& element)
{
    return element.is(types, "ItemAttachment") || element.is(types, "ReferenceAttachment");
}

}

void write_file_attachment(xml::Writer& writer, FileAttachment const& attachment)
{
    writer.open("t:FileAttachment");
    write_id(writer, attachment);
    for (auto const& [tag, member] : text_elements)
        if (auto const& text = attachment.*member) writer.element(tag, *text);
    if (attachment.size) writer.element("t:Size", std::to_string(*attachment.size));
    if (attachment.modified_at)
        writer.element("t:LastModifiedTime", base::format_date_time(*attachment.modified_at));
    for (auto const& [tag, member] : truth_elements)
        if (auto const truth = attachment.*member) writer.element(tag, *truth ? "true" : "false");
    if (attachment.content) writer.open("t:Content").raw(base::base64_encode(*attachment.content)).close();
    writer.close();
}

Readable<FileAttachment> read_file_attachment(xml::Element const& element)
{
    FileAttachment attachment;
    read_id(element, attachment);
    for (auto const& [tag, member] : text_elements)
        if (auto const* const child = element.child(types, without_prefix(tag)))
            attachment.*member = std::string(child->text);
    if (auto read = read_truths(element, attachment); !read) return tl::unexpected(read.error());
    if (auto read = read_facts(element, attachment); !read) return tl::unexpected(read.error());
    return attachment;
}

Readable<Result<FileAttachment>> read_written_attachment(xml::Element const& element, Schema stated)
{
    if (is_other_attachment(element))
        return Result<FileAttachment>(fail(Code::invalid_operation, "Only files can be attached."));
    if (!element.is(types, "FileAttachment"))
        return refuse_form(element.at, "'" + std::string(element.name) + "' is no attachment.");
    auto attachment = read_file_attachment(element);
    if (!attachment) return tl::unexpected(attachment.error());
    if (stated < Schema::exchange2010 && (attachment->is_inline || attachment->is_contact_photo))
        return refuse(Code::incorrect_schema_version);
    if (!attachment->name && attachment->is_contact_photo.value_or(false))
        attachment->name = std::string(usual_photo_name);
    if (!attachment->name) return Result<FileAttachment>(fail(Code::required_property_missing));
    return Result<FileAttachment>(std::move(*attachment));
}

void write_file_attachments(
    xml::Writer& writer, std::string_view name, std::vector<FileAttachment> const& attachments)
{
    if (attachments.empty()) return;
    writer.open(name);
    for (auto const& attachment : attachments) write_file_attachment(writer, attachment);
    writer.close();
}

Readable<std::vector<FileAttachment>> read_file_attachments(xml::Element const& list)
{
    std::vector<FileAttachment> attachments;
    for (auto const& element : list.children()) {
        if (!element.is(types, "FileAttachment")) continue;
        auto attachment = read_file_attachment(element);
        if (!attachment) return tl::unexpected(attachment.error());
        attachments.push_back(std::move(*attachment));
    }
    return attachments;
}

}
