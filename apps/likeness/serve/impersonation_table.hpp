// Reads the [[impersonation]] tables of the configuration file.
#pragma once

#include "apps/likeness/serve/toml_values.hpp"
#include "service/impersonation.hpp"

namespace likeness::app {

/// Appends what `node`, an array of tables, says. Complains of unknown keys, of values of the wrong kind, of what is no
/// address, and of a table that names no caller or nobody to act for.
Complaint take_impersonation(toml::node const& node, std::vector<service::ImpersonationRule>& into);

}
