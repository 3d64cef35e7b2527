#include "service/get_item.hpp"

#include "service/item_batch.hpp"
#include "service/shown_items.hpp"

namespace likeness::service {

namespace {

bool may_change(OpenMailbox const& mailbox, FolderNumber folder)
{
    return MailboxAccess::may(mailbox, folder, Right::change).has_value();
}

}

GetItemAnswer get_item(GetItem const& request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const with = request.shape.has(Slot::attachments) ? WithAttachments::yes : WithAttachments::no;
    auto found = reach_items(request.items, Right::read, access, ports.store, with);
    return answer_by_mailbox<ShownItem>(found,
        [&](OpenMailbox& mailbox,
            std::span<std::size_t const> places) -> Result<std::vector<Result<ShownItem>>> {
            ItemDisplay display(request.shape, ports.ids, mailbox.owner.id);
            std::vector<Result<ShownItem>> shown;
            for (auto const place : places) {
                auto& item = found[place]->item;
                auto const may = may_change(mailbox, item.folder);
                shown.push_back(display.show(std::move(item), may));
            }
            return shown;
        });
}

}
