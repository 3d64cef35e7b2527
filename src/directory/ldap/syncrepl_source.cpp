#include "directory/ldap/syncrepl_source.hpp"

#include "base/base64.hpp"
#include "directory/ldap/libldap.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

namespace {

constexpr std::string_view position_prefix = "sync ";
constexpr std::chrono::milliseconds stop_is_looked_at { 200 };

LdapControl sync_request(SyncMode mode, std::optional<std::string> const& cookie)
{
    return {
        .oid = std::string(sync_request_oid), .value = sync_request_value(mode, cookie), .critical = true
    };
}

template <class Parse>
auto parsed(std::vector<LdapControl> const& controls, std::string_view oid, Parse parse)
    -> decltype(parse(std::string_view()))
{
    auto const found = std::ranges::find(controls, oid, &LdapControl::oid);
    if (found == controls.end()) return std::nullopt;
    return parse(found->value);
}

PersonId id_from(std::string_view uuid)
{
    PersonId id;
    std::ranges::copy(base::as_bytes(uuid), id.bytes.begin());
    return id;
}

std::optional<std::string> cookie_in(std::string_view position)
{
    if (!position.starts_with(position_prefix)) return std::nullopt;
    auto const bytes = base::base64_decode(position.substr(position_prefix.size()));
    return bytes ? std::optional(std::string(base::as_text(*bytes))) : std::nullopt;
}

std::string position_of(std::string_view cookie)
{
    return std::string(position_prefix) + base::base64_encode(base::as_bytes(cookie));
}

// One refresh, message by message.
class Refresh {
public:
    using HandOver = std::function<Result<bool>(LdapEntry&&)>;

    /// `cookie` is where it begins; nullopt for the beginning.
    Refresh(ChangeVisitor& visitor, HandOver hand_over, std::optional<std::string> cookie)
        : visitor_(visitor)
        , hand_over_(std::move(hand_over))
        , from_the_beginning_(!cookie)
        , cookie_(std::move(cookie))
    {
    }

    bool take(LdapEntry&& entry)
    {
        auto const state = parsed(entry.controls, sync_state_oid, parse_sync_state);
        if (state && state->change == SyncChange::present) return visitor_.unchanged(id_from(state->uuid));
        if (state && state->change == SyncChange::remove) return visitor_.gone(id_from(state->uuid));
        handed_ = hand_over_(std::move(entry));
        return handed_ && *handed_;
    }

    void take(LdapIntermediate const& message)
    {
        auto const info = message.oid == sync_info_oid ? parse_sync_info(message.value) : std::nullopt;
        if (!info) return;
        if (info->cookie) cookie_ = info->cookie;
        if (info->kind == SyncInfo::Kind::refresh_present) names_all_present_ = true;
        for (auto const& uuid : info->uuids)
            if (info->refresh_deletes)
                visitor_.gone(id_from(uuid));
            else
                visitor_.unchanged(id_from(uuid));
    }

    // A server answers an operation with what it was, and ends it so: without that word nothing is known of the rest.
    Result<ReadOutcome> end(SearchEnd const& end)
    {
        if (!handed_) return tl::unexpected(handed_.error());
        auto const done = parsed(end.controls, sync_done_oid, parse_sync_done);
        ReadOutcome outcome { .everything
            = from_the_beginning_ || names_all_present_ || (done && !done->refresh_deletes) };
        if (done && done->cookie) cookie_ = done->cookie;
        outcome.complete = done && !end.more && !end.stopped;
        if (outcome.complete && cookie_) outcome.position = position_of(*cookie_);
        return outcome;
    }

private:
    ChangeVisitor& visitor_;
    HandOver hand_over_;
    Result<bool> handed_ = true;
    bool from_the_beginning_;
    std::optional<std::string> cookie_; // The newest one; where nothing has changed none need come.
    bool names_all_present_ = false;
};

// A search that goes on until it is abandoned: what comes is news.
class Watch {
public:
    Watch(Connection& connection, SearchRequest const& request)
        : handle_(connection.handle())
    {
        std::string attribute = request.attributes.front();
        char* attributes[] { attribute.data(), nullptr };
        ControlList controls(request.controls);
        result_ = ldap_search_ext(handle_, request.base.c_str(), LDAP_SCOPE_SUBTREE,
            request.filter.text().c_str(), attributes, 0, controls.get(), nullptr, nullptr, 0, &id_);
    }
    ~Watch()
    {
        if (id_ >= 0) ldap_abandon_ext(handle_, id_, nullptr, nullptr);
    }
    Watch(Watch const&) = delete;
    Watch& operator=(Watch const&) = delete;

    /// Whether there is news within `span`. The LDAP result code where the watch is over.
    tl::expected<bool, int> has_news(std::chrono::milliseconds span)
    {
        if (result_ != LDAP_SUCCESS) return tl::unexpected(result_);
        auto patience = timeval_of(span);
        LDAPMessage* raw = nullptr;
        int const kind = ldap_result(handle_, id_, LDAP_MSG_ONE, &patience, &raw);
        Message const message(raw);
        if (kind == 0) return false;
        if (kind < 0) return tl::unexpected(LDAP_SERVER_DOWN);
        if (kind == LDAP_RES_SEARCH_RESULT) return ended(raw);
        return kind == LDAP_RES_SEARCH_ENTRY || (kind == LDAP_RES_INTERMEDIATE && names_somebody(raw));
    }

private:
    tl::unexpected<int> ended(LDAPMessage* message)
    {
        id_ = -1;
        int result = LDAP_SUCCESS;
        ldap_parse_result(handle_, message, &result, nullptr, nullptr, nullptr, nullptr, 0);
        return tl::unexpected(result);
    }

    bool names_somebody(LDAPMessage* message) const
    {
        char* raw_oid = nullptr;
        berval* raw_value = nullptr;
        ldap_parse_intermediate(handle_, message, &raw_oid, &raw_value, nullptr, 0);
        OwnedText const oid(raw_oid);
        std::unique_ptr<berval, decltype(&ber_bvfree)> const value(raw_value, &ber_bvfree);
        auto const info = value ? parse_sync_info(text_of(*value)) : std::nullopt;
        return info && !info->uuids.empty();
    }

    LDAP* handle_;
    int id_ = -1;
    int result_ = LDAP_SUCCESS;
};

}

SyncreplSource::SyncreplSource(
    LdapOptions const& options, Connection connection, RootDse server, AttributeMap attributes)
    : MirrorSource(options, std::move(connection), std::move(server), std::move(attributes))
{
}

// A cookie that the server does not take (it was set up anew, or forgot so much) is answered by an error, RFC 4533
// section 3.6: then from the beginning.
Result<ReadOutcome> SyncreplSource::read_from(std::string_view position, ChangeVisitor& visitor)
{
    auto const cookie = cookie_in(position);
    auto outcome = refresh(cookie, visitor);
    if (!outcome && cookie && !connection_.is_broken()) return refresh(std::nullopt, visitor);
    return outcome;
}

Result<ReadOutcome> SyncreplSource::refresh(std::optional<std::string> const& cookie, ChangeVisitor& visitor)
{
    Refresh refresh(visitor, [&](LdapEntry&& entry) { return hand_over(std::move(entry), visitor); }, cookie);
    auto request = people_request();
    request.paged = false; // Both together are more than servers do.
    request.controls.push_back(sync_request(SyncMode::refresh_only, cookie));
    request.on_intermediate = [&](LdapIntermediate&& message) { refresh.take(message); };
    auto const end
        = connection_.search(request, [&](LdapEntry&& entry) { return refresh.take(std::move(entry)); });
    if (!end) return tl::unexpected(end.error());
    auto outcome = refresh.end(*end);
    if (outcome && !outcome->complete) {
        note_end(*end, *outcome);
        outcome->complete = false;
    }
    return outcome;
}

Result<bool> SyncreplSource::wait(
    std::string_view position, std::chrono::milliseconds span, std::stop_token const& stop)
{
    auto const cookie = cookie_in(own_part(position));
    if (!cookie) return MirrorSource::wait(position, span, stop);
    auto request = people_request();
    request.attributes = { "1.1" };
    request.controls.push_back(sync_request(SyncMode::refresh_and_persist, cookie));
    Watch watch(connection_, request);
    auto const end = std::chrono::steady_clock::now() + span;
    while (!stop.stop_requested()) {
        auto const left
            = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left <= left.zero()) return false;
        auto const news = watch.has_news(std::min(left, stop_is_looked_at));
        if (!news && news.error() == LDAP_SERVER_DOWN)
            return fail(
                Code::ad_unavailable, "The directory cannot be asked.", connection_.url() + " went away");
        if (!news)
            return MirrorSource::wait(position, std::chrono::floor<std::chrono::milliseconds>(left), stop);
        if (*news) return true;
    }
    return false;
}

}
