// `admin folder`: who may read or change the contacts in somebody else's folders.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/folder_path.hpp"
#include "apps/likeness/admin/open_people.hpp"
#include "apps/likeness/messages.hpp"

#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

struct FolderOptions {
    DataOptions data;
    std::string owner;
    std::string folder;
    std::string person;
    std::string role;
    bool json = false;
};

constexpr std::string_view role_names[] = { "reader", "editor" };

std::string_view name_of(FolderRole role)
{
    switch (role) {
    case FolderRole::reader: return role_names[0];
    case FolderRole::editor: return role_names[1];
    }
    return "";
}

void declare_owner(CLI::App& command, FolderOptions& options)
{
    command.add_option("OWNER", options.owner, "Whose mailbox it is, by address")->required()->type_name("");
    declare(command, options.data);
}

void declare_revoke(CLI::App& command, FolderOptions& options)
{
    declare_owner(command, options);
    command
        .add_option("FOLDER", options.folder,
            "\"contacts\" and the like, or the names down to it: \"Contacts/Friends\"")
        ->required()
        ->type_name("");
    command.add_option("PERSON", options.person, "Whom it concerns, by address")->required()->type_name("");
}

void declare_grant(CLI::App& command, FolderOptions& options)
{
    declare_revoke(command, options);
    command
        .add_option("ROLE", options.role,
            "reader sees what is in the folder; editor also makes, changes and deletes it")
        ->required()
        ->check(CLI::IsMember(std::vector<std::string>(std::begin(role_names), std::end(role_names))))
        ->type_name("");
}

void declare_list(CLI::App& command, FolderOptions& options)
{
    declare_owner(command, options);
    command.add_flag("--json", options.json, "Print a JSON object a line");
}

// A mailbox at work.
struct Asked {
    std::unique_ptr<OpenData> data;
    std::unique_ptr<OpenPeople> people;
    Person owner;
    service::FolderTree tree;

    MailboxStore& store() const { return data->directory->mailboxes(); }
};

Result<Person> person_called(Directory& people, std::string const& text)
{
    auto const address = EmailAddress::parse(text);
    if (!address) return tl::unexpected(address.error());
    return find_person(people, *address);
}

Result<Asked> open_for(FolderOptions const& options)
{
    auto data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return tl::unexpected(data.error());
    auto kept = std::make_unique<OpenData>(std::move(*data));
    auto people = OpenPeople::open(*kept);
    if (!people) return tl::unexpected(people.error());
    auto owner = person_called((*people)->directory(), options.owner);
    if (!owner) return tl::unexpected(owner.error());
    auto const made = kept->directory->mailboxes().folders(owner->id);
    if (!made) return tl::unexpected(made.error());
    return Asked { std::move(kept), std::move(*people), std::move(*owner), service::FolderTree(*made) };
}

// A folder of the mailbox, and somebody else.
struct Named {
    FolderNumber folder = 0;
    PersonId person;
};

Result<Named> named_in(Asked const& asked, FolderOptions const& options)
{
    auto const* const folder = find_by_path(asked.tree, options.folder);
    if (!folder)
        return fail(Code::folder_not_found,
            fmt::format("{} has no folder \"{}\"", asked.owner.primary_address().text(), options.folder));
    auto const person = person_called(asked.people->directory(), options.person);
    if (!person) return tl::unexpected(person.error());
    if (person->id == asked.owner.id)
        return fail(Code::invalid_request, "owners may do everything in their own folders");
    return Named { folder->number, person->id };
}

Result<void> grant(FolderOptions const& options)
{
    auto const asked = open_for(options);
    if (!asked) return tl::unexpected(asked.error());
    auto const named = named_in(*asked, options);
    if (!named) return tl::unexpected(named.error());
    auto const role = options.role == name_of(FolderRole::editor) ? FolderRole::editor : FolderRole::reader;
    return asked->store().grant(asked->owner.id, { named->folder, named->person, role });
}

Result<void> revoke(FolderOptions const& options)
{
    auto const asked = open_for(options);
    if (!asked) return tl::unexpected(asked.error());
    auto const named = named_in(*asked, options);
    if (!named) return tl::unexpected(named.error());
    return asked->store().revoke(asked->owner.id, named->folder, named->person);
}

ExitCode run_grant(FolderOptions const& options)
{
    return finish(
        fmt::format("make {} {} of {}", options.person, options.role, options.folder), grant(options));
}

ExitCode run_revoke(FolderOptions const& options)
{
    return finish(fmt::format("take {} from {}", options.folder, options.person), revoke(options));
}

// The address, or the id of who is in no directory any longer.
Result<std::string> name_of_person(Directory& people, PersonId id)
{
    return people.find(id).map([&](std::optional<Person> const& person) {
        return person ? person->primary_address().text() : base::to_string(id);
    });
}

Result<void> print_permission(Asked const& asked, FolderPermission const& permission, bool json)
{
    auto const person = name_of_person(asked.people->directory(), permission.person);
    if (!person) return tl::unexpected(person.error());
    auto const* const folder = asked.tree.find(permission.folder);
    auto const path = folder ? path_of(asked.tree, *folder) : std::string();
    auto const role = name_of(permission.role);
    if (json) {
        nlohmann::ordered_json const line { { "folder", path }, { "person", *person }, { "role", role } };
        fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    } else {
        fmt::print("{:<6}  {}  {}\n", role, printable(*person), printable(path));
    }
    return {};
}

Result<void> list(FolderOptions const& options)
{
    auto const asked = open_for(options);
    if (!asked) return tl::unexpected(asked.error());
    auto const permissions = asked->store().permissions(asked->owner.id);
    if (!permissions) return tl::unexpected(permissions.error());
    for (auto const& permission : *permissions)
        if (auto printed = print_permission(*asked, permission, options.json); !printed) return printed;
    return {};
}

ExitCode run_list(FolderOptions const& options)
{
    return finish("list who may use the folders of " + options.owner, list(options));
}

}

void add_admin_folder(CLI::App& admin, Command& chosen)
{
    auto& folder = add_group(admin,
        { .name = "folder",
            .does = "Who may read or change the contacts in somebody else's folders",
            .examples = "  likeness admin folder grant sadie@contoso.com contacts hope@contoso.com reader\n"
                        "  likeness admin folder list sadie@contoso.com --data /var/lib/likeness\n" });
    add_command<FolderOptions>(folder, chosen,
        { .name = "grant",
            .does = "Let a person read or change what is in a folder, but not what is in those below it",
            .examples
            = "  likeness admin folder grant sadie@contoso.com contacts hope@contoso.com reader\n"
              "  likeness admin folder grant sadie@contoso.com Contacts/Friends hope@contoso.com editor\n" },
        declare_grant, run_grant);
    add_command<FolderOptions>(folder, chosen,
        { .name = "revoke",
            .does = "Take a folder from a person again",
            .examples = "  likeness admin folder revoke sadie@contoso.com contacts hope@contoso.com\n" },
        declare_revoke, run_revoke);
    add_command<FolderOptions>(folder, chosen,
        { .name = "list",
            .does = "List to whom the owner's folders were given",
            .examples = "  likeness admin folder list sadie@contoso.com --data /var/lib/likeness\n"
                        "  likeness admin folder list sadie@contoso.com --json | jq -r .person\n" },
        declare_list, run_list);
}

}
