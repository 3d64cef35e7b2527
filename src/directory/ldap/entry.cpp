#include "directory/ldap/entry.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"
#include "core/picture_type.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

namespace likeness::directory::ldap {

namespace {

namespace core_limits = likeness::limits;

constexpr std::string_view smtp_prefix = "smtp:";

// Cuts `text` to at most `bytes_max`, between two letters.
void cut(std::string& text, std::size_t bytes_max)
{
    auto is_inner_byte
        = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
    auto end = bytes_max;
    while (end > 0 && is_inner_byte(end)) --end;
    text.resize(end);
}

// "20261127101530Z", "20261127101530.0Z"; the start of 1970 for anything else. RFC 4517, 3.3.13.
base::Seconds time_in(std::string_view text)
{
    constexpr std::array<std::size_t, 6> widths { 4, 2, 2, 2, 2, 2 };
    std::array<int, 6> parts {};
    for (std::size_t i = 0, at = 0; i < widths.size(); at += widths[i], ++i) {
        auto const digits = text.substr(std::min(at, text.size()), widths[i]);
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), parts[i]);
        if (digits.size() != widths[i] || error != std::errc() || end != digits.data() + digits.size())
            return {};
    }
    auto const day = std::chrono::year(parts[0]) / parts[1] / parts[2];
    if (!day.ok()) return {};
    return std::chrono::sys_days(day) + std::chrono::hours(parts[3]) + std::chrono::minutes(parts[4])
        + std::chrono::seconds(parts[5]);
}

RecipientKind kind_of(LdapEntry const& entry)
{
    auto const is_any = [&](std::initializer_list<std::string_view> names) {
        return std::ranges::any_of(entry.values("objectClass"), [&](std::string const& one) {
            return std::ranges::any_of(
                names, [&](std::string_view name) { return base::equals_ignoring_ascii_case(one, name); });
        });
    };
    if (is_any({ "group", "groupOfNames", "groupOfUniqueNames", "mailGroup", "posixGroup" }))
        return RecipientKind::group;
    return is_any({ "contact" }) ? RecipientKind::contact : RecipientKind::mailbox;
}

// Reads one entry; collects what could not be used of it.
class EntryReader {
public:
    EntryReader(LdapEntry const& entry, AttributeMap const& attributes, LdapOptions const& options)
        : entry_(entry)
        , attributes_(attributes)
        , options_(options)
    {
    }

    ReadEntry read() &&
    {
        auto const id = id_of(entry_, attributes_);
        if (!id) return left_out("it has no id that can be read");
        read_addresses();
        if (person_.addresses.empty()) return left_out("it has no address of mail that can be used");
        person_.id = *id;
        person_.source = options_.name;
        person_.kind = kind_of(entry_);
        person_.visibility = is_hidden() ? Visibility::hidden : Visibility::visible;
        read_fields();
        auto links = read_links();
        auto thumbnail = read_thumbnail();
        return { .person = MirrorEntry { .entry = { .person = std::move(person_),
                                             .thumbnail = std::move(thumbnail),
                                             .links = std::move(links) },
                     .dn = entry_.dn },
            .reports = std::move(reports_) };
    }

private:
    void report(std::string_view what)
    {
        auto text = "\"" + entry_.dn + "\": ";
        text += what;
        // An attribute may be looked at twice.
        if (std::ranges::find(reports_, text) == reports_.end()) reports_.push_back(std::move(text));
    }

    ReadEntry left_out(std::string_view why)
    {
        report(std::string("left out, for ") += why);
        return { .person = std::nullopt, .reports = std::move(reports_) };
    }

    // The values of a key that are text, of all of its attributes.
    std::vector<std::string_view> texts(std::string_view key)
    {
        std::vector<std::string_view> texts;
        for (auto const& name : attributes_.of(key))
            for (auto const& value : entry_.values(name))
                if (base::is_utf8(value))
                    texts.push_back(value);
                else
                    report(name + " has a value that is not UTF-8, which was left out");
        return texts;
    }

    // The first one; "" when there is none.
    std::string_view text(std::string_view key)
    {
        auto const all = texts(key);
        return all.empty() ? std::string_view() : all.front();
    }

    bool is_hidden() { return base::equals_ignoring_ascii_case(text("hidden"), "TRUE"); }

    void read_fields()
    {
        for (auto const& field : person_fields) {
            auto& value = person_.*field.member;
            value = text(field.name);
            if (value.size() <= core_limits::person_field_bytes_max) continue;
            cut(value, core_limits::person_field_bytes_max);
            report(std::string(field.name) += " was cut to " + std::to_string(value.size()) + " bytes");
        }
    }

    void read_addresses()
    {
        auto const proxies = texts("proxy_addresses");
        for (auto const proxy : proxies)
            if (proxy.starts_with("SMTP:")) add_address(proxy);
        if (person_.addresses.empty()) add_mail();
        for (auto const proxy : proxies) add_proxy(proxy);
        add_mail();
        // Names of principals need not be addresses: nothing is wrong with one that is none.
        for (auto const name : texts("principal_name"))
            if (EmailAddress::parse(name)) add_address(name);
        if (auto const dn = text("legacy_exchange_dn"); !dn.empty())
            add_other_proxy(std::string("X500:") += dn);
        if (left_out_addresses_ > 0)
            report(std::to_string(left_out_addresses_) + " addresses are past the limit and were left out");
    }

    void add_mail()
    {
        for (auto const address : texts("mail")) add_address(address);
    }

    void add_proxy(std::string_view proxy)
    {
        bool const has_prefix = proxy.contains(':');
        if (!has_prefix || base::starts_with_ignoring_ascii_case(proxy, smtp_prefix))
            add_address(proxy);
        else
            add_other_proxy(std::string(proxy));
    }

    void add_address(std::string_view text)
    {
        auto address = EmailAddress::parse(text);
        if (!address)
            report("an address that is none was left out");
        else if (person_.has(*address))
            return;
        else if (person_.addresses.size() == core_limits::addresses_per_person_max)
            ++left_out_addresses_;
        else
            person_.addresses.push_back(*std::move(address));
    }

    void add_other_proxy(std::string proxy)
    {
        auto& proxies = person_.other_proxies;
        if (std::ranges::find(proxies, proxy) != proxies.end()) return;
        if (proxies.size() == core_limits::other_proxies_per_person_max
            || proxy.size() > core_limits::person_field_bytes_max)
            ++left_out_addresses_;
        else
            proxies.push_back(std::move(proxy));
    }

    PersonLinks read_links()
    {
        PersonLinks links { .manager = std::string(text("manager")) };
        for (auto const member : texts("members")) {
            if (links.members.size() == core_limits::members_per_group_max) {
                report("members past the limit were left out");
                break;
            }
            links.members.emplace_back(member);
        }
        return links;
    }

    std::optional<Photo> read_thumbnail()
    {
        for (auto const& name : attributes_.thumbnails())
            for (auto const& value : entry_.values(name))
                if (auto const type = type_of(name, value)) return photo_of(value, *type);
        return std::nullopt;
    }

    // Nullopt, and a report, for what cannot be served.
    std::optional<PictureType> type_of(std::string const& name, std::string_view value)
    {
        auto const type = sniff_picture(base::as_bytes(value));
        if (value.size() > core_limits::thumbnail_bytes_max)
            report(name + " is longer than " + std::to_string(core_limits::thumbnail_bytes_max) + " bytes");
        else if (!type || !clients_show(*type))
            report(name + " is no JPEG, PNG, GIF or BMP picture");
        else
            return type;
        return std::nullopt;
    }

    Photo photo_of(std::string_view value, PictureType type) const
    {
        assert(options_.entity_tag);
        auto const bytes = base::as_bytes(value);
        auto const changed = entry_.value(
            attributes_.kind() == LdapKind::active_directory ? "whenChanged" : "modifyTimestamp");
        return { .content_type = std::string(content_type_of(type)),
            .etag = options_.entity_tag(person_.id, bytes),
            .changed_at = time_in(changed.value_or("")),
            .bytes = base::copy_of(bytes) };
    }

    LdapEntry const& entry_;
    AttributeMap const& attributes_;
    LdapOptions const& options_;
    Person person_;
    std::size_t left_out_addresses_ = 0;
    std::vector<std::string> reports_;
};

}

ReadEntry read_entry(LdapEntry const& entry, AttributeMap const& attributes, LdapOptions const& options)
{
    return EntryReader(entry, attributes, options).read();
}

std::optional<PersonId> id_of(LdapEntry const& entry, AttributeMap const& attributes)
{
    for (auto const& name : attributes.of("id"))
        if (auto const value = entry.value(name))
            return attributes.kind() == LdapKind::active_directory ? guid_from_object_guid(*value)
                                                                   : base::parse_guid(*value);
    return std::nullopt;
}

}
