#include "directory/ldap/stamped_source.hpp"

#include "base/ascii.hpp"

#include <charconv>
#include <chrono>
#include <ctime>
#include <unordered_set>

namespace likeness::directory::ldap {

namespace {

using EntryGlance = std::function<void(LdapEntry const&)>;

constexpr char const* show_deleted_oid = "1.2.840.113556.1.4.417";

bool ends_with(std::string_view text, std::string_view end)
{
    return text.size() >= end.size()
        && base::equals_ignoring_ascii_case(text.substr(text.size() - end.size()), end);
}

// Active Directory: a number that each server counts up with each change it makes or hears of.
class UsnSource final : public StampedSource {
public:
    UsnSource(LdapOptions const& options, Connection connection, RootDse server, AttributeMap attributes)
        : StampedSource(options, std::move(connection), std::move(server), std::move(attributes))
    {
    }

    /// Learns which database this is, and whether we see what was deleted. To be called once, first.
    Result<void> prepare()
    {
        auto const service = server_.service_name.empty()
            ? Result<std::optional<LdapEntry>>(std::nullopt)
            : connection_.read(server_.service_name, { "invocationId" });
        if (!service) return tl::unexpected(service.error());
        // A database that is restored from a backup gets another invocationId, for its numbers begin anew.
        auto const invocation
            = *service ? (*service)->value("invocationId").value_or("") : std::string_view();
        identity_
            = guid_from_object_guid(invocation).transform(base::to_string).value_or(server_.service_name);
        return learn_of_deleted();
    }

    bool tells_removals() const override { return sees_deleted_; }

private:
    Result<ReadOutcome> read_from(std::string_view position, ChangeVisitor& visitor) override
    {
        // Before the search: what changes while it runs is read twice rather than never.
        auto const root = connection_.root_dse();
        if (!root) return tl::unexpected(root.error());
        if (!root->highest_usn)
            return fail(Code::ad_unavailable, "The directory cannot be asked.",
                connection_.url() + " does not tell its highestCommittedUSN");
        auto const usn = usn_in(position);
        auto outcome = !usn || *usn > *root->highest_usn ? read_all(visitor, {})
            : *usn == *root->highest_usn                 ? Result<ReadOutcome>({ .complete = true })
                                                         : read_after(*usn, visitor);
        if (outcome && outcome->complete)
            outcome->position = "usn " + identity_ + " " + std::to_string(*root->highest_usn);
        return outcome;
    }

    Result<ReadOutcome> read_after(std::uint64_t usn, ChangeVisitor& visitor)
    {
        auto const since = Filter::at_least("uSNChanged", std::to_string(usn + 1));
        auto touched = ids_request();
        touched.filter = since;
        // The whole domain, where deleted objects and those that moved away are.
        if (ends_with(base_, server_.default_base)) touched.base = server_.default_base;
        if (server_.supports(show_deleted_oid))
            touched.controls.push_back({ .oid = show_deleted_oid, .critical = true });
        return read_since(since, std::move(touched), visitor, {});
    }

    std::optional<std::uint64_t> usn_in(std::string_view position) const
    {
        auto const prefix = "usn " + identity_ + " ";
        if (!position.starts_with(prefix)) return std::nullopt;
        position.remove_prefix(prefix.size());
        std::uint64_t usn = 0;
        auto const end = position.data() + position.size();
        auto const [last, error] = std::from_chars(position.data(), end, usn);
        return error == std::errc() && last == end ? std::optional(usn) : std::nullopt;
    }

    // Some servers show the container to anybody and what is in it to nobody else but administrators: only having seen
    // something deleted tells.
    Result<void> learn_of_deleted()
    {
        SearchRequest request { .base = "CN=Deleted Objects," + server_.default_base,
            .scope = Scope::one_level,
            .attributes = { "1.1" },
            .size_max = 1 };
        request.controls.push_back({ .oid = show_deleted_oid, .critical = true });
        auto const end = connection_.search(request, [&](LdapEntry&&) { return sees_deleted_ = true; });
        if (!end && connection_.is_broken()) return tl::unexpected(end.error());
        return {};
    }

    std::string identity_;
    bool sees_deleted_ = false;
};

// "20261127201537Z", so much later; what is of another form, or "", is left as it is.
std::string moved(std::string const& time, std::chrono::seconds span)
{
    std::tm parts {};
    auto const* const end = ::strptime(time.c_str(), "%Y%m%d%H%M%S", &parts);
    if (!end || std::string_view(end) != "Z") return time;
    auto const then = ::timegm(&parts) + span.count();
    if (!::gmtime_r(&then, &parts)) return time;
    char text[32];
    return { text, std::strftime(text, sizeof text, "%Y%m%d%H%M%SZ", &parts) };
}

constexpr std::chrono::seconds overlap { 5 };

// Others: a time, in whole seconds, as "20261127201537Z". Clocks of servers are their own: only times that the server
// wrote are compared with each other.
class TimestampSource final : public StampedSource {
public:
    TimestampSource(
        LdapOptions const& options, Connection connection, RootDse server, AttributeMap attributes)
        : StampedSource(options, std::move(connection), std::move(server), std::move(attributes))
    {
    }

    bool tells_removals() const override { return false; }

private:
    // Several entries have one time, and one that was written earlier may be seen later: the last seconds are asked for
    // again, until a read that began so much later has found nothing past them.
    Result<ReadOutcome> read_from(std::string_view position, ChangeVisitor& visitor) override
    {
        auto const began = std::chrono::steady_clock::now();
        auto const before = place_in(position);
        auto last = before ? before->time : std::string();
        auto const seen = [&](LdapEntry const& entry) {
            auto const time = entry.value("modifyTimestamp").value_or("");
            // Of one length and form, they are ordered as text.
            if (time > last) last = time;
        };
        auto outcome = before ? read_after(*before, visitor, seen) : read_all(visitor, seen);
        if (!outcome || !outcome->complete || last.empty()) return outcome; // Of nobody there is no time.
        if (!before || last != before->time) {
            last_is_known_since_ = began;
            outcome->position = "time " + last;
        } else {
            if (!last_is_known_since_) last_is_known_since_ = began;
            bool const settled = before->settled || began - *last_is_known_since_ > overlap;
            outcome->position = (settled ? "settled " : "time ") + last;
        }
        return outcome;
    }

    struct Place {
        std::string time;
        bool settled = false;
    };

    static std::optional<Place> place_in(std::string_view position)
    {
        auto const parts = base::split_once(position, ' ');
        if (!parts || (parts->before != "time" && parts->before != "settled")) return std::nullopt;
        return Place { .time = std::string(parts->after), .settled = parts->before == "settled" };
    }

    Result<ReadOutcome> read_after(Place const& place, ChangeVisitor& visitor, EntryGlance const& seen)
    {
        auto const since = Filter::at_least("modifyTimestamp",
            moved(place.time, place.settled ? std::chrono::seconds(1) : -std::chrono::seconds(overlap)));
        auto touched = ids_request();
        touched.attributes.push_back("modifyTimestamp");
        touched.filter = since;
        return read_since(since, std::move(touched), visitor, seen);
    }

    std::optional<std::chrono::steady_clock::time_point> last_is_known_since_;
};

}

Result<std::unique_ptr<MirrorSource>> StampedSource::make(
    LdapOptions const& options, Connection connection, RootDse server, AttributeMap attributes)
{
    if (!server.highest_usn)
        return std::make_unique<TimestampSource>(
            options, std::move(connection), std::move(server), std::move(attributes));
    auto source = std::make_unique<UsnSource>(
        options, std::move(connection), std::move(server), std::move(attributes));
    if (auto const prepared = source->prepare(); !prepared) return tl::unexpected(prepared.error());
    return source;
}

Result<ReadOutcome> StampedSource::read_all(ChangeVisitor& visitor, EntryGlance const& seen)
{
    ReadOutcome outcome { .everything = true };
    Result<bool> handed = true;
    auto const end = connection_.search(people_request(), [&](LdapEntry&& entry) {
        if (seen) seen(entry);
        handed = hand_over(std::move(entry), visitor);
        return handed && *handed;
    });
    if (!end) return tl::unexpected(end.error());
    if (!handed) return tl::unexpected(handed.error());
    note_end(*end, outcome);
    return outcome;
}

// What was touched is listed first and people are read after it: who becomes a person in between is found, and who
// ceases to be one is told gone by this read or the next one.
Result<ReadOutcome> StampedSource::read_since(
    Filter const& since, SearchRequest touched_request, ChangeVisitor& visitor, EntryGlance const& seen)
{
    ReadOutcome outcome;
    std::unordered_set<PersonId> touched;
    auto const listed = connection_.search(touched_request, [&](LdapEntry&& entry) {
        if (seen) seen(entry);
        if (auto const id = id_of(entry, attributes_)) touched.insert(*id);
        return true;
    });
    if (!listed) return tl::unexpected(listed.error());
    note_end(*listed, outcome);
    if (!outcome.complete || touched.empty()) return outcome;

    auto request = people_request();
    request.filter = Filter::all_of({ request.filter, since });
    Result<bool> handed = true;
    auto const end = connection_.search(request, [&](LdapEntry&& entry) {
        if (seen) seen(entry);
        if (auto const id = id_of(entry, attributes_)) touched.erase(*id);
        handed = hand_over(std::move(entry), visitor);
        return handed && *handed;
    });
    if (!end) return tl::unexpected(end.error());
    if (!handed) return tl::unexpected(handed.error());
    note_end(*end, outcome);
    if (outcome.complete)
        for (auto const& id : touched) visitor.gone(id);
    return outcome;
}

}
