#include "apps/likeness/client/contact.hpp"

#include "apps/likeness/client/contact_commands.hpp"

namespace likeness::app {

void add_contact(CLI::App& line, Command& chosen)
{
    auto& group = add_group(line,
        { .name = "contact",
            .does = "The contacts in one's own mailbox, and their pictures",
            .examples
            = "  likeness contact list --url https://mail.contoso.com --user hope@contoso.com\n"
              "  likeness contact photo \"Sadie Daniels\" -o Sadie.jpg --url https://mail.contoso.com "
              "--user hope@contoso.com\n"
              "  likeness contact set-photo sadie@contoso.com Sadie.jpg --url "
              "https://mail.contoso.com --user hope@contoso.com\n" });
    add_contact_list(group, chosen);
    add_contact_get(group, chosen);
    add_contact_photo(group, chosen);
    add_contact_set_photo(group, chosen);
}

}
