// What RenderPool and likeness-render say to each other.
//
// The child inherits one end of a stream socket as descriptor 3 and its limits as arguments. Each side
// speaks in frames, a length of eight bytes and then as many bytes, all numbers as the machine keeps
// them. The parent sends an upload, the file's own bytes; the child sends its answer; and so on, one at a
// time. When the parent closes its end, the child leaves.
//
// An answer begins with a number of four bytes: 0 and then the renditions, or what went wrong, a message
// and a detail. The parent believes nothing of it that it can check: the child has read bytes from
// strangers.
#pragma once

#include "core/photo.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace likeness::renderer {

inline constexpr int channel_descriptor = 3;

/// How likeness-render leaves.
enum class ChildExit : int {
    done = 0, ///< The channel was closed.
    usage = 64,
    cannot_start = 70, ///< It said why on stderr.
    out_of_memory = 71,
};

/// What the child is told when it is started.
struct ChildSettings {
    std::uint64_t upload_bytes_max = 0;
    std::uint64_t upload_pixels_max = 0;
    std::uint64_t memory_bytes_max = 0;
    std::chrono::milliseconds cpu_max { 0 }; ///< For one upload.

    /// As arguments, the program's name not among them.
    std::vector<std::string> arguments() const;

    /// nullopt when they are not exactly what arguments() makes.
    static std::optional<ChildSettings> parse(std::span<char const* const> arguments);

    friend bool operator==(ChildSettings const&, ChildSettings const&) = default;
};

using FrameHeader = std::array<std::byte, sizeof(std::uint64_t)>;

FrameHeader frame_header(std::uint64_t payload_bytes);
std::uint64_t frame_bytes(FrameHeader const& header);

/// What the child says.
base::Bytes encode_answer(Result<std::vector<Rendition>> const& answer);

/// What the parent understands; nullopt for nonsense. An Error has one of the codes that
/// PhotoRenderer::render promises, and text that is printable ASCII. Renditions are at least one, each
/// code once, smallest first, start like JPEGs, and have their code's edge, except for a single one under
/// HR48x48, which may be smaller.
std::optional<Result<std::vector<Rendition>>> decode_answer(base::ByteView payload);

}
