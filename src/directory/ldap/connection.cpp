#include "directory/ldap/connection.hpp"

#include "base/ascii.hpp"
#include "directory/ldap/libldap.hpp"
#include "directory/ldap/ranged_attribute.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace likeness::directory::ldap {

namespace {

constexpr std::string_view active_directory_oid = "1.2.840.113556.1.4.800"; // MS-ADTS 3.1.1.3.4.3.1

std::vector<std::string> copies_of(std::span<std::string const> values)
{
    return { values.begin(), values.end() };
}

std::optional<std::uint64_t> number_in(std::optional<std::string_view> text)
{
    std::uint64_t number = 0;
    if (!text) return std::nullopt;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
    return number;
}

// A change as libldap takes it. Lives as long as the change does, and stays where it is.
class Modification {
public:
    explicit Modification(AttributeChange const& change)
    {
        for (auto const& value : change.values) values_.push_back(berval_of(value));
        for (auto& value : values_) pointers_.push_back(&value);
        pointers_.push_back(nullptr);
        // Replacing by nothing removes, and is no error where there is nothing (RFC 4511, 4.6).
        raw_.mod_op = LDAP_MOD_REPLACE | LDAP_MOD_BVALUES;
        raw_.mod_type = const_cast<char*>(change.attribute.c_str());
        raw_.mod_bvalues = pointers_.data();
    }

    LDAPMod* get() { return &raw_; }

private:
    std::vector<berval> values_;
    std::vector<berval*> pointers_;
    LDAPMod raw_ {};
};

Code code_of_failed_change(int result)
{
    switch (result) {
    case LDAP_INSUFFICIENT_ACCESS:
    case LDAP_UNDEFINED_TYPE:
    case LDAP_OBJECT_CLASS_VIOLATION: return Code::access_denied;
    case LDAP_NO_SUCH_OBJECT: return Code::non_existent_mailbox;
    case LDAP_CONSTRAINT_VIOLATION: // Of a value past rangeUpper, in Active Directory,
    case LDAP_INVALID_SYNTAX: // and in Samba's.
    case LDAP_ADMINLIMIT_EXCEEDED: return Code::data_size_limit_exceeded;
    default: return Code::ad_unavailable;
    }
}

bool has_value(LdapEntry const& entry, std::string_view name, std::string_view wanted)
{
    return std::ranges::any_of(entry.values(name),
        [&](std::string const& value) { return base::equals_ignoring_ascii_case(value, wanted); });
}

RootDse root_dse_of(LdapEntry const& entry)
{
    auto const text = [&](std::string_view name) { return std::string(entry.value(name).value_or("")); };
    RootDse server { .default_base = text("defaultNamingContext"),
        .controls = copies_of(entry.values("supportedControl")),
        .host_name = text("dnsHostName"),
        .service_name = text("dsServiceName"),
        .is_openldap = has_value(entry, "objectClass", "OpenLDAProotDSE"),
        .highest_usn = number_in(entry.value("highestCommittedUSN")) };
    if (server.default_base.empty()) server.default_base = text("namingContexts");
    auto const capabilities = entry.values("supportedCapabilities");
    if (std::ranges::find(capabilities, active_directory_oid) != capabilities.end())
        server.kind = LdapKind::active_directory;
    return server;
}

}

std::span<std::string const> LdapEntry::values(std::string_view name) const
{
    for (auto const& attribute : attributes)
        if (base::equals_ignoring_ascii_case(attribute.name, name)) return attribute.values;
    return {};
}

std::optional<std::string_view> LdapEntry::value(std::string_view name) const
{
    auto const all = values(name);
    if (all.empty()) return std::nullopt;
    return all.front();
}

bool RootDse::supports(std::string_view control_oid) const
{
    return std::ranges::find(controls, control_oid) != controls.end();
}

Connection::Connection(std::unique_ptr<Session> session)
    : session_(std::move(session))
{
}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Result<std::optional<LdapEntry>> Connection::read(
    std::string const& dn, std::vector<std::string> const& attributes, std::size_t values_max)
{
    std::optional<LdapEntry> found;
    auto const end
        = search({ .base = dn, .scope = Scope::base, .attributes = attributes }, [&](LdapEntry&& entry) {
              found = std::move(entry);
              return true;
          });
    if (!end) return tl::unexpected(end.error());
    if (found)
        if (auto const completed = complete(*found, values_max); !completed)
            return tl::unexpected(completed.error());
    return found;
}

Result<void> Connection::complete(LdapEntry& entry, std::size_t values_max)
{
    for (auto& attribute : entry.attributes) {
        auto range = parse_ranged_name(attribute.name);
        if (!range) continue;
        attribute.name = range->attribute;
        while (range && range->next && attribute.values.size() < values_max) {
            auto portion = read_portion(entry.dn, ranged_name(attribute.name, *range->next));
            if (!portion) return tl::unexpected(portion.error());
            if (!*portion) break;
            std::ranges::move((*portion)->values, std::back_inserter(attribute.values));
            range = parse_ranged_name((*portion)->name);
        }
        if (attribute.values.size() > values_max) attribute.values.resize(values_max);
    }
    // The plain name stands beside the ranged one, without values: the ranged one is what there is.
    std::erase_if(entry.attributes, [](auto const& attribute) { return attribute.values.empty(); });
    return {};
}

Result<std::optional<LdapAttribute>> Connection::read_portion(
    std::string const& dn, std::string const& ranged_name)
{
    std::optional<LdapAttribute> portion;
    auto const end
        = search({ .base = dn, .scope = Scope::base, .attributes = { ranged_name } }, [&](LdapEntry&& entry) {
              for (auto& attribute : entry.attributes)
                  if (parse_ranged_name(attribute.name) && !attribute.values.empty())
                      portion = std::move(attribute);
              return true;
          });
    if (!end) return tl::unexpected(end.error());
    return portion;
}

Result<RootDse> Connection::root_dse()
{
    auto const entry = read("",
        { "defaultNamingContext", "namingContexts", "supportedControl", "supportedCapabilities",
            "dnsHostName", "dsServiceName", "highestCommittedUSN", "objectClass" });
    if (!entry) return tl::unexpected(entry.error());
    // Some servers hide it: everything in it has a default.
    return *entry ? root_dse_of(**entry) : RootDse {};
}

Result<BindAnswer> Connection::bind_as(std::string const& name, std::string const& password)
{
    assert(!password.empty());
    if (name.contains('\0')) return BindAnswer::refused; // libldap would send what stands before it.
    int const result = simple_bind(session_->handle.get(), name, password);
    session_->last_result = result;
    switch (result) {
    case LDAP_SUCCESS: return BindAnswer::accepted;
    case LDAP_INVALID_CREDENTIALS:
    case LDAP_INAPPROPRIATE_AUTH: // An entry without a password.
    case LDAP_UNWILLING_TO_PERFORM: // An account that is disabled, in 389 Directory Server.
    case LDAP_CONSTRAINT_VIOLATION: // An account that is locked, there.
    case LDAP_NO_SUCH_OBJECT:
    case LDAP_INVALID_DN_SYNTAX: return BindAnswer::refused;
    default: return failure(*session_, result, "sign-in");
    }
}

Result<void> Connection::modify(std::string const& dn, std::vector<AttributeChange> const& changes)
{
    std::vector<Modification> modifications;
    modifications.reserve(changes.size());
    for (auto const& change : changes) modifications.emplace_back(change);
    std::vector<LDAPMod*> pointers;
    for (auto& modification : modifications) pointers.push_back(modification.get());
    pointers.push_back(nullptr);

    int const result = ldap_modify_ext_s(handle(), dn.c_str(), pointers.data(), nullptr, nullptr);
    session_->last_result = result;
    if (result != LDAP_SUCCESS)
        return failure(*session_, result, "change of " + dn, code_of_failed_change(result));
    return {};
}

bool Connection::is_broken() const
{
    return session_->is_broken;
}

bool Connection::timed_out() const
{
    return session_->is_broken && session_->last_result == LDAP_TIMEOUT;
}

int Connection::last_result() const
{
    return session_->last_result;
}

bool Connection::answers()
{
    return root_dse().has_value();
}

std::string const& Connection::url() const
{
    return session_->url;
}

::ldap* Connection::handle() const
{
    return session_->handle.get();
}

}
