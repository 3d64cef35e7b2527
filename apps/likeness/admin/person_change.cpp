#include "apps/likeness/admin/person_change.hpp"

#include "base/ascii.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace likeness::app {

namespace {

auto refused(std::string message)
{
    return fail(Code::invalid_request, std::move(message));
}

bool is_control(char letter)
{
    auto const code = static_cast<unsigned char>(letter);
    return code < 0x20 || code == 0x7F;
}

Result<void> judge_field(std::string_view name, std::string const& text)
{
    if (text.size() > limits::person_field_bytes_max)
        return refused(fmt::format("{} has more than {} bytes", name, limits::person_field_bytes_max));
    if (!base::is_utf8(text)) return refused(fmt::format("{} is not UTF-8", name));
    if (std::ranges::any_of(text, is_control))
        return refused(fmt::format("{} has a line end or another control character in it", name));
    return {};
}

Result<void> change_fields(Person& person, PersonChange const& change)
{
    for (std::size_t i = 0; i < person_fields.size(); ++i) {
        if (!change.fields[i]) continue;
        if (auto const judged = judge_field(person_fields[i].name, *change.fields[i]); !judged) return judged;
        person.*person_fields[i].member = *change.fields[i];
    }
    if (person.display_name.empty()) return refused("the name is missing: address lists need one");
    return {};
}

// An address that is there already is no error: lists from elsewhere often repeat the primary one.
void add_address(std::vector<EmailAddress>& addresses, EmailAddress address)
{
    if (std::ranges::find(addresses, address) == addresses.end()) addresses.push_back(std::move(address));
}

Result<void> change_addresses(Person& person, PersonChange const& change)
{
    auto const primary
        = change.primary_address ? EmailAddress::parse(*change.primary_address) : person.primary_address();
    if (!primary) return tl::unexpected(primary.error());

    std::vector<EmailAddress> addresses { *primary };
    if (!change.other_addresses)
        for (auto& address : person.addresses) add_address(addresses, std::move(address));
    for (auto const& text : change.other_addresses.value_or(std::vector<std::string> {})) {
        if (text.empty()) continue;
        auto address = EmailAddress::parse(text);
        if (!address) return tl::unexpected(address.error());
        add_address(addresses, std::move(*address));
    }
    if (addresses.size() > limits::addresses_per_person_max)
        return refused(fmt::format("there are more than {} addresses", limits::addresses_per_person_max));
    person.addresses = std::move(addresses);
    return {};
}

// "sip:sadie@contoso.com". Those of mail are addresses, which are kept apart.
Result<void> judge_proxy(std::string const& proxy)
{
    auto const kind = base::split_once(proxy, ':');
    if (!kind || kind->before.empty())
        return refused(fmt::format("the proxy address {} names no kind, as sip:... does", proxy));
    if (base::equals_ignoring_ascii_case(kind->before, "smtp"))
        return refused(fmt::format("{} is an address like any other: give it as one", proxy));
    return judge_field("a proxy address", proxy);
}

Result<void> change_proxies(Person& person, PersonChange const& change)
{
    if (!change.other_proxies) return {};
    person.other_proxies.clear();
    for (auto const& proxy : *change.other_proxies) {
        if (proxy.empty()) continue;
        if (auto const judged = judge_proxy(proxy); !judged) return judged;
        person.other_proxies.push_back(proxy);
    }
    if (person.other_proxies.size() > limits::other_proxies_per_person_max)
        return refused(
            fmt::format("there are more than {} proxy addresses", limits::other_proxies_per_person_max));
    return {};
}

Result<void> change_members(PersonLinks& links, std::vector<std::string> const& members)
{
    if (members.size() > limits::members_per_group_max)
        return refused(fmt::format("there are more than {} members", limits::members_per_group_max));
    links.members.clear();
    for (auto const& text : members) {
        if (text.empty()) continue;
        auto const address = EmailAddress::parse(text);
        if (!address) return tl::unexpected(address.error());
        links.members.push_back(address->folded());
    }
    return {};
}

Result<void> change_manager(PersonLinks& links, std::string const& text)
{
    links.manager.clear();
    if (text.empty()) return {};
    return EmailAddress::parse(text).map(
        [&](EmailAddress const& address) { links.manager = address.folded(); });
}

}

bool PersonChange::is_empty() const
{
    return std::ranges::none_of(fields, [](auto const& field) { return field.has_value(); })
        && !other_addresses && !primary_address && !visibility && !kind && !other_proxies && !manager
        && !members && !thumbnail;
}

Result<Person> changed(Person person, PersonChange const& change)
{
    if (auto const done = change_fields(person, change); !done) return tl::unexpected(done.error());
    if (auto const done = change_addresses(person, change); !done) return tl::unexpected(done.error());
    if (auto const done = change_proxies(person, change); !done) return tl::unexpected(done.error());
    if (change.visibility) person.visibility = *change.visibility;
    if (change.kind) person.kind = *change.kind;
    return person;
}

Result<std::optional<PersonLinks>> changed(PersonLinks links, PersonChange const& change)
{
    if (!change.manager && !change.members) return std::nullopt;
    if (change.manager)
        if (auto const done = change_manager(links, *change.manager); !done)
            return tl::unexpected(done.error());
    if (change.members)
        if (auto const done = change_members(links, *change.members); !done)
            return tl::unexpected(done.error());
    return links;
}

Person blank_person(EmailAddress const& email)
{
    Person person { .id = base::random_guid(), .addresses = { email } };
    return person;
}

Result<std::vector<std::byte>> read_thumbnail(std::string const& file)
{
    auto bytes = base::read_file(file, limits::thumbnail_bytes_max);
    if (bytes) return std::move(*bytes);
    if (bytes.error() == std::errc::file_too_large)
        return fail(Code::data_size_limit_exceeded,
            fmt::format(
                "the thumbnail {} has more than {} bytes; `likeness admin photo set` takes large pictures",
                file, limits::thumbnail_bytes_max));
    return refused(fmt::format("the thumbnail {} cannot be read: {}", file, bytes.error().message()));
}

}
