// Schema: the versions of EWS in their order, and which one a server says it is.
// Source: spec/versions.md; spec/soap.md 5.
#pragma once

#include "core/error.hpp"
#include "core/server_build.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::ews {

/// Oldest to newest: compare them. Two that are internal to Microsoft are in the order as well.
enum class Schema : std::uint8_t {
    exchange2007,
    exchange2007_sp1,
    exchange2009,
    exchange2010,
    exchange2010_sp1,
    exchange2010_sp2,
    exchange2012,
    exchange2013,
    exchange2013_sp1,
    exchange2015,
    exchange2016,
    v2015_10_05,
    v2016_01_06,
    v2016_04_13,
    v2016_07_13,
    v2016_10_10,
    v2017_01_07,
    v2017_04_14,
    v2017_07_11,
    v2017_10_09,
    v2018_01_08,
};
inline constexpr Schema newest_schema = Schema::v2018_01_08;

/// As RequestServerVersion spells it: "Exchange2013_SP1".
std::string_view name_of(Schema schema);

/// Blanks around it do not matter, case does. A version of the form V2020_01_01 that is not in the list is newer than
/// all of it and counts as the newest: clients send back what some server has called itself.
/// Errors: invalid_server_version.
Result<Schema> parse_schema(std::string_view text);

/// What a server calls itself in every answer.
struct ServerVersion {
    ServerBuild build;
    std::string schema = "Exchange2016"; ///< The newest it speaks; any text in a foreign server's answer.

    friend bool operator==(ServerVersion const&, ServerVersion const&) = default;
};

/// In: "15.1.2507.0", four numbers, each below 100,000. Errors: invalid_request.
Result<ServerBuild> parse_build(std::string_view text);

/// "15.1.2507.0".
std::string to_string(ServerBuild const& build);

}
