#include "directory/ldap/people.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

namespace {

// What a question to the server needs besides the connection.
struct Scene {
    AttributeMap attributes;
    std::string base;
};

Result<Scene> scene_of(LdapOptions const& options, RootDse const& server)
{
    auto const kind = options.kind == LdapKind::automatic ? server.kind : options.kind;
    auto attributes = AttributeMap::make(kind, options);
    if (!attributes) return tl::unexpected(attributes.error());
    auto base = options.base.empty() ? server.default_base : options.base;
    if (base.empty())
        return fail(Code::ad_unavailable, "The directory cannot be asked.",
            options.name + ": the server does not say what its base is; set it");
    return Scene { .attributes = *std::move(attributes), .base = std::move(base) };
}

// A right that our account does not have is, to who asked, one more reason why it cannot be told.
template <class Value> Result<Value> as_unavailable(Result<Value> result)
{
    if (!result) result.error().code = Code::ad_unavailable;
    return result;
}

Filter filter_of(PeopleQuery const& query, AttributeMap const& attributes)
{
    auto const population = query.with_accounts
        ? Filter::any_of({ attributes.people(), attributes.accounts() })
        : attributes.people();
    return Filter::all_of({ population, query.filter(attributes) });
}

// "dc=contoso,dc=com" as "contoso.com"; "" when the name is of another form.
std::string dns_domain_of(std::string_view dn)
{
    std::string domain;
    for (auto rest = dn; !rest.empty();) {
        auto const parts = base::split_once(rest, ',').value_or(base::Halves { rest, {} });
        auto const component = base::trim(parts.before);
        if (base::starts_with_ignoring_ascii_case(component, "dc="))
            domain.append(domain.empty() ? "" : ".").append(component.substr(3));
        rest = parts.after;
    }
    return base::fold_case(domain);
}

// crossRef objects say under which name a naming context goes by. MS-ADTS 6.1.1.2.1.
Result<std::optional<std::string>> netbios_name(Connection& connection, std::string const& naming_context)
{
    auto const root = connection.read("", { "configurationNamingContext" });
    if (!root) return tl::unexpected(root.error());
    auto const configuration = *root ? (*root)->value("configurationNamingContext") : std::nullopt;
    if (!configuration) return std::nullopt;
    std::optional<std::string> name;
    auto const end = connection.search(
        { .base = "CN=Partitions," + std::string(*configuration),
            .scope = Scope::one_level,
            .filter = Filter::all_of(
                { Filter::equals("objectClass", "crossRef"), Filter::equals("nCName", naming_context) }),
            .attributes = { "nETBIOSName" } },
        [&](LdapEntry&& entry) {
            if (auto const value = entry.value("nETBIOSName")) name = base::fold_case(*value);
            return true;
        });
    if (!end) return tl::unexpected(end.error());
    return name;
}

}

Result<FoundPeople> People::find(PeopleQuery const& query)
{
    return as_unavailable(pool_.ask([&](ConnectionPool::Lease& lease) -> Result<FoundPeople> {
        auto const scene = scene_of(options(), lease.server());
        if (!scene) return tl::unexpected(scene.error());
        FoundPeople found;
        auto const take = [&](LdapEntry&& entry) {
            auto read = read_entry(entry, scene->attributes, options());
            if (!read.person || (query.is_wanted && !query.is_wanted(read.person->entry.person))) return true;
            found.more = found.people.size() == query.most;
            if (!found.more) found.people.push_back(*std::move(read.person));
            return !found.more;
        };
        auto const end
            = lease->search({ .base = scene->base,
                                .filter = filter_of(query, scene->attributes),
                                .attributes = scene->attributes.requested(query.with_thumbnails, false),
                                .paged = true },
                take);
        if (!end) return tl::unexpected(end.error());
        found.more = found.more || end->more;
        return found;
    }));
}

Result<std::optional<MirrorEntry>> People::find(PersonId person, bool with_thumbnail)
{
    auto found = find({ .filter = [&](AttributeMap const& attributes) { return attributes.with_id(person); },
        .is_wanted = [&](Person const& one) { return one.id == person; },
        .with_thumbnails = with_thumbnail });
    if (!found) return tl::unexpected(found.error());
    if (found->people.empty()) return std::nullopt;
    return std::move(found->people.front());
}

Result<std::vector<Person>> People::read_all(std::vector<std::string> const& dns, std::size_t most)
{
    return as_unavailable(pool_.ask([&](ConnectionPool::Lease& lease) -> Result<std::vector<Person>> {
        auto const scene = scene_of(options(), lease.server());
        if (!scene) return tl::unexpected(scene.error());
        std::vector<Person> people;
        auto const take = [&](LdapEntry&& entry) {
            auto read = read_entry(entry, scene->attributes, options());
            if (read.person) people.push_back(std::move(read.person->entry.person));
            return true;
        };
        // TODO(perf): a question each; Active Directory would take many names at once.
        for (auto const& dn : dns) {
            if (people.size() == most) break;
            auto const end = lease->search({ .base = dn,
                                               .scope = Scope::base,
                                               .filter = scene->attributes.people(),
                                               .attributes = scene->attributes.requested(false, false) },
                take);
            if (!end) return tl::unexpected(end.error());
        }
        return people;
    }));
}

Result<std::vector<std::string>> People::members_of(std::string const& dn)
{
    return as_unavailable(pool_.ask([&](ConnectionPool::Lease& lease) -> Result<std::vector<std::string>> {
        auto const scene = scene_of(options(), lease.server());
        if (!scene) return tl::unexpected(scene.error());
        auto const names = scene->attributes.of("members");
        auto entry = lease->read(dn, { names.begin(), names.end() }, likeness::limits::members_per_group_max);
        if (!entry) return tl::unexpected(entry.error());
        std::vector<std::string> members;
        if (!*entry) return members;
        for (auto const& name : names)
            for (auto const& member : (*entry)->values(name)) members.push_back(member);
        return members;
    }));
}

Result<std::vector<std::string>> People::domain_names()
{
    return as_unavailable(pool_.ask([&](ConnectionPool::Lease& lease) -> Result<std::vector<std::string>> {
        auto const& naming_context = lease.server().default_base;
        auto const domain = dns_domain_of(naming_context.empty() ? options().base : naming_context);
        std::vector<std::string> names;
        if (!domain.empty()) names = { domain, domain.substr(0, domain.find('.')) };
        if (lease.server().kind != LdapKind::active_directory) return names;
        auto netbios = netbios_name(*lease, naming_context);
        if (!netbios) return tl::unexpected(netbios.error());
        // It need not be the first label of the DNS domain, which then is nobody's name.
        if (*netbios) names = { domain, **netbios };
        return names;
    }));
}

}
