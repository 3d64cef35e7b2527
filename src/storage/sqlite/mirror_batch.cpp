// A batch tells how people are now, and not in which order that came about: an alias that went from one to another may
// come to its new owner first. So it is taken in this order:
//
// 1. Who is gone goes.
// 2. Known people let go of the addresses that they have no longer, if they keep another one: whatever is refused later,
//    they are left with that one.
// 3. Known people are written; those who keep none of their addresses last, for they let go of the old ones only now.
// 4. New people are added.
//
// What is refused in the end belongs to somebody outside of the batch, or is claimed twice in the directory itself.
#include "storage/sqlite/mirror_batch.hpp"

#include "core/folded_links.hpp"
#include "storage/sqlite/change_log.hpp"
#include "storage/sqlite/person_links.hpp"
#include "storage/sqlite/person_rows.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

// A change of more people than this is one of many: a row for each would push out of the record what others wait for.
constexpr std::size_t changes_told_max = 100;

constexpr Sql select_dn { "SELECT dn FROM mirrored WHERE person = ?1" };
constexpr Sql delete_dn { "DELETE FROM mirrored WHERE person = ?1" };
constexpr Sql insert_dn { "INSERT INTO mirrored (source, dn, person) VALUES (?1, ?2, ?3)" };
constexpr Sql upsert_cookie { R"(
    INSERT INTO mirror_cookies (source, cookie) VALUES (?1, ?2)
    ON CONFLICT (source) DO UPDATE SET cookie = excluded.cookie)" };

// Somebody as the database has them.
struct Known {
    PersonRow row;
    Person person;
};

bool is_same(Person const& left, Person const& right)
{
    return left == right
        && std::ranges::equal(left.addresses, right.addresses, {}, &EmailAddress::text, &EmailAddress::text);
}

class BatchApplication {
public:
    BatchApplication(Connection& connection, std::string_view source, MirrorBatch const& batch)
        : connection_(connection)
        , source_(source)
        , batch_(batch)
        , let_go_(batch.present.size())
    {
    }

    Result<std::vector<Rejected>> run() &&;

private:
    Result<void> drop_those_gone();
    Result<void> release_and_order();
    Result<void> take_in_order();
    Result<void> take(std::size_t index);
    Result<void> add(std::size_t index, Person person);
    Result<void> change(std::size_t index, Known const& known, Person person);
    Result<void> keep_dn(PersonRow row, std::string const& dn);
    Result<void> keep_cookie();
    Result<void> record_changes();

    Result<std::optional<Known>> find_known(PersonId const& id);
    Result<bool> keep_free_addresses(
        std::size_t index, std::optional<PersonRow> self, std::vector<EmailAddress>& addresses);
    Result<bool> has_dn(PersonRow row, std::string const& dn);
    Result<bool> has_links(PersonId const& person, std::optional<PersonLinks> const& links);
    MirrorEntry const& entry(std::size_t index) const { return batch_.present[index]; }

    Connection& connection_;
    std::string_view source_;
    MirrorBatch const& batch_;
    std::vector<bool> let_go_; // Of an address, by place in the batch.
    std::vector<std::size_t> order_; // Places in the batch.
    std::vector<PersonId> changed_;
    std::vector<Rejected> rejected_;
};

Result<std::vector<Rejected>> BatchApplication::run() &&
{
    auto const done = drop_those_gone()
                          .and_then([&] { return release_and_order(); })
                          .and_then([&] { return take_in_order(); })
                          .and_then([&] { return keep_cookie(); })
                          .and_then([&] { return record_changes(); });
    if (!done) return tl::unexpected(done.error());
    std::ranges::stable_sort(rejected_, {}, &Rejected::index);
    return std::move(rejected_);
}

Result<std::optional<Known>> BatchApplication::find_known(PersonId const& id)
{
    auto const row = find_person_row(connection_, id);
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    return find_person(connection_, id).map([&](std::optional<Person>&& person) {
        return person ? std::optional(Known { **row, std::move(*person) }) : std::nullopt;
    });
}

Result<void> BatchApplication::drop_those_gone()
{
    for (auto const& id : batch_.gone) {
        auto const known = find_known(id);
        if (!known) return tl::unexpected(known.error());
        if (!*known || (*known)->person.source != source_) continue;
        if (auto const done = delete_person_row(connection_, (*known)->row); !done) return done;
        changed_.push_back(id);
    }
    return {};
}

Result<void> BatchApplication::release_and_order()
{
    std::vector<std::size_t> movers;
    std::vector<std::size_t> newcomers;
    for (std::size_t index = 0; index < batch_.present.size(); ++index) {
        auto const& now = entry(index).entry.person;
        auto const known = find_known(now.id);
        if (!known) return tl::unexpected(known.error());
        if (!*known) {
            newcomers.push_back(index);
            continue;
        }
        auto const& [row, before] = **known;
        bool const stays_at_one = std::ranges::any_of(
            before.addresses, [&](EmailAddress const& address) { return now.has(address); });
        (stays_at_one ? order_ : movers).push_back(index);
        if (!stays_at_one || before.source != source_) continue;
        for (auto const& address : before.addresses) {
            if (now.has(address)) continue;
            let_go_[index] = true;
            if (auto const done = release_address(connection_, address); !done) return done;
        }
    }
    order_.insert(order_.end(), movers.begin(), movers.end());
    order_.insert(order_.end(), newcomers.begin(), newcomers.end());
    return {};
}

Result<void> BatchApplication::take_in_order()
{
    for (auto const index : order_)
        if (auto const done = take(index); !done) return done;
    return {};
}

Result<void> BatchApplication::take(std::size_t index)
{
    auto person = entry(index).entry.person;
    person.source = source_;
    auto const known = find_known(person.id);
    if (!known) return tl::unexpected(known.error());
    if (*known && (*known)->person.source != source_) {
        rejected_.push_back({ index,
            { Code::invalid_operation,
                "The id of " + entry(index).dn + " belongs to " + (*known)->person.primary_address().text()
                    + " already.",
                base::to_string(person.id) } });
        return {};
    }
    auto const any
        = keep_free_addresses(index, *known ? std::optional((*known)->row) : std::nullopt, person.addresses);
    if (!any) return tl::unexpected(any.error());
    if (!*any) return {};
    return *known ? change(index, **known, std::move(person)) : add(index, std::move(person));
}

// Whether any address is left.
Result<bool> BatchApplication::keep_free_addresses(
    std::size_t index, std::optional<PersonRow> self, std::vector<EmailAddress>& addresses)
{
    std::vector<EmailAddress> free;
    std::vector<Error> refusals;
    for (auto& address : addresses) {
        if (std::ranges::find(free, address) != free.end()) continue;
        auto const owner = find_other_owner(connection_, self, address);
        if (!owner) return tl::unexpected(owner.error());
        if (*owner)
            refusals.push_back(address_is_taken(address, **owner));
        else
            free.push_back(std::move(address));
    }
    if (free.empty() && refusals.empty()) refusals.push_back(no_address());
    for (auto& refusal : refusals) {
        refusal.detail = (free.empty() ? "left out: " : "left out is the address alone: ") + entry(index).dn;
        rejected_.push_back({ index, std::move(refusal) });
    }
    addresses = std::move(free);
    return !addresses.empty();
}

Result<void> BatchApplication::add(std::size_t index, Person person)
{
    auto const& [given, dn] = entry(index);
    changed_.push_back(person.id);
    return insert_person(connection_, { std::move(person), given.thumbnail, given.links }).and_then([&] {
        return need_person_row(connection_, given.person.id).and_then([&](PersonRow row) {
            return keep_dn(row, dn);
        });
    });
}

Result<void> BatchApplication::change(std::size_t index, Known const& known, Person person)
{
    auto const& [given, dn] = entry(index);
    auto const same_dn = has_dn(known.row, dn);
    if (!same_dn) return tl::unexpected(same_dn.error());
    auto const same_thumbnail = has_thumbnail(connection_, known.row, given.thumbnail);
    if (!same_thumbnail) return tl::unexpected(same_thumbnail.error());
    auto const same_links = has_links(known.person.id, given.links);
    if (!same_links) return tl::unexpected(same_links.error());
    bool const same_person = !let_go_[index] && is_same(known.person, person);
    if (same_person && *same_dn && *same_thumbnail && *same_links) return {};

    changed_.push_back(person.id);
    PersonEntry const entry { std::move(person), *same_thumbnail ? std::nullopt : given.thumbnail,
        *same_links ? std::nullopt : given.links };
    return rewrite_person(connection_, known.row, entry)
        .and_then([&] { return given.thumbnail ? Result<void>() : drop_thumbnail(connection_, known.row); })
        .and_then([&] { return *same_dn ? Result<void>() : keep_dn(known.row, dn); });
}

Result<bool> BatchApplication::has_dn(PersonRow row, std::string const& dn)
{
    auto rows = connection_.query(select_dn, row);
    return rows.next().map([&](bool found) { return found && rows.text(0) == base::fold_case(dn); });
}

Result<bool> BatchApplication::has_links(PersonId const& person, std::optional<PersonLinks> const& links)
{
    if (!links) return true; // Those that there are stay.
    return read_links(connection_, person).map([&](PersonLinks const& kept) {
        return kept == folded(*links);
    });
}

Result<void> BatchApplication::keep_dn(PersonRow row, std::string const& dn)
{
    return connection_.run(delete_dn, row).and_then([&] {
        return connection_.run(insert_dn, source_, base::fold_case(dn), row);
    });
}

Result<void> BatchApplication::keep_cookie()
{
    if (!batch_.cookie) return {};
    return connection_.run(upsert_cookie, source_, base::as_bytes(*batch_.cookie));
}

Result<void> BatchApplication::record_changes()
{
    if (changed_.empty()) return {};
    if (changed_.size() > changes_told_max) return record_change(connection_, ChangeKind::people);
    for (auto const& person : changed_)
        if (auto const done = record_change(connection_, ChangeKind::people, person); !done) return done;
    return {};
}

}

Result<std::vector<Rejected>> apply_batch(
    Connection& connection, std::string_view source, MirrorBatch const& batch)
{
    return BatchApplication(connection, source, batch).run();
}

}
