// How long an LDAP server is waited for and how much is taken of it, each limit named once. docs/limits.md lists them.
// What a person may have is bounded by core/limits.hpp.
#pragma once

#include <chrono>
#include <cstddef>

namespace likeness::directory::ldap::limits {

// Time
inline constexpr std::chrono::seconds connect_time_max { 3 }; ///< TCP, TLS and bind, each.
inline constexpr std::chrono::seconds answer_time_max { 10 }; ///< Between two messages of an answer.
inline constexpr std::chrono::seconds failed_server_rest { 5 }; ///< Not asked again for so long.
inline constexpr std::chrono::seconds idle_time_max {
    30
}; ///< Past it a connection is tried before it is used.
inline constexpr std::chrono::minutes served_domain_time_max { 5 }; ///< How long serves_domain is remembered.

// Amounts
inline constexpr std::size_t connections_max = 8; ///< At once, for one directory.
inline constexpr std::size_t entries_per_page_max = 500;
inline constexpr std::size_t message_bytes_max = 64u << 20; ///< One entry, with all its values.
inline constexpr std::size_t filter_bytes_max = 8u << 10; ///< One that an operator wrote.
inline constexpr std::size_t filter_depth_max = 32;
inline constexpr std::size_t served_domains_max = 1'000; ///< Remembered at once.

// The mirror
/// So many people may go at once, or a quarter of all where that is more: past it a read is not believed.
inline constexpr std::size_t unasked_removals_max = 20;
/// After another server answers than before, until people are taken for gone because it does not name them.
inline constexpr std::chrono::minutes other_server_settles { 360 };
inline constexpr std::size_t left_out_entries_max = 1'000; ///< Tried again when others have changed.
inline constexpr std::size_t remembered_troubles_max = 10'000; ///< Entries whose troubles are said once.
inline constexpr std::size_t batch_bytes_max = 16u << 20; ///< Thumbnails of one transaction.

}
