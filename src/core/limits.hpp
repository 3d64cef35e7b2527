// What we take at most, each limit named once. Those of a connection stand in http/limits.hpp.
// docs/limits.md lists both, with what a caller is told; a test compares that page with this file.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace likeness::limits {

// Addresses and names
inline constexpr std::size_t address_bytes_max = 320; ///< RFC 5321: 64 before the @, 255 after it.
inline constexpr std::size_t addresses_per_person_max = 200;
inline constexpr std::size_t person_field_bytes_max = 1024;
inline constexpr std::size_t other_proxies_per_person_max = 200;
inline constexpr std::size_t members_per_group_max = 20'000;

// Looking for people
inline constexpr std::size_t name_entry_bytes_max = 1024; ///< What is looked for: longer than any field.
inline constexpr std::size_t names_per_answer_max = 100; ///< Of ResolveNames, as Exchange has it.
inline constexpr std::size_t people_view_max = 10'000; ///< What FindPeople sorts and pages through.
inline constexpr std::size_t people_page_max = 1'000; ///< One page of FindPeople.
inline constexpr std::size_t direct_reports_shown_max = 100;

// What one call may ask for
inline constexpr std::size_t ids_per_call_max = 1'000;
inline constexpr std::size_t search_expressions_max = 1'000; ///< Of a restriction, and each of its parts.
inline constexpr std::size_t folders_per_answer_max = 5'000; ///< Below all parents of one FindFolder.

// Sign-in
inline constexpr std::size_t login_bytes_max = 320;
inline constexpr std::size_t password_bytes_max = 1024; ///< argon2id reads all of it: bound the work.

// SOAP
/// Exchange's own; a 20 MiB picture takes 27.
inline constexpr std::size_t soap_request_bytes_max = 35u << 20;
inline constexpr std::size_t soap_bodies_bytes_max = 512u << 20; ///< Of all long requests under way at once.

// Autodiscover
inline constexpr std::size_t autodiscover_request_bytes_max = 1u << 20;
inline constexpr std::size_t settings_subjects_max = 100; ///< Users, or domains, of one request.
inline constexpr std::size_t settings_names_max = 200; ///< There are about a hundred names.
inline constexpr std::size_t settings_name_bytes_max = 128; ///< Each is answered once a user.
inline constexpr std::size_t settings_answers_max = 5'000; ///< Users times settings: bounds the answer.

// Pictures
inline constexpr std::size_t upload_bytes_max = 20u << 20;
inline constexpr std::uint64_t upload_pixels_max = 40'000'000;
inline constexpr std::uint32_t upload_edge_px_max = 32'767;
inline constexpr int upload_jpeg_scans_max = 64; ///< A progressive JPEG of a camera has about ten.
inline constexpr int upload_bands_max = 8; ///< A TIFF may claim thousands of channels a pixel.
inline constexpr std::size_t thumbnail_bytes_max = 100u << 10; ///< Active Directory's rangeUpper.

// The renderer's children
inline constexpr std::size_t renderer_memory_bytes_max = 1024u << 20;
inline constexpr std::chrono::seconds renderer_cpu_max { 20 };
inline constexpr std::chrono::seconds renderer_time_max { 30 };
inline constexpr unsigned renderer_files_max = 32;
inline constexpr std::size_t renderer_answer_bytes_max = 16u << 20; ///< Nine sizes of noise take two.
inline constexpr unsigned renderer_uploads_max = 200; ///< Then a new process: nothing leaks for long.
inline constexpr std::size_t renderer_idle_bytes_max = 256u << 20; ///< Resident, between two uploads.

}
