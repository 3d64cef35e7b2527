#include "service/find_names.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "service/find_visible.hpp"
#include "service/legacy_dn.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

using Form = UnresolvedEntry::Form;

NameHits hits_of(std::vector<Person>&& people)
{
    auto const kept = std::make_shared<std::vector<Person> const>(std::move(people));
    NameHits hits { .owner = kept };
    hits.hits.reserve(kept->size());
    for (auto const& person : *kept)
        hits.hits.push_back({ .id = person.id,
            .kind = person.kind,
            .name = person.display_name,
            .address = person.primary_address().text() });
    return hits;
}

bool has_proxy(Person const& person, std::string_view folded)
{
    auto const is_it = [&](std::string_view proxy) { return base::fold_case(proxy) == folded; };
    return std::ranges::any_of(person.addresses, [&](EmailAddress const& address) {
        return is_it("smtp:" + address.text());
    }) || std::ranges::any_of(person.other_proxies, is_it);
}

std::optional<EmailAddress> address_in(std::string_view text)
{
    if (!text.contains('@')) return std::nullopt;
    auto address = EmailAddress::parse(text);
    return address ? std::optional(std::move(*address)) : std::nullopt;
}

class NameLookup {
public:
    NameLookup(Principal const& caller, PeoplePorts const& ports, std::size_t most)
        : caller_(caller)
        , ports_(ports)
        , most_(most)
    {
    }

    Result<FoundNames> by_part(std::string_view text)
    {
        // An address is its owner's alone, though another's may begin with it; of secondary ones, the beginning is looked
        // for only where its kind stands before it.
        if (auto const address = address_in(text)) {
            auto owner = visible_to(caller_, ports_.directory().find(*address));
            if (!owner) return tl::unexpected(owner.error());
            if (*owner) return certain(std::move(**owner));
        }
        return search({ .text = std::string(text), .whole = false });
    }

    Result<FoundNames> by_whole(std::string_view text)
    {
        return search({ .text = std::string(text), .whole = true });
    }

    Result<FoundNames> by_proxy(std::string_view text)
    {
        constexpr std::string_view smtp = "smtp:";
        if (base::starts_with_ignoring_ascii_case(text, smtp))
            if (auto const address = address_in(text.substr(smtp.size()))) {
                auto owner = visible_to(caller_, ports_.directory().find(*address));
                if (!owner) return tl::unexpected(owner.error());
                if (*owner) return certain(std::move(**owner));
            }
        return with_proxy(text, ProxyMatch::prefix);
    }

    Result<FoundNames> by_legacy_dn(std::string_view text)
    {
        auto const id = person_of_legacy_dn(text);
        if (!id) return with_proxy("x500:" + std::string(text), ProxyMatch::whole);
        auto person = visible_to(caller_, ports_.directory().find(*id));
        if (!person) return tl::unexpected(person.error());
        if (!*person) return FoundNames {};
        return certain(std::move(**person));
    }

private:
    static FoundNames certain(Person&& person)
    {
        std::vector<Person> one;
        one.push_back(std::move(person));
        return { hits_of(std::move(one)), true };
    }

    Result<FoundNames> search(NameQuery const& query)
    {
        return ports_.names.search(query, most_).map([](NameHits&& hits) {
            return FoundNames { std::move(hits), false };
        });
    }

    Result<FoundNames> with_proxy(std::string_view proxy, ProxyMatch match)
    {
        auto people = ports_.directory().find_by_proxy(proxy, match, most_ + 1);
        if (!people) return tl::unexpected(people.error());
        bool const more = people->size() > most_;
        if (more) people->resize(most_, people->front());
        put_in_order(*people, proxy);
        FoundNames found { hits_of(std::move(*people)), false };
        found.names.more = more;
        return found;
    }

    static void put_in_order(std::vector<Person>& people, std::string_view proxy)
    {
        auto const folded = base::fold_case(proxy);
        auto const key = [&](Person const& person) {
            return std::pair(!has_proxy(person, folded), base::fold_name(person.display_name));
        };
        std::ranges::stable_sort(people, {}, key);
    }

    Principal const& caller_;
    PeoplePorts const& ports_;
    std::size_t most_;
};

}

Result<FoundNames> find_names(
    UnresolvedEntry const& entry, Principal const& caller, PeoplePorts const& ports, std::size_t most)
{
    NameLookup lookup(caller, ports, most);
    switch (entry.form) {
    case Form::part: return lookup.by_part(entry.text);
    case Form::whole: return lookup.by_whole(entry.text);
    case Form::proxy: return lookup.by_proxy(entry.text);
    case Form::legacy_dn: return lookup.by_legacy_dn(entry.text);
    }
    return FoundNames {};
}

}
