#include "apps/likeness/admin/admin.hpp"

namespace likeness::app {

void add_admin(CLI::App& line, Command& chosen)
{
    auto& admin = add_group(line,
        { .name = "admin",
            .does
            = "Manage people, accounts, photos and contacts of a data directory, also while the server runs",
            .examples = "  likeness admin person list --data /var/lib/likeness\n"
                        "  LIKENESS_DATA=/var/lib/likeness likeness admin check\n" });
    add_admin_person(admin, chosen);
    add_admin_account(admin, chosen);
    add_admin_photo(admin, chosen);
    add_admin_contacts(admin, chosen);
    add_admin_folder(admin, chosen);
    add_admin_directory(admin, chosen);
    add_admin_check(admin, chosen);
}

}
