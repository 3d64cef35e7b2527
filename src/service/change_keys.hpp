// Change keys: which state of an item or a folder a client has seen, as the wire has it.
// Source: spec/contacts.md 1.
#pragma once

#include "core/error.hpp"
#include "core/items/stored_item.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace likeness::service {

/// 40 letters of base64 that begin as Exchange's do: those of contacts with "EQAAABYAAAA", those of folders with
/// "AQAAABYAAAA". Who writes after a change must show one; nobody gains anything by making one up, so it is not sealed.
std::string item_change_key(ChangeNumber change);
std::string folder_change_key(ChangeNumber change);

/// The change that a key stands for; nullopt: no key was given. One that is base64 and that this server has not written is
/// of a change that never was: 0. Errors: invalid_change_key for a text that is no base64.
Result<std::optional<ChangeNumber>> read_change_key(std::string_view text);

}
