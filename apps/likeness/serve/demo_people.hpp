// The people of the demo: contoso.com, as in the founding document.
#pragma once

#include "core/error.hpp"
#include "core/ports/photo_renderer.hpp"
#include "storage/sqlite/data_directory.hpp"

namespace likeness::app {

inline constexpr auto demo_user = "sadie@contoso.com";
inline constexpr auto demo_password = "demo-password";

/// Adds Sadie Daniels and Hope Gross with their photos, a desk that has a directory thumbnail only, a room that has
/// no picture, and an account for Sadie. In: an empty data directory. Errors: those of the stores and the renderer.
Result<void> add_demo_people(storage::DataDirectory& data, PhotoRenderer& renderer);

}
