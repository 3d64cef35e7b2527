#include "service/create_item.hpp"

#include "base/ascii.hpp"
#include "service/item_batch.hpp"
#include "service/shown_items.hpp"
#include "service/written_items.hpp"

namespace likeness::service {

namespace {

constexpr std::string_view contact_folder_class = "IPF.Contact";

// What is to be stored of one item, and where.
struct Prepared {
    OpenMailbox* mailbox = nullptr;
    NewItem item;
};

Result<ReachedFolder> target_of(CreateItem const& request, MailboxAccess& access)
{
    auto const usual = FolderReference(DistinguishedReference { .name = DistinguishedFolder::contacts });
    auto reached = access.folder(request.folder.value_or(usual), Right::change);
    if (!reached) return reached;
    auto const& node = reached->node;
    // A search folder shows what lies elsewhere.
    bool const is_for_contacts = node.type != FolderType::search
        && base::starts_with_ignoring_ascii_case(node.folder_class, contact_folder_class);
    if (!is_for_contacts) return fail(Code::cannot_create_contact_in_non_contact_folder);
    return reached;
}

Result<Prepared> prepared(Result<WrittenItem>&& written, ReachedFolder const& target)
{
    if (!written) return tl::unexpected(std::move(written.error()));
    auto content = new_content(std::move(written->content));
    if (!content) return tl::unexpected(std::move(content.error()));
    Prepared one { target.mailbox, { target.node.number, std::move(*content), {} } };
    for (auto& attachment : written->attachments)
        one.item.attachments.push_back(new_attachment(std::move(attachment)));
    return one;
}

// The contact photo that is kept; one past the end where there is none.
std::size_t last_photo(std::vector<NewAttachment> const& attachments)
{
    for (std::size_t i = attachments.size(); i > 0; --i)
        if (attachments[i - 1].description.is_contact_photo) return i - 1;
    return attachments.size();
}

ShownItem shown(NewItem const& item, CreatedItem const& created, PersonId mailbox, ObjectIds const& ids)
{
    auto answer = shown_key(ids, mailbox, item.content.kind, created.key);
    auto const kept = last_photo(item.attachments);
    for (std::size_t i = 0; i < item.attachments.size(); ++i)
        if (i == kept || !item.attachments[i].description.is_contact_photo)
            answer.attachments.push_back(
                { .id = shown_attachment_id(ids, mailbox, created.key.number, created.attachments[i]) });
    return answer;
}

}

CreateItemAnswer create_item(CreateItem request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const target = target_of(request, access);
    if (!target) return all_fail<ShownItem>(request.items.size(), target.error());
    auto const stamp = stamp_for(caller, access, ports.clock);
    if (!stamp) return all_fail<ShownItem>(request.items.size(), stamp.error());

    std::vector<Result<Prepared>> items;
    for (auto& written : request.items) items.push_back(prepared(std::move(written), *target));
    return answer_by_mailbox<ShownItem>(
        items, [&](OpenMailbox& mailbox, std::span<std::size_t const> places) {
            std::vector<NewItem> fresh;
            for (auto const place : places) fresh.push_back(std::move(items[place]->item));
            auto const owner = mailbox.owner.id;
            return each_made<ShownItem>(ports.store.create_items(owner, fresh, *stamp),
                [&](CreatedItem const& created, std::size_t i) {
                    return shown(fresh[i], created, owner, ports.ids);
                });
        });
}

}
