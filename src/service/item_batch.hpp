// The items that one request names: found, judged, and answered each in its place, with one call to the store for each
// mailbox.
// Source: spec/soap.md 7; spec/contacts.md 1.
#pragma once

#include "core/items/item_reference.hpp"
#include "service/exchange_words.hpp"
#include "service/mailbox_access.hpp"

#include <algorithm>
#include <span>
#include <type_traits>
#include <vector>

namespace likeness::service {

/// An item that is there and that its caller may do with what they want to.
struct ReachedItem {
    OpenMailbox* mailbox = nullptr;
    std::optional<ChangeNumber> seen; ///< The change that the reference's change key stands for.
    StoredItem item;

    ItemKey key() const { return { item.number, item.change }; }
};

using ReachedItems = std::vector<Result<ReachedItem>>;

/// What the references mean, in order.
/// Errors of one: those of MailboxAccess::item and MailboxAccess::may; item_not_found; the store's.
ReachedItems reach_items(ItemReferences const& references, Right right, MailboxAccess& access,
    MailboxStore& store, WithAttachments with);

/// Who writes, and when. In: the caller's access. Errors: the directory's.
Result<Stamp> stamp_for(Principal const& caller, MailboxAccess& access, Clock const& clock);

/// One answer an input, in order. `act(OpenMailbox&, std::span<std::size_t const> places)` is called once for each mailbox
/// with the places of its inputs, and gives Result<std::vector<Result<Answer>>>, one for each place; an error of it is the
/// answer of all of them. In: Results of what has a member `mailbox`; the error of one is its answer.
template <class Answer, class Inputs, class Act>
std::vector<Result<Answer>> answer_by_mailbox(Inputs const& inputs, Act act)
{
    std::vector<Result<Answer>> answers;
    std::vector<std::pair<OpenMailbox*, std::vector<std::size_t>>> groups; // Nearly always one.
    for (std::size_t place = 0; place < inputs.size(); ++place) {
        auto const& input = inputs[place];
        answers.push_back(
            input ? fail(Code::internal_server_error) : tl::unexpected(in_exchange_words(input.error())));
        if (!input) continue;
        auto group = std::ranges::find(groups, input->mailbox, [](auto const& known) { return known.first; });
        if (group == groups.end()) group = groups.insert(group, { input->mailbox, {} });
        group->second.push_back(place);
    }
    for (auto const& [mailbox, places] : groups) {
        Result<std::vector<Result<Answer>>> done = act(*mailbox, std::span<std::size_t const>(places));
        for (std::size_t i = 0; i < places.size(); ++i) {
            auto& answer = answers[places[i]];
            if (!done)
                answer = tl::unexpected(in_exchange_words(done.error()));
            else if (answer = std::move((*done)[i]); !answer)
                answer = tl::unexpected(in_exchange_words(answer.error()));
        }
    }
    return answers;
}

/// The numbers of the items in these places.
std::vector<ItemNumber> numbers_of(ReachedItems const& items, std::span<std::size_t const> places);

/// The same error for each of `count` inputs.
template <class Answer> std::vector<Result<Answer>> all_fail(std::size_t count, Error const& error)
{
    return std::vector<Result<Answer>>(count, Result<Answer>(tl::unexpected(in_exchange_words(error))));
}

/// What a store answered, each made into what an answer holds by `make(value, i)`, or `make(i)` of nothing.
template <class Answer, class Value, class Make>
Result<std::vector<Result<Answer>>> each_made(Result<std::vector<Result<Value>>>&& stored, Make make)
{
    if (!stored) return tl::unexpected(stored.error());
    std::vector<Result<Answer>> made;
    for (std::size_t i = 0; i < stored->size(); ++i) {
        auto& one = (*stored)[i];
        if (!one)
            made.push_back(tl::unexpected(one.error()));
        else if constexpr (std::is_void_v<Value>)
            made.push_back(make(i));
        else
            made.push_back(make(std::move(*one), i));
    }
    return made;
}

}
