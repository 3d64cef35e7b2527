#include "ews/expand_dl.hpp"

#include "base/ascii.hpp"
#include "ews/mailbox_element.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:ExpandDLResponse", "m:ExpandDLResponseMessage" };

void write_expansion(xml::Writer& writer, GroupMembers const& group)
{
    writer.open("m:DLExpansion")
        .attribute("TotalItemsInView", std::to_string(group.members.size()))
        .attribute("IncludesLastItemInRange", group.includes_last ? "true" : "false");
    for (auto const& member : group.members) write_mailbox(writer, "t:Mailbox", member);
    writer.close();
}

Readable<GroupMembers> read_expansion(xml::Element const& message)
{
    GroupMembers group;
    auto const* const expansion = message.child(messages, "DLExpansion");
    if (!expansion) return group;
    KeptText texts;
    group.owners.push_back(texts.owner());
    if (auto const last = expansion->attribute("IncludesLastItemInRange"))
        group.includes_last = read_boolean(*expansion, *last).value_or(true);
    for (auto const& mailbox : expansion->children())
        if (mailbox.is(types, "Mailbox")) group.members.push_back(read_mailbox(mailbox, texts));
    return group;
}

}

Readable<ExpandDl> read_expand_dl(xml::Element const& operation, Schema)
{
    auto const mailbox = required_child(operation, messages, "Mailbox");
    if (!mailbox) return tl::unexpected(mailbox.error());
    ExpandDl request { .address = std::string(text_of(**mailbox, types, "EmailAddress")), .item_id = {} };
    if (auto const* const item = (*mailbox)->child(types, "ItemId")) {
        auto const id = item->attribute("Id");
        if (!id) return tl::unexpected(required_attribute(*item, "Id").error());
        request.item_id = *id;
    }
    if (request.address.empty() && request.item_id.empty())
        return refuse_form((*mailbox)->at, "'Mailbox' names no group.");
    return request;
}

void write_expand_dl(xml::Writer& writer, ExpandDl const& request)
{
    writer.open("m:ExpandDL").open("m:Mailbox");
    if (!request.address.empty()) writer.element("t:EmailAddress", request.address);
    if (!request.item_id.empty()) writer.open("t:ItemId").attribute("Id", request.item_id).close();
    writer.close().close();
}

void write_expand_dl_response(ResponseWriter& response, ExpandDlAnswer const& answer)
{
    auto& writer = response.body();
    writer.open(names.response).open("m:ResponseMessages");
    open_message(writer, names.message, answer ? nullptr : &answer.error());
    if (answer) write_expansion(writer, *answer);
    writer.close().close().close();
}

Readable<ExpandDlAnswer> read_expand_dl_response(xml::Element const& content)
{
    auto answers = read_response_messages<GroupMembers>(content, names, read_expansion);
    if (!answers) return tl::unexpected(answers.error());
    return std::move(answers->front());
}

}
