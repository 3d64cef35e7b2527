// `likeness contact list` and `likeness contact get`.
#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/contact_commands.hpp"
#include "apps/likeness/messages.hpp"

#include <algorithm>
#include <iterator>

namespace likeness::app {

namespace {

using client::Outcome;

struct ListOptions {
    bool with_picture_only = false;
    ServerOptions server;
    ClientOutput output;
};

void declare_list(CLI::App& command, ListOptions& options)
{
    command.add_flag("--with-photo", options.with_picture_only, "Only those that have a picture");
    declare(command, options.server);
    declare(command, options.output);
}

Outcome<std::vector<ShownItem>> list(client::EwsClient& client, ListOptions const& options)
{
    std::vector<ShownItem> contacts;
    for (std::optional<int> offset = 0; offset;) {
        auto page = client::list_contacts(
            client, { .offset = *offset, .with_picture_only = options.with_picture_only });
        if (!page) return tl::unexpected(page.error());
        std::ranges::move(page->contacts, std::back_inserter(contacts));
        offset = page->next_offset;
    }
    return contacts;
}

void print_list(std::vector<ShownItem> const& contacts)
{
    for (auto const& item : contacts)
        fmt::print("{} <{}>{}  {}\n", printable(name_of(item)),
            printable(item.values.text(Slot::email_address1)), has_picture(item) ? "  photo" : "",
            printable(item.id.id));
}

ExitCode run_list(ListOptions const& options)
{
    auto const contacts
        = with_ews_client(options.server, [&](client::EwsClient& client) { return list(client, options); });
    auto const code = contacts ? ExitCode::ok : exit_code_of(contacts.error().kind);
    if (options.output.json) {
        Json json;
        if (contacts) {
            json["status"] = "listed";
            json["contacts"] = Json::array();
            for (auto const& item : *contacts) json["contacts"].push_back(contact_json(item));
        } else {
            add_failure(json, contacts.error());
        }
        print_json(std::move(json), static_cast<int>(code));
    }
    if (!contacts) return report_failure("list the contacts", contacts.error());
    if (!options.output.json) print_list(*contacts);
    return code;
}

Outcome<ShownItem> get(client::EwsClient& client, ContactOptions const& options)
{
    auto const id = contact_id(client, options.contact);
    if (!id) return tl::unexpected(id.error());
    return std::move(client::get_contacts(client, { &*id, 1 }).front());
}

Json attachments_json(ShownItem const& item)
{
    auto list = Json::array();
    for (auto const& attachment : item.attachments)
        list.push_back({ { "id", attachment.id.value_or("") }, { "name", attachment.name.value_or("") },
            { "is_contact_photo", attachment.is_contact_photo.value_or(false) } });
    return list;
}

// "given_name: Sadie", a line a property.
void print_contact(Json const& json)
{
    for (auto const& [key, value] : json.items())
        fmt::print("{}: {}\n", key, printable(value.is_string() ? value.get<std::string>() : value.dump()));
}

ExitCode run_contact_get(ContactOptions const& options)
{
    auto const item
        = with_ews_client(options.server, [&](client::EwsClient& client) { return get(client, options); });
    auto const code = item ? ExitCode::ok : exit_code_of(item.error().kind);
    auto json = item ? contact_json(*item) : Json();
    if (options.output.json) {
        if (item) {
            json["status"] = "found";
            json["attachments"] = attachments_json(*item);
        } else {
            add_failure(json, item.error());
        }
        print_json(std::move(json), static_cast<int>(code));
    }
    if (!item) return report_failure("get the contact " + options.contact, item.error());
    if (!options.output.json) print_contact(json);
    return code;
}

}

void add_contact_list(CLI::App& group, Command& chosen)
{
    add_command<ListOptions>(group, chosen,
        { .name = "list",
            .does = "List the contacts, a line each",
            .examples
            = "  likeness contact list --with-photo --url https://mail.contoso.com --user "
              "hope@contoso.com\n"
              "  likeness contact list --json --url https://mail.contoso.com --user hope@contoso.com | "
              "jq -r '.contacts[].email'\n" },
        declare_list, run_list);
}

void add_contact_get(CLI::App& group, Command& chosen)
{
    add_command<ContactOptions>(group, chosen,
        { .name = "get",
            .does = "Show what a contact says",
            .examples = "  likeness contact get \"Sadie Daniels\" --url https://mail.contoso.com --user "
                        "hope@contoso.com\n" },
        declare, run_contact_get);
}

}
