// What the client takes and how long it waits, each limit named once. docs/limits.md lists them.
// The bytes of a picture, whichever way it comes, are bounded by limits::upload_bytes_max (core/limits.hpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace likeness::client::limits {

// An answer
inline constexpr std::size_t response_header_bytes_max = 64u << 10;
/// Read to keep the connection, and for the reason that SOAP gives.
inline constexpr std::size_t error_body_bytes_max = 64u << 10;
/// A picture of upload_bytes_max in base64, and its envelope.
inline constexpr std::size_t soap_answer_bytes_max = 32u << 20;
inline constexpr std::size_t etag_bytes_max = 256;
inline constexpr std::size_t url_bytes_max = 4096;
inline constexpr int redirects_max = 5;

// Time
inline constexpr std::chrono::seconds connect_time_max { 10 };
inline constexpr std::chrono::seconds request_time_max { 60 }; ///< All redirects included.
inline constexpr std::chrono::hours call_time_max {
    24
}; ///< What a program that uses the library may ask for.
inline constexpr std::chrono::seconds stall_time_max {
    15
}; ///< Slower than stall_bytes_per_second_min so long.
inline constexpr long stall_bytes_per_second_min = 128;

/// Where a busy server does not say how long to wait; twice as long each time.
inline constexpr std::chrono::milliseconds busy_back_off_min { 1000 };

// What one request asks for; a batch that is longer is asked for in parts
inline constexpr std::size_t items_per_request_max = 100;
inline constexpr std::size_t attachments_per_request_max
    = 4; ///< So that an answer stays below soap_answer_bytes_max.

// A file
inline constexpr std::size_t picture_name_bytes_max = 100; ///< Without its extension.
// Autodiscover
inline constexpr int discovery_redirects_max = 10; ///< Of one search.
inline constexpr std::size_t discovery_answer_bytes_max = 1u << 20;
inline constexpr std::size_t dns_answer_bytes_max = 16u << 10;
inline constexpr std::size_t service_records_max = 20; ///< SRV records of one name.
inline constexpr std::chrono::seconds discovery_step_time_max {
    10
}; ///< One question to one server, or to the DNS.
inline constexpr std::chrono::seconds discovery_time_max { 40 }; ///< A whole search.
inline constexpr std::chrono::hours discovery_age_max { 168 }; ///< Of what was found before.

// Another server's people
inline constexpr std::size_t known_people_max = 100'000; ///< Whose address belongs to which id.

// The cache on disk
inline constexpr std::uint64_t cache_bytes_max = 512u << 20;

}
