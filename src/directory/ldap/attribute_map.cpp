#include "directory/ldap/attribute_map.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>

namespace likeness::directory::ldap {

namespace {

// Attributes in order, a blank between two.
struct Defaults {
    std::string_view key;
    std::string_view active_directory;
    std::string_view other;
};

// spec/directory.md 4 for Active Directory; RFC 4519, RFC 2798 (inetOrgPerson) and RFC 4524 for others.
constexpr Defaults defaults[] = {
    { "name", "displayName cn", "displayName cn" },
    { "given_name", "givenName", "givenName" },
    { "surname", "sn", "sn" },
    { "alias", "mailNickname sAMAccountName", "uid" },
    { "company", "company", "o" },
    { "department", "department", "departmentNumber ou" },
    { "title", "title", "title" },
    { "office", "physicalDeliveryOfficeName", "roomNumber physicalDeliveryOfficeName" },
    { "phone", "telephoneNumber", "telephoneNumber" },
    { "initials", "initials", "initials" },
    { "culture", "msExchUserCulture", "preferredLanguage" },
    { "street", "streetAddress", "street" },
    { "city", "l", "l" },
    { "state", "st", "st" },
    { "country", "co", "co c" },
    { "postal_code", "postalCode", "postalCode" },
    { "home_phone", "homePhone", "homePhone" },
    { "mobile_phone", "mobile", "mobile" },
    { "pager", "pager", "pager" },
    { "fax", "facsimileTelephoneNumber", "facsimileTelephoneNumber" },
    { "assistant", "msExchAssistantName", "" },
    { "assistant_phone", "telephoneAssistant", "" },
    { "phonetic_name", "msDS-PhoneticDisplayName", "" },
    { "phonetic_given_name", "msDS-PhoneticFirstName", "" },
    { "phonetic_surname", "msDS-PhoneticLastName", "" },
    { "notes", "info", "description" },
    { "id", "objectGUID", "entryUUID" },
    { "mail", "mail", "mail" },
    { "proxy_addresses", "proxyAddresses", "proxyAddresses mailAlternateAddress" },
    { "principal_name", "userPrincipalName", "" },
    { "legacy_exchange_dn", "legacyExchangeDN", "" },
    { "hidden", "msExchHideFromAddressLists", "" },
    { "manager", "manager", "manager" },
    { "members", "member", "member uniqueMember" },
    { "login", "sAMAccountName userPrincipalName", "uid" },
};

std::string_view thumbnails_of(LdapKind kind)
{
    // RFC 2798 says to ask for jpegPhoto as it is; servers that follow RFC 4522 name it with ";binary".
    if (kind == LdapKind::active_directory) return "thumbnailPhoto jpegPhoto photo";
    return "thumbnailPhoto jpegPhoto jpegPhoto;binary photo";
}

std::vector<std::string> split(std::string_view names)
{
    std::vector<std::string> all;
    while (auto const parts = base::split_once(names, ' ')) {
        all.emplace_back(parts->before);
        names = parts->after;
    }
    if (!names.empty()) all.emplace_back(names);
    return all;
}

Result<void> check_names(std::string_view key, std::vector<std::string> const& names)
{
    for (auto const& name : names)
        if (!is_attribute_description(name))
            return fail(Code::invalid_request,
                "\"" + name + "\" is no name of an attribute (for " + std::string(key) + ").");
    return {};
}

Filter with_any_class(std::initializer_list<std::string_view> names)
{
    std::vector<Filter> classes;
    for (auto const name : names) classes.push_back(Filter::equals("objectClass", name));
    return Filter::any_of(classes);
}

// objectCategory is indexed in Active Directory, and leaves out computers, which are of the class user.
Filter are_persons(LdapKind kind)
{
    if (kind == LdapKind::active_directory) return Filter::equals("objectCategory", "person");
    return with_any_class({ "person", "inetOrgPerson", "posixAccount", "account" });
}

Filter are_groups(LdapKind kind)
{
    if (kind == LdapKind::active_directory) return Filter::equals("objectCategory", "group");
    return with_any_class({ "groupOfNames", "groupOfUniqueNames", "mailGroup" });
}

void append_new(std::vector<std::string>& names, std::span<std::string const> more)
{
    for (auto const& name : more)
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

// The first three groups of a GUID are numbers, of which the low byte comes first. MS-DTYP 2.3.4.2.
constexpr std::array<std::size_t, 16> object_guid_order { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14,
    15 };

}

std::vector<std::string_view> attribute_keys()
{
    std::vector<std::string_view> keys;
    for (auto const& one : defaults) keys.push_back(one.key);
    return keys;
}

AttributeMap::AttributeMap(LdapKind kind)
    : kind_(kind)
    , people_(Filter::present("objectClass"))
    , accounts_(people_)
{
}

Result<AttributeMap> AttributeMap::make(LdapKind kind, LdapOptions const& options)
{
    AttributeMap map(kind);
    for (auto const& one : defaults)
        map.attributes_.emplace(
            one.key, split(kind == LdapKind::active_directory ? one.active_directory : one.other));
    map.thumbnails_
        = options.thumbnail_attributes.empty() ? split(thumbnails_of(kind)) : options.thumbnail_attributes;
    if (auto const checked = check_names("the thumbnail", map.thumbnails_); !checked)
        return tl::unexpected(checked.error());

    for (auto const& [key, names] : options.attributes) {
        auto const found = map.attributes_.find(key);
        if (found == map.attributes_.end())
            return fail(Code::invalid_request, "There is no field \"" + key + "\" to read an attribute for.");
        if (auto const checked = check_names(key, names); !checked) return tl::unexpected(checked.error());
        found->second = names;
    }
    if (map.of("id").empty() || (map.of("mail").empty() && map.of("proxy_addresses").empty()))
        return fail(Code::invalid_request, "Attributes are needed for id, and for mail or proxy_addresses.");

    Result<Filter> const own = options.filter.empty() ? Filter::all_of({}) : Filter::parse(options.filter);
    if (!own) return tl::unexpected(own.error());
    map.people_
        = Filter::all_of({ Filter::any_of({ are_persons(kind), are_groups(kind) }), map.takes_mail(), *own });
    map.accounts_ = Filter::all_of({ are_persons(kind), *own });
    return map;
}

std::span<std::string const> AttributeMap::of(std::string_view key) const
{
    auto const found = attributes_.find(key);
    if (found == attributes_.end()) return {};
    return found->second;
}

std::vector<std::string> AttributeMap::requested(bool with_thumbnails, bool with_members) const
{
    std::vector<std::string> names { "objectClass",
        kind_ == LdapKind::active_directory ? "whenChanged" : "modifyTimestamp" };
    for (auto const& [key, attributes] : attributes_)
        if (with_members || key != "members") append_new(names, attributes);
    if (with_thumbnails) append_new(names, thumbnails_);
    return names;
}

Filter AttributeMap::takes_mail() const
{
    std::vector<Filter> parts;
    for (auto const key : { "mail", "proxy_addresses" })
        for (auto const& name : of(key)) parts.push_back(Filter::present(name));
    return Filter::any_of(parts);
}

Filter AttributeMap::with_id(PersonId const& id) const
{
    std::vector<Filter> parts;
    for (auto const& name : of("id"))
        parts.push_back(Filter::equals(
            name, kind_ == LdapKind::active_directory ? object_guid_of(id) : base::to_string(id)));
    return Filter::any_of(parts);
}

std::optional<base::Guid> guid_from_object_guid(std::string_view bytes)
{
    base::Guid guid;
    if (bytes.size() != guid.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < guid.bytes.size(); ++i)
        guid.bytes[i] = static_cast<std::byte>(bytes[object_guid_order[i]]);
    return guid;
}

std::string object_guid_of(base::Guid const& guid)
{
    std::string bytes(guid.bytes.size(), '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[object_guid_order[i]] = static_cast<char>(guid.bytes[i]);
    return bytes;
}

}
