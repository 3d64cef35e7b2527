// `admin account`: who can sign in with a password of our own.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/password_input.hpp"
#include "identity/password_hash.hpp"

#include <nlohmann/json.hpp>
#include <optional>

namespace likeness::app {

namespace {

std::string_view name_of(Role role)
{
    switch (role) {
    case Role::user: return "user";
    case Role::admin: return "admin";
    }
    return "";
}

struct AccountOptions {
    DataOptions data;
    std::string email;
    std::string role;
    std::string password_file;
    bool admin = false;
    bool json = false;
};

void declare_email(CLI::App& command, AccountOptions& options)
{
    command.add_option("EMAIL", options.email, "The account's address")->required()->type_name("");
    declare(command, options.data);
}

void declare_password(CLI::App& command, AccountOptions& options)
{
    declare_email(command, options);
    command
        .add_option("--password-file", options.password_file,
            "Take the password from the first line of FILE; - is the standard input. Without it the terminal "
            "is asked")
        ->type_name("FILE");
    command.add_flag(
        "--admin", options.admin, "The account may see hidden people and change anybody's photo");
}

void declare_role(CLI::App& command, AccountOptions& options)
{
    declare_email(command, options);
    command.add_option("ROLE", options.role, "user or admin")
        ->required()
        ->check(CLI::IsMember({ "user", "admin" }))
        ->type_name("");
}

void declare_list(CLI::App& command, AccountOptions& options)
{
    declare(command, options.data);
    command.add_flag("--json", options.json, "Print a JSON object a line");
}

// set_password leaves the role of an account that is there: --admin means it for those as well.
Result<void> store_password(
    Accounts& accounts, EmailAddress const& email, std::string const& hash, bool admin)
{
    auto const role = admin ? Role::admin : Role::user;
    auto const stored = accounts.set_password(email, hash, role);
    return stored && admin ? accounts.set_role(email, role) : stored;
}

// Nothing when it was asked for and somebody interrupted.
Result<std::optional<std::string>> new_password(AccountOptions const& options, EmailAddress const& email)
{
    if (options.password_file.empty()) return ask_new_password("Password for " + email.text());
    return read_password(options.password_file).map([](std::string password) {
        return std::optional(std::move(password));
    });
}

Result<ExitCode> set_password(AccountOptions const& options)
{
    auto const email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(email.error());
    auto const data = open_data(options.data, storage::OpenMode::create);
    if (!data) return tl::unexpected(data.error());
    auto const password = new_password(options, *email);
    if (!password) return tl::unexpected(password.error());
    if (!*password) {
        tell("no password was given");
        return ExitCode::interrupted;
    }
    auto const hash = identity::hash_password(**password);
    if (!hash) return tl::unexpected(hash.error());
    return store_password(data->directory->accounts(), *email, *hash, options.admin).map([] {
        return ExitCode::ok;
    });
}

ExitCode run_password(AccountOptions const& options)
{
    auto const code = set_password(options);
    return code ? *code : report_failure("set the password of " + options.email, code.error());
}

// For the commands about one account that is there. `change` takes the accounts and the address.
template <class Change> Result<void> change_account(AccountOptions const& options, Change&& change)
{
    auto const email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(email.error());
    auto const data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return tl::unexpected(data.error());
    return change(data->directory->accounts(), *email);
}

ExitCode run_role(AccountOptions const& options)
{
    auto const role = options.role == "admin" ? Role::admin : Role::user;
    return finish("make " + options.email + " " + options.role,
        change_account(options,
            [&](Accounts& accounts, EmailAddress const& email) { return accounts.set_role(email, role); }));
}

ExitCode run_remove(AccountOptions const& options)
{
    return finish("remove the account " + options.email,
        change_account(
            options, [](Accounts& accounts, EmailAddress const& email) { return accounts.remove(email); }));
}

void print_account(Account const& account, bool json)
{
    if (json) {
        nlohmann::ordered_json const line { { "email", account.address.text() },
            { "role", name_of(account.role) } };
        fmt::print("{}\n", line.dump());
    } else {
        fmt::print("{:<5}  {}\n", name_of(account.role), printable(account.address.text()));
    }
}

ExitCode run_list(AccountOptions const& options)
{
    auto const data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return report_failure("list the accounts", data.error());
    auto const accounts = data->directory->accounts().list();
    if (!accounts) return report_failure("list the accounts", accounts.error());
    for (auto const& account : *accounts) print_account(account, options.json);
    return ExitCode::ok;
}

}

void add_admin_account(CLI::App& admin, Command& chosen)
{
    auto& account = add_group(admin,
        { .name = "account",
            .does = "Who can sign in with a password kept here",
            .examples = "  likeness admin account password sadie@contoso.com --data /var/lib/likeness\n"
                        "  likeness admin account list --data /var/lib/likeness\n" });
    add_command<AccountOptions>(account, chosen,
        { .name = "password",
            .does = "Set a password, making the account where there is none",
            .examples
            = "  likeness admin account password sadie@contoso.com --data /var/lib/likeness\n"
              "  likeness admin account password hope@contoso.com --admin --password-file secret.txt\n"
              "  pass show likeness/hope | likeness admin account password hope@contoso.com "
              "--password-file -\n" },
        declare_password, run_password);
    add_command<AccountOptions>(account, chosen,
        { .name = "role",
            .does = "Make an account an admin's or a user's",
            .examples = "  likeness admin account role hope@contoso.com admin --data /var/lib/likeness\n" },
        declare_role, run_role);
    add_command<AccountOptions>(account, chosen,
        { .name = "list",
            .does = "List the accounts and their roles",
            .examples = "  likeness admin account list --data /var/lib/likeness\n"
                        "  likeness admin account list --json | jq -r 'select(.role == \"admin\").email'\n" },
        declare_list, run_list);
    add_command<AccountOptions>(account, chosen,
        { .name = "remove",
            .does = "Remove an account; the person and the photo stay",
            .examples = "  likeness admin account remove hope@contoso.com --data /var/lib/likeness\n" },
        declare_email, run_remove);
}

}
