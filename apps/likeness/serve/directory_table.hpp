// Reads the [[directory]] tables of the configuration file.
#pragma once

#include "apps/likeness/serve/directory_config.hpp"
#include "apps/likeness/serve/toml_values.hpp"

namespace likeness::app {

/// Appends what `node`, an array of tables, says; relative paths are relative to `folder`. Complains of unknown keys,
/// of values of the wrong kind, of keys that are missing and of names that are not apart.
Complaint take_directories(
    toml::node const& node, std::filesystem::path const& folder, std::vector<DirectoryConfig>& into);

}
