// `admin person`: who there is.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/admin/person_change.hpp"
#include "apps/likeness/admin/person_json.hpp"
#include "apps/likeness/messages.hpp"
#include "core/limits.hpp"
#include "core/recipient_kind.hpp"
#include "service/entity_tag.hpp"
#include "service/thumbnail.hpp"

#include <cstdio>

namespace likeness::app {

namespace {

struct PersonOptions {
    DataOptions data;
    std::string email;
    PersonChange change;
    bool json = false;
};

void declare_list(CLI::App& command, PersonOptions& options)
{
    declare(command, options.data);
    command.add_flag("--json", options.json, "Print JSON, an object a person");
}

void declare_email(CLI::App& command, PersonOptions& options)
{
    command.add_option("EMAIL", options.email, "The person's address")->required()->type_name("");
    declare(command, options.data);
}

void declare_show(CLI::App& command, PersonOptions& options)
{
    command.add_option("EMAIL", options.email, "The person's address")->required()->type_name("");
    declare_list(command, options);
}

std::string flag_of(PersonField const& field)
{
    auto flag = "--" + std::string(field.name);
    std::ranges::replace(flag, '_', '-');
    return flag;
}

// Taken by functions and not into variables, since an empty text is a value here: it clears.
CLI::Option& add_text(
    CLI::App& command, std::string const& flag, std::optional<std::string>& into, std::string const& meaning)
{
    return *command
                .add_option_function<std::string>(
                    flag, [&into](std::string const& text) { into = text; }, meaning)
                ->type_name("TEXT");
}

CLI::Option& add_list(CLI::App& command, std::string const& flag,
    std::optional<std::vector<std::string>>& into, std::string const& meaning)
{
    return *command
                .add_option_function<std::vector<std::string>>(
                    flag, [&into](auto const& texts) { into = texts; }, meaning)
                ->type_name("ADDR")
                ->allow_extra_args(false);
}

// What fewer people need stands in a part of the help of its own.
constexpr auto more_fields = "More about them";
constexpr std::string_view last_common_field = "phone";

void declare_texts(CLI::App& command, PersonChange& change)
{
    bool is_common = true;
    for (std::size_t i = 0; i < person_fields.size(); ++i) {
        auto& option = add_text(
            command, flag_of(person_fields[i]), change.fields[i], std::string(person_fields[i].meaning));
        if (!is_common) option.group(more_fields);
        is_common = is_common && person_fields[i].name != last_common_field;
    }
}

void declare_kind(CLI::App& command, PersonChange& change)
{
    command
        .add_option_function<std::string>(
            "--kind", [&change](std::string const& text) { change.kind = recipient_kind_from(text); },
            "mailbox, group (a distribution list) or contact (somebody elsewhere)")
        ->type_name("KIND")
        ->check(CLI::IsMember({ "mailbox", "group", "contact" }).description(""))
        ->group(more_fields);
}

void declare_links(CLI::App& command, PersonChange& change)
{
    add_text(command, "--manager", change.manager, "The manager's address")
        .group(more_fields)
        ->type_name("ADDR");
    add_list(command, "--member", change.members, "A member of the group; repeat it for all. \"\" means none")
        .group(more_fields);
    add_list(command, "--proxy", change.other_proxies,
        "A proxy address that is none of mail, as sip:...; repeat it for all. \"\" means none")
        .group(more_fields)
        ->type_name("PROXY");
}

void declare_fields(CLI::App& command, PersonOptions& options)
{
    declare_email(command, options);
    declare_texts(command, options.change);
    declare_kind(command, options.change);
    declare_links(command, options.change);
    add_list(command, "--address", options.change.other_addresses,
        "Another address of theirs; repeat it for several. \"\" means none");
    add_text(command, "--thumbnail", options.change.thumbnail,
        "The directory's small picture of them, kept as it is: JPEG, PNG, GIF or BMP")
        .type_name("FILE");
    command.add_flag_callback(
        "--hidden", [&options] { options.change.visibility = Visibility::hidden; },
        "Nobody but admins sees them");
}

void declare_add(CLI::App& command, PersonOptions& options)
{
    declare_fields(command, options);
    command.get_option("--name")->required();
}

void declare_set(CLI::App& command, PersonOptions& options)
{
    declare_fields(command, options);
    command
        .add_flag_callback(
            "--visible", [&options] { options.change.visibility = Visibility::visible; }, "Undoes --hidden")
        ->excludes("--hidden");
    add_text(command, "--email", options.change.primary_address,
        "A new primary address; the old one stays as another one, unless --address says otherwise")
        .type_name("ADDR");
}

Result<std::optional<Photo>> make_thumbnail(
    PersonId const& person, PersonChange const& change, storage::DataDirectory& directory)
{
    if (!change.thumbnail) return std::nullopt;
    auto const bytes = read_thumbnail(*change.thumbnail);
    if (!bytes) return tl::unexpected(bytes.error());
    return service::thumbnail_from(person, *bytes, service::EntityTags(directory.key()), SystemClock());
}

Result<PersonEntry> make_entry(Person before, PersonChange const& change, storage::DataDirectory& directory)
{
    auto person = changed(std::move(before), change);
    if (!person) return tl::unexpected(person.error());
    auto thumbnail = make_thumbnail(person->id, change, directory);
    if (!thumbnail) return tl::unexpected(thumbnail.error());
    auto links = directory.people().links(person->id).and_then([&](PersonLinks&& before_it) {
        return changed(std::move(before_it), change);
    });
    if (!links) return tl::unexpected(links.error());
    return PersonEntry { std::move(*person), std::move(*thumbnail), std::move(*links) };
}

Result<void> add_person(PersonOptions const& options)
{
    auto const email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(email.error());
    auto const data = open_data(options.data, storage::OpenMode::create);
    if (!data) return tl::unexpected(data.error());
    auto const entry = make_entry(blank_person(*email), options.change, *data->directory);
    if (!entry) return tl::unexpected(entry.error());
    return data->directory->people().add(*entry);
}

// For the commands about one person who is there. `work` takes the person and the open data.
template <class Work> Result<void> with_person(PersonOptions const& options, Work&& work)
{
    auto const email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(email.error());
    auto const data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return tl::unexpected(data.error());
    auto const person = find_person(data->directory->people(), *email);
    if (!person) return tl::unexpected(person.error());
    return work(*person, *data->directory);
}

Result<void> set_person(PersonOptions const& options)
{
    if (options.change.is_empty())
        return fail(Code::invalid_request, "there is nothing to set: name a field, as in --title Manager");
    return with_person(options, [&](Person const& person, storage::DataDirectory& directory) -> Result<void> {
        auto const entry = make_entry(person, options.change, directory);
        if (!entry) return tl::unexpected(entry.error());
        return directory.people().update(*entry);
    });
}

void print_row(std::string_view name, std::string_view text)
{
    if (!text.empty()) fmt::print("{:<19}  {}\n", name, printable(text));
}

// Whom a person points to, by address. A directory elsewhere names them otherwise: there it is who was found.
Result<PersonLinks> links_of(Person const& person, LocalDirectory& people)
{
    if (person.source.empty()) return people.links(person.id);
    auto const manager = people.find_related(person.id, Relation::manager, 1);
    if (!manager) return tl::unexpected(manager.error());
    auto const members = people.find_related(person.id, Relation::members, limits::members_per_group_max);
    if (!members) return tl::unexpected(members.error());
    PersonLinks links;
    if (!manager->empty()) links.manager = manager->front().primary_address().text();
    for (auto const& member : *members) links.members.push_back(member.primary_address().text());
    return links;
}

void print_person(Person const& person, PersonLinks const& links)
{
    print_row("email", person.primary_address().text());
    for (auto const& field : person_fields) print_row(field.name, person.*field.member);
    for (std::size_t i = 1; i < person.addresses.size(); ++i)
        print_row("address", person.addresses[i].text());
    for (auto const& proxy : person.other_proxies) print_row("proxy", proxy);
    print_row("manager", links.manager);
    for (auto const& member : links.members) print_row("member", member);
    if (person.kind != RecipientKind::mailbox) print_row("kind", name_of(person.kind));
    if (person.visibility == Visibility::hidden) print_row("hidden", "true");
    print_row("source", person.source);
    print_row("id", base::to_string(person.id));
}

void print_line(Person const& person)
{
    fmt::print("{:<32}  {}{}\n", printable(person.primary_address().text()), printable(person.display_name),
        person.visibility == Visibility::hidden ? "  (hidden)" : "");
}

Result<void> list_people(PersonOptions const& options)
{
    auto const data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return tl::unexpected(data.error());
    auto& people = data->directory->people();
    Result<void> printed;
    auto const visited = people.for_each([&](Person const& person) {
        if (options.json)
            printed = links_of(person, people).map([&](PersonLinks const& links) {
                fmt::print("{}\n", person_json(person, links));
            });
        else
            print_line(person);
        return printed && std::ferror(stdout) == 0;
    });
    return visited ? printed : visited;
}

ExitCode run_add(PersonOptions const& options)
{
    return finish("add " + options.email, add_person(options));
}

ExitCode run_set(PersonOptions const& options)
{
    return finish("change " + options.email, set_person(options));
}

ExitCode run_show(PersonOptions const& options)
{
    return finish("show " + options.email,
        with_person(options, [&](Person const& person, storage::DataDirectory& directory) {
            return links_of(person, directory.people()).map([&](PersonLinks const& links) {
                if (options.json)
                    fmt::print("{}\n", person_json(person, links));
                else
                    print_person(person, links);
            });
        }));
}

ExitCode run_list(PersonOptions const& options)
{
    return finish("list the people", list_people(options));
}

ExitCode run_remove(PersonOptions const& options)
{
    return finish("remove " + options.email,
        with_person(options, [](Person const& person, storage::DataDirectory& directory) {
            return directory.people().remove(person.id);
        }));
}

}

void add_admin_person(CLI::App& admin, Command& chosen)
{
    auto& person = add_group(admin,
        { .name = "person",
            .does = "Who there is: the local directory",
            .examples = "  likeness admin person add sadie@contoso.com --name \"Sadie Daniels\" --data DIR\n"
                        "  likeness admin person import people.csv --data DIR\n" });
    add_command<PersonOptions>(person, chosen,
        { .name = "add",
            .does = "Add a person, making the data directory where there is none",
            .examples
            = "  likeness admin person add sadie@contoso.com --name \"Sadie Daniels\" --given-name Sadie \\\n"
              "      --surname Daniels --alias sadie --title Manager --data /var/lib/likeness\n"
              "  likeness admin person add hope@contoso.com --name \"Hope Gross\" \\\n"
              "      --address hope.gross@contoso.com --address h.gross@contoso.com --thumbnail hope.jpg\n" },
        declare_add, run_add);
    add_command<PersonOptions>(person, chosen,
        { .name = "set",
            .does = "Change a person: what is named changes, the rest stays, \"\" clears",
            .examples = "  likeness admin person set sadie@contoso.com --title Director --phone \"\"\n"
                        "  likeness admin person set sadie@contoso.com --address s.daniels@contoso.com\n"
                        "  likeness admin person set sadie@contoso.com --email s.daniels@contoso.com\n"
                        "  likeness admin person set sadie@contoso.com --hidden\n" },
        declare_set, run_set);
    add_command<PersonOptions>(person, chosen,
        { .name = "show",
            .does = "Show a person, found by any address",
            .examples = "  likeness admin person show sadie@contoso.com --data /var/lib/likeness\n"
                        "  likeness admin person show sadie@contoso.com --json | jq -r .phone\n" },
        declare_show, run_show);
    add_command<PersonOptions>(person, chosen,
        { .name = "list",
            .does = "List the people by address, one a line",
            .examples = "  likeness admin person list --data /var/lib/likeness\n"
                        "  likeness admin person list --json > people.jsonl\n" },
        declare_list, run_list);
    add_command<PersonOptions>(person, chosen,
        { .name = "remove",
            .does = "Remove a person with thumbnail and photo; an account of theirs stays",
            .examples = "  likeness admin person remove hope@contoso.com --data /var/lib/likeness\n" },
        declare_email, run_remove);
    add_admin_person_find(person, chosen);
    add_admin_person_import(person, chosen);
}

}
