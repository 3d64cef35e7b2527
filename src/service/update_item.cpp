// Theory: an item is read, changed here, and written on the condition that it still is as it was read: nobody's change is
// lost, and nothing is locked while it is worked on. A round takes all items that are left, each once; what has lost a race
// goes into the next round, and what names an item a second time too.
#include "service/update_item.hpp"

#include "service/item_batch.hpp"
#include "service/shown_items.hpp"
#include "service/written_items.hpp"

#include <numeric>
#include <unordered_set>

namespace likeness::service {

namespace {

constexpr int races_max = 20; // So often in a row loses nobody who writes a few items.

// One item as it was read and as it is to be.
struct Prepared {
    OpenMailbox* mailbox = nullptr;
    ItemKind kind = ItemKind::contact;
    ItemUpdate update;
};

// Whether what the caller has seen of the item is enough to change it.
Result<void> refuse_unseen(ReachedItem const& reached, std::span<PropertyUpdate const> updates,
    ConflictResolution resolution, MailboxStore& store)
{
    if (resolution == ConflictResolution::always_overwrite) return {};
    if (!reached.seen) return fail(Code::change_key_required_for_write_operations);
    auto const now = reached.item.change;
    if (*reached.seen == now) return {};
    if (resolution == ConflictResolution::never_overwrite || *reached.seen > now)
        return fail(Code::irresolvable_conflict);
    auto const touched = store.touched_since(reached.mailbox->owner.id, reached.item.number, *reached.seen);
    if (!touched) return tl::unexpected(touched.error());
    if ((*touched & named_by(updates)).any()) return fail(Code::irresolvable_conflict);
    return {};
}

class UpdateRun {
public:
    UpdateRun(UpdateItem const& request, MailboxAccess& access, MailboxPorts const& ports, Stamp const& stamp)
        : request_(request)
        , access_(access)
        , ports_(ports)
        , stamp_(stamp)
        , answers_(request.changes.size(), fail(Code::irresolvable_conflict))
        , races_(request.changes.size())
    {
    }

    UpdateItemAnswer run() &&
    {
        std::vector<std::size_t> left(request_.changes.size());
        std::iota(left.begin(), left.end(), std::size_t { 0 });
        while (!left.empty()) left = round(left);
        return std::move(answers_);
    }

private:
    // Returns what is left to do.
    std::vector<std::size_t> round(std::vector<std::size_t> const& left)
    {
        std::vector<std::size_t> now;
        std::vector<std::size_t> later;
        std::unordered_set<std::string_view> ids;
        for (auto const place : left) {
            auto const& change = request_.changes[place];
            bool const is_first = !change || ids.insert(change->item.id).second;
            (is_first ? now : later).push_back(place);
        }
        auto answers = write(prepare(now));
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (has_lost_a_race(answers[i], now[i]))
                later.push_back(now[i]);
            else
                answers_[now[i]] = std::move(answers[i]);
        }
        std::ranges::sort(later);
        return later;
    }
    bool has_lost_a_race(Result<UpdatedItem> const& answer, std::size_t place)
    {
        bool const is_raced
            = written_.contains(place) && !answer && answer.error().code == Code::irresolvable_conflict;
        return is_raced && ++races_[place] < races_max;
    }
    std::vector<Result<Prepared>> prepare(std::vector<std::size_t> const& places)
    {
        ItemReferences references;
        for (auto const place : places)
            references.push_back(request_.changes[place].map([](auto const& change) { return change.item; }));
        auto const reached
            = reach_items(references, Right::change, access_, ports_.store, WithAttachments::no);
        written_.clear();
        std::vector<Result<Prepared>> prepared;
        for (std::size_t i = 0; i < places.size(); ++i) {
            prepared.push_back(reached[i].and_then([&](ReachedItem const& item) {
                return changed(item, request_.changes[places[i]]->updates);
            }));
            if (prepared.back()) written_.insert(places[i]);
        }
        return prepared;
    }
    Result<Prepared> changed(ReachedItem const& reached, std::span<PropertyUpdate const> updates) const
    {
        auto const& before = reached.item.content;
        if (auto const seen = refuse_unseen(reached, updates, request_.resolution, ports_.store); !seen)
            return tl::unexpected(seen.error());
        return updated_content(before, updates).map([&](ItemContent&& content) {
            auto const touched = difference(before, content);
            return Prepared { reached.mailbox, content.kind,
                { reached.item.number, reached.item.change, std::move(content), touched } };
        });
    }
    std::vector<Result<UpdatedItem>> write(std::vector<Result<Prepared>>&& prepared)
    {
        return answer_by_mailbox<UpdatedItem>(
            prepared, [&](OpenMailbox& mailbox, std::span<std::size_t const> places) {
                std::vector<ItemUpdate> updates;
                for (auto const place : places) updates.push_back(std::move(prepared[place]->update));
                auto const owner = mailbox.owner.id;
                return each_made<UpdatedItem>(ports_.store.update_items(owner, updates, stamp_),
                    [&](ItemKey const& key, std::size_t i) {
                        return UpdatedItem { shown_key(ports_.ids, owner, prepared[places[i]]->kind, key),
                            0 };
                    });
            });
    }

    UpdateItem const& request_;
    MailboxAccess& access_;
    MailboxPorts const& ports_;
    Stamp const& stamp_;
    UpdateItemAnswer answers_;
    std::vector<int> races_; // How often each has lost.
    std::unordered_set<std::size_t> written_; // What this round has given to the store.
};

}

UpdateItemAnswer update_item(UpdateItem const& request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const stamp = stamp_for(caller, access, ports.clock);
    if (!stamp) return all_fail<UpdatedItem>(request.changes.size(), stamp.error());
    return UpdateRun(request, access, ports, *stamp).run();
}

}
