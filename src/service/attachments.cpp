#include "service/attachments.hpp"

#include "service/item_batch.hpp"
#include "service/shown_items.hpp"
#include "service/written_items.hpp"

namespace likeness::service {

namespace {

std::optional<std::string> if_said(std::string& text)
{
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

FileAttachment shown(std::string const& id, Attachment&& attachment)
{
    auto& told = attachment.description;
    return { .id = id,
        .name = std::move(told.name),
        .content_type = if_said(told.content_type),
        .content_id = if_said(told.content_id),
        .content_location = if_said(told.content_location),
        .content = std::move(attachment.bytes) };
}

// The attachments that a request names, one after another.
class Attachments {
public:
    Attachments(Principal const& caller, MailboxPorts const& ports)
        : ports_(ports)
        , access_(caller, ports)
    {
    }

    MailboxAccess& access() { return access_; }

    Result<NamedAttachment> find(std::string_view id, Right right)
    {
        auto named = access_.attachment(id);
        if (!named) return named;
        if (auto const may = judge(*named, right); !may) return tl::unexpected(may.error());
        return named;
    }

private:
    // In one's own mailbox there is nothing to judge, so that the item need not be read.
    Result<void> judge(NamedAttachment const& named, Right right)
    {
        if (named.mailbox->is_own) return {};
        auto const items = ports_.store.find_items(
            named.mailbox->owner.id, std::span(&named.item, 1), WithAttachments::no);
        if (!items) return tl::unexpected(items.error());
        if (!items->front()) return fail(Code::item_not_found);
        return MailboxAccess::may(*named.mailbox, items->front()->folder, right);
    }

    MailboxPorts const& ports_;
    MailboxAccess access_;
};

template <class Value> Result<Value> in_words(Result<Value>&& answer)
{
    if (!answer) return tl::unexpected(in_exchange_words(answer.error()));
    return std::move(answer);
}

Result<FileAttachment> get(std::string const& id, Attachments& attachments, MailboxStore& store)
{
    auto const named = attachments.find(id, Right::read);
    if (!named) return tl::unexpected(named.error());
    auto found = store.find_attachment(named->mailbox->owner.id, named->item, named->attachment);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return fail(Code::invalid_attachment_id);
    return shown(id, std::move(**found));
}

Result<ReachedItem> parent_of(CreateAttachment const& request, MailboxAccess& access, MailboxStore& store)
{
    return std::move(
        reach_items({ request.parent }, Right::change, access, store, WithAttachments::no).front());
}

// An attachment of a request, with where it is to go.
struct Prepared {
    OpenMailbox* mailbox = nullptr;
    NewAttachment attachment;
};

FileAttachment shown(
    CreatedAttachment const& created, PersonId mailbox, ItemNumber item, ObjectIds const& ids)
{
    return { .id = shown_attachment_id(ids, mailbox, item, created.number),
        .root = shown_id(ids, mailbox, { item, created.item_change }) };
}

}

GetAttachmentAnswer get_attachment(
    GetAttachment const& request, Principal const& caller, MailboxPorts const& ports)
{
    Attachments attachments(caller, ports);
    GetAttachmentAnswer answer;
    answer.reserve(request.ids.size());
    for (auto const& id : request.ids) answer.push_back(in_words(get(id, attachments, ports.store)));
    return answer;
}

CreateAttachmentAnswer create_attachment(
    CreateAttachment request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const parent = parent_of(request, access, ports.store);
    if (!parent) return all_fail<FileAttachment>(request.attachments.size(), parent.error());
    auto const stamp = stamp_for(caller, access, ports.clock);
    if (!stamp) return all_fail<FileAttachment>(request.attachments.size(), stamp.error());

    std::vector<Result<Prepared>> prepared;
    for (auto& written : request.attachments)
        prepared.push_back(std::move(written).map([&](FileAttachment&& attachment) {
            return Prepared { parent->mailbox, new_attachment(std::move(attachment)) };
        }));
    return answer_by_mailbox<FileAttachment>(
        prepared, [&](OpenMailbox& mailbox, std::span<std::size_t const> places) {
            std::vector<NewAttachment> fresh;
            for (auto const place : places) fresh.push_back(std::move(prepared[place]->attachment));
            auto const owner = mailbox.owner.id;
            auto const item = parent->item.number;
            return each_made<FileAttachment>(ports.store.create_attachments(owner, item, fresh, *stamp),
                [&](CreatedAttachment const& created, std::size_t) {
                    return shown(created, owner, item, ports.ids);
                });
        });
}

DeleteAttachmentAnswer delete_attachment(
    DeleteAttachment const& request, Principal const& caller, MailboxPorts const& ports)
{
    Attachments attachments(caller, ports);
    auto const stamp = stamp_for(caller, attachments.access(), ports.clock);
    if (!stamp) return all_fail<ItemReference>(request.ids.size(), stamp.error());
    DeleteAttachmentAnswer answer;
    for (auto const& id : request.ids)
        answer.push_back(
            in_words(attachments.find(id, Right::change).and_then([&](NamedAttachment const& named) {
                auto const owner = named.mailbox->owner.id;
                return ports.store.remove_attachment(owner, named.item, named.attachment, *stamp)
                    .map([&](ChangeNumber change) {
                        return shown_id(ports.ids, owner, { named.item, change });
                    });
            })));
    return answer;
}

}
