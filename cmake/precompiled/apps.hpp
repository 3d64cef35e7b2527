// The same for the program: its command lines.
#pragma once

#include "rooms.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
