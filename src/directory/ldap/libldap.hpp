// libldap's resources, each with an owner, and its result codes in our words. For the files of this folder alone.
#pragma once

#include "core/error.hpp"
#include "directory/ldap/connection.hpp"

#include <ldap.h>
#include <memory>
#include <string>
#include <string_view>
#include <sys/time.h>
#include <vector>

namespace likeness::directory::ldap {

struct Unbind {
    void operator()(LDAP* raw) const noexcept { ldap_unbind_ext(raw, nullptr, nullptr); }
};
using Handle = std::unique_ptr<LDAP, Unbind>;

struct FreeMessage {
    void operator()(LDAPMessage* raw) const noexcept { ldap_msgfree(raw); }
};
using Message = std::unique_ptr<LDAPMessage, FreeMessage>;

struct FreeMemory {
    void operator()(void* raw) const noexcept { ldap_memfree(raw); }
};
using OwnedText = std::unique_ptr<char, FreeMemory>;

struct FreeBer {
    void operator()(BerElement* raw) const noexcept { ber_free(raw, 0); }
};
using OwnedBer = std::unique_ptr<BerElement, FreeBer>;

struct FreeValues {
    void operator()(berval** raw) const noexcept { ldap_value_free_len(raw); }
};
using OwnedValues = std::unique_ptr<berval*, FreeValues>;

struct FreeControls {
    void operator()(LDAPControl** raw) const noexcept { ldap_controls_free(raw); }
};
using OwnedControls = std::unique_ptr<LDAPControl*, FreeControls>;

/// What a Connection owns.
struct Session {
    Handle handle;
    std::string url;
    std::chrono::milliseconds answer_time_max {};
    int last_result = LDAP_SUCCESS;
    bool is_broken = false;
};

/// A view of `text` for libldap, which takes it without const and does not write to it.
inline berval berval_of(std::string_view text)
{
    return { .bv_len = text.size(), .bv_val = const_cast<char*>(text.data()) };
}

inline std::string text_of(berval const& value)
{
    return { value.bv_val, value.bv_len };
}

inline timeval timeval_of(std::chrono::milliseconds span)
{
    auto const seconds = std::chrono::floor<std::chrono::seconds>(span);
    return { .tv_sec = seconds.count(), .tv_usec = std::chrono::microseconds(span - seconds).count() };
}

/// What libldap knows of the last failure: "Invalid credentials (49): 80090308: ... data 52e".
std::string words_of(LDAP* handle, int result);

/// Whether the session cannot go on after `result`.
bool ends_session(int result);

/// `result`, noted in `session`, as an error. The detail names the server, `doing` and the server's words.
tl::unexpected<Error> failure(
    Session& session, int result, std::string_view doing, Code code = Code::ad_unavailable);

/// Controls for a request. Lives as long as what it was made of.
class ControlList {
public:
    explicit ControlList(std::vector<LdapControl> const& controls);
    explicit ControlList(std::vector<LdapControl>&&) = delete;

    LDAPControl** get() { return pointers_.size() > 1 ? pointers_.data() : nullptr; }

private:
    std::vector<LDAPControl> controls_;
    std::vector<LDAPControl*> pointers_;
};

std::vector<LdapControl> controls_of(LDAPControl** raw);

/// An entry of an answer as a value.
LdapEntry entry_of(LDAP* handle, LDAPMessage* message);

/// A handle for `url`, connected, with TLS where it is to be, nobody signed in yet.
Result<Handle> connect(LdapOptions const& options, std::string const& url);

/// Signs in as options.bind says; the LDAP result code.
int sign_in(LDAP* handle, LdapOptions const& options, std::string_view url);

int simple_bind(LDAP* handle, std::string const& name, std::string_view password);
}
