// --data and --config: which data directory an admin command works on, and opening it.
#pragma once

#include "apps/likeness/serve/config.hpp"
#include "core/principal.hpp"
#include "storage/sqlite/data_directory.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>

namespace likeness::app {

struct DataOptions {
    std::string data;
    std::string config;
};

void declare(CLI::App& command, DataOptions& options);

/// What the file that --config names says; nothing where none is named. Errors: those of load_config.
Result<Config> read_config(DataOptions const& options);

/// Where the data lies. Errors: invalid_request when neither the options nor the configuration say.
Result<std::filesystem::path> data_folder(DataOptions const& options, Config const& config);

/// A data directory at work, and what the configuration says.
struct OpenData {
    Config config;
    std::filesystem::path folder;
    std::unique_ptr<storage::DataDirectory> directory;
};

/// Errors: invalid_request when the configuration is wrong or nothing names a directory; invalid_operation when
/// there is none and `mode` does not make one (which is no "not found" of the thing asked for); those of
/// DataDirectory::open.
Result<OpenData> open_data(DataOptions const& options, storage::OpenMode mode);

/// Whoever can write the data directory may do everything in it.
Principal operator_principal();

/// Errors: non_existent_mailbox when nobody has the address.
Result<Person> find_person(Directory& people, EmailAddress const& email);

}
