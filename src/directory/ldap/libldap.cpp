#include "directory/ldap/libldap.hpp"

namespace likeness::directory::ldap {

namespace {

std::string message_of(Code code)
{
    switch (code) {
    case Code::access_denied: return "The directory does not allow this.";
    case Code::non_existent_mailbox: return "The directory has no such entry.";
    case Code::data_size_limit_exceeded: return "The directory finds this too long.";
    default: return "The directory cannot be asked.";
    }
}

std::vector<std::string> values_of(LDAP* handle, LDAPMessage* message, char const* attribute)
{
    std::vector<std::string> values;
    OwnedValues const raw(ldap_get_values_len(handle, message, attribute));
    for (auto const* one = raw.get(); one != nullptr && *one != nullptr; ++one)
        values.push_back(text_of(**one));
    return values;
}

}

std::string words_of(LDAP* handle, int result)
{
    std::string words(ldap_err2string(result));
    words += " (" + std::to_string(result) + ")";
    char* raw = nullptr;
    if (handle != nullptr && ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &raw) == LDAP_OPT_SUCCESS) {
        OwnedText const diagnostic(raw);
        if (diagnostic && *diagnostic != '\0') words.append(": ").append(diagnostic.get());
    }
    return words;
}

bool ends_session(int result)
{
    switch (result) {
    case LDAP_SERVER_DOWN:
    case LDAP_TIMEOUT:
    case LDAP_CONNECT_ERROR:
    case LDAP_DECODING_ERROR:
    case LDAP_LOCAL_ERROR:
    case LDAP_UNAVAILABLE: return true; // It is shutting down.
    default: return false;
    }
}

tl::unexpected<Error> failure(Session& session, int result, std::string_view doing, Code code)
{
    session.last_result = result;
    if (ends_session(result)) session.is_broken = true;
    std::string detail(session.url);
    detail.append(": ").append(doing).append(": ").append(words_of(session.handle.get(), result));
    return fail(code, message_of(code), std::move(detail));
}

ControlList::ControlList(std::vector<LdapControl> const& controls)
{
    controls_.reserve(controls.size());
    for (auto const& control : controls)
        controls_.push_back({ .ldctl_oid = const_cast<char*>(control.oid.c_str()),
            .ldctl_value = berval_of(control.value),
            .ldctl_iscritical = static_cast<char>(control.critical) });
    for (auto& control : controls_) pointers_.push_back(&control);
    pointers_.push_back(nullptr);
}

std::vector<LdapControl> controls_of(LDAPControl** raw)
{
    std::vector<LdapControl> controls;
    for (; raw != nullptr && *raw != nullptr; ++raw)
        controls.push_back({ .oid = (*raw)->ldctl_oid,
            .value = text_of((*raw)->ldctl_value),
            .critical = (*raw)->ldctl_iscritical != 0 });
    return controls;
}

LdapEntry entry_of(LDAP* handle, LDAPMessage* message)
{
    LdapEntry entry;
    if (OwnedText const dn(ldap_get_dn(handle, message)); dn) entry.dn = dn.get();

    BerElement* raw_position = nullptr;
    OwnedText name(ldap_first_attribute(handle, message, &raw_position));
    OwnedBer const position(raw_position);
    for (; name; name.reset(ldap_next_attribute(handle, message, position.get())))
        entry.attributes.push_back({ .name = name.get(), .values = values_of(handle, message, name.get()) });

    LDAPControl** raw_controls = nullptr;
    if (ldap_get_entry_controls(handle, message, &raw_controls) == LDAP_SUCCESS) {
        OwnedControls const controls(raw_controls);
        entry.controls = controls_of(controls.get());
    }
    return entry;
}

}
