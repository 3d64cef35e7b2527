// The `admin` subcommands: what is done to a data directory, while a server may be running on it.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_admin(CLI::App& line, Command& chosen);

// Each in the file of its name.
void add_admin_person(CLI::App& admin, Command& chosen);
void add_admin_person_find(CLI::App& person, Command& chosen);
void add_admin_person_import(CLI::App& person, Command& chosen);
void add_admin_account(CLI::App& admin, Command& chosen);
void add_admin_photo(CLI::App& admin, Command& chosen);
void add_admin_photo_import(CLI::App& photo, Command& chosen);
void add_admin_contacts(CLI::App& admin, Command& chosen);
void add_admin_folder(CLI::App& admin, Command& chosen);
void add_admin_directory(CLI::App& admin, Command& chosen);
void add_admin_directory_show(CLI::App& directory, Command& chosen);
void add_admin_check(CLI::App& admin, Command& chosen);

}
