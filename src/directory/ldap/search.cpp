// A search: its messages as they come, and the pages of a large one.
#include "directory/ldap/libldap.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

namespace {

int libldap_scope(Scope scope)
{
    switch (scope) {
    case Scope::base: return LDAP_SCOPE_BASE;
    case Scope::one_level: return LDAP_SCOPE_ONELEVEL;
    case Scope::subtree: return LDAP_SCOPE_SUBTREE;
    }
    return LDAP_SCOPE_SUBTREE;
}

// libldap wants a list that ends with a null pointer and is not const, though it does not write to it.
std::vector<char*> pointers_to(std::vector<std::string> const& texts)
{
    std::vector<char*> pointers;
    for (auto const& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

// RFC 2696. Not critical: a server that has no pages sends all at once.
LdapControl paged_control(Session& session, std::string const& cookie)
{
    auto cookie_value = berval_of(cookie);
    berval value {};
    ldap_create_page_control_value(
        session.handle.get(), static_cast<ber_int_t>(limits::entries_per_page_max), &cookie_value, &value);
    LdapControl control { .oid = LDAP_CONTROL_PAGEDRESULTS, .value = text_of(value) };
    ldap_memfree(value.bv_val);
    return control;
}

// Where the next page begins; "" after the last one.
std::string cookie_in(Session& session, std::vector<LdapControl> const& controls)
{
    auto const found = std::ranges::find(controls, LDAP_CONTROL_PAGEDRESULTS, &LdapControl::oid);
    // liblber reads past an empty value, at address 0.
    if (found == controls.end() || found->value.empty()) return {};
    std::vector<LdapControl> const page { *found }; // The list looks into it.
    ControlList list(page);
    ber_int_t estimate = 0;
    berval cookie {};
    if (ldap_parse_pageresponse_control(session.handle.get(), list.get()[0], &estimate, &cookie)
        != LDAP_SUCCESS)
        return {};
    auto text = text_of(cookie);
    ldap_memfree(cookie.bv_val);
    return text;
}

// One request to the server and its answer, message by message.
class Conversation {
public:
    Conversation(
        Session& session, SearchRequest const& request, EntryVisitor const& visit, std::size_t& entries)
        : session_(session)
        , request_(request)
        , visit_(visit)
        , entries_(entries)
    {
    }

    Result<SearchEnd> hold(std::vector<LdapControl> const& controls)
    {
        if (int const result = send(controls); result != LDAP_SUCCESS) return failed(result);
        while (!end_) {
            auto message = receive();
            if (!message) return tl::unexpected(message.error());
            if (auto const taken = take(message->get()); !taken) return tl::unexpected(taken.error());
        }
        return *std::move(end_);
    }

private:
    LDAP* handle() const { return session_.handle.get(); }

    tl::unexpected<Error> failed(int result)
    {
        return failure(session_, result, "search of \"" + request_.base + "\" for " + request_.filter.text(),
            result == LDAP_INSUFFICIENT_ACCESS ? Code::access_denied : Code::ad_unavailable);
    }

    int send(std::vector<LdapControl> const& controls)
    {
        auto attributes = pointers_to(request_.attributes);
        ControlList list(controls);
        auto const size_max = static_cast<int>(request_.size_max);
        return ldap_search_ext(handle(), request_.base.c_str(), libldap_scope(request_.scope),
            request_.filter.text().c_str(), request_.attributes.empty() ? nullptr : attributes.data(), 0,
            list.get(), nullptr, nullptr, size_max, &id_);
    }

    Result<Message> receive()
    {
        auto span = timeval_of(session_.answer_time_max);
        LDAPMessage* raw = nullptr;
        int const kind = ldap_result(handle(), id_, LDAP_MSG_ONE, &span, &raw);
        Message message(raw);
        if (kind > 0) return message;
        if (kind == 0) return failed(LDAP_TIMEOUT);
        int result = LDAP_SERVER_DOWN;
        ldap_get_option(handle(), LDAP_OPT_RESULT_CODE, &result);
        return failed(result == LDAP_SUCCESS ? LDAP_SERVER_DOWN : result);
    }

    Result<void> take(LDAPMessage* message)
    {
        switch (ldap_msgtype(message)) {
        case LDAP_RES_SEARCH_ENTRY: take_entry(message); return {};
        case LDAP_RES_INTERMEDIATE: take_intermediate(message); return {};
        case LDAP_RES_SEARCH_RESULT: return take_result(message);
        default: return {}; // A reference: what lies elsewhere is not asked for.
        }
    }

    void take_entry(LDAPMessage* message)
    {
        bool const fits = request_.size_max == 0 || entries_ < request_.size_max;
        if (fits) ++entries_;
        if (fits && visit_(entry_of(handle(), message))) return;
        ldap_abandon_ext(handle(), id_, nullptr, nullptr);
        end_ = SearchEnd { .more = !fits, .stopped = fits };
    }

    void take_intermediate(LDAPMessage* message)
    {
        char* raw_oid = nullptr;
        berval* raw_value = nullptr;
        ldap_parse_intermediate(handle(), message, &raw_oid, &raw_value, nullptr, 0);
        OwnedText const oid(raw_oid);
        std::unique_ptr<berval, decltype(&ber_bvfree)> const value(raw_value, &ber_bvfree);
        if (request_.on_intermediate)
            request_.on_intermediate({ .oid = oid ? oid.get() : "", .value = value ? text_of(*value) : "" });
    }

    Result<void> take_result(LDAPMessage* message)
    {
        int result = LDAP_SUCCESS;
        LDAPControl** raw_controls = nullptr;
        int const parsed
            = ldap_parse_result(handle(), message, &result, nullptr, nullptr, nullptr, &raw_controls, 0);
        OwnedControls const controls(raw_controls);
        if (parsed != LDAP_SUCCESS) return failed(parsed);
        session_.last_result = result;
        bool const is_over_limit = result == LDAP_SIZELIMIT_EXCEEDED || result == LDAP_ADMINLIMIT_EXCEEDED;
        // A name of another domain is answered by a referral, which is not followed; what is no name is nobody's.
        bool const is_no_entry_here
            = result == LDAP_NO_SUCH_OBJECT || result == LDAP_REFERRAL || result == LDAP_INVALID_DN_SYNTAX;
        bool const is_absent = is_no_entry_here && request_.scope == Scope::base;
        if (result != LDAP_SUCCESS && !is_over_limit && !is_absent) return failed(result);
        end_ = SearchEnd { .more = is_over_limit, .controls = controls_of(controls.get()) };
        return {};
    }

    Session& session_;
    SearchRequest const& request_;
    EntryVisitor const& visit_;
    std::size_t& entries_; ///< Visited so far, in all pages.
    int id_ = -1;
    std::optional<SearchEnd> end_;
};

}

Result<SearchEnd> Connection::search(SearchRequest const& request, EntryVisitor const& visit)
{
    std::size_t entries = 0;
    std::string cookie;
    for (;;) {
        auto controls = request.controls;
        if (request.paged) controls.push_back(paged_control(*session_, cookie));
        auto end = Conversation(*session_, request, visit, entries).hold(controls);
        if (!end || !request.paged) return end;
        cookie = cookie_in(*session_, end->controls);
        std::erase_if(end->controls, [](auto const& one) { return one.oid == LDAP_CONTROL_PAGEDRESULTS; });
        if (cookie.empty() || end->stopped || end->more) return end;
    }
}

}
