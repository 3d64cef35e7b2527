#include "apps/likeness/admin/data_options.hpp"

#include <fmt/format.h>

namespace likeness::app {

void declare(CLI::App& command, DataOptions& options)
{
    command.add_option("--data", options.data, "The data directory")
        ->envname("LIKENESS_DATA")
        ->type_name("DIR");
    command.add_option("--config", options.config, "A TOML file with settings, `data` among them")
        ->envname("LIKENESS_CONFIG")
        ->type_name("FILE");
}

Result<Config> read_config(DataOptions const& options)
{
    return options.config.empty() ? Config {} : load_config(options.config);
}

Result<std::filesystem::path> data_folder(DataOptions const& options, Config const& config)
{
    auto folder = options.data.empty() ? config.data.value_or("") : std::filesystem::path(options.data);
    if (!folder.empty()) return folder;
    return fail(Code::invalid_request,
        "no data directory is named: give --data DIR, set LIKENESS_DATA, or write data = \"DIR\" into the "
        "file "
        "that --config names");
}

Result<OpenData> open_data(DataOptions const& options, storage::OpenMode mode)
{
    auto config = read_config(options);
    if (!config) return tl::unexpected(config.error());
    auto folder = data_folder(options, *config);
    if (!folder) return tl::unexpected(folder.error());
    OpenData opened { .config = std::move(*config), .folder = std::move(*folder), .directory = nullptr };

    auto directory = storage::DataDirectory::open(opened.folder, mode);
    if (!directory && directory.error().code == Code::item_not_found)
        return fail(Code::invalid_operation,
            fmt::format(
                "there is no data directory at {}; `likeness admin person add` or `likeness serve` makes one",
                opened.folder.string()));
    if (!directory) return tl::unexpected(directory.error());
    opened.directory = std::move(*directory);
    return opened;
}

Principal operator_principal()
{
    return { .address = *EmailAddress::parse("operator@localhost"), .role = Role::admin };
}

Result<Person> find_person(Directory& people, EmailAddress const& email)
{
    auto person = people.find(email);
    if (!person) return tl::unexpected(person.error());
    if (!*person)
        return fail(Code::non_existent_mailbox, fmt::format("nobody has the address {}", email.text()));
    return std::move(**person);
}

}
