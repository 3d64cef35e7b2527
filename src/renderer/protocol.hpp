// What RenderPool and likeness-render say to each other.
//
// The child inherits one end of a stream socket as descriptor 3 and its limits as arguments. Each side
// speaks in turn, one request and one answer at a time, all numbers as the machine keeps them. When the
// parent closes its end, the child leaves.
//
// A request is three numbers of eight bytes, how long the file is and what is to be done with it, and then
// the file's own bytes. Of the latter two the first, where it is not 0, is how many bytes a rendition is to fit into; the
// second, where it is not 0, how long a side of the file's pixels may be. Both 0: renditions of an upload are made.
//
// An answer is a frame, a length of eight bytes and then as many bytes. It begins with a number of four
// bytes: 0 and then the renditions, the one JPEG that fits, or the pixels; or what went wrong, a message and a detail.
// The parent believes nothing of it that it can check: the child has read bytes from strangers.
#pragma once

#include "core/photo.hpp"
#include "core/pixels.hpp"

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

/// What the parent asks, before the file itself.
struct RequestHead {
    std::uint64_t file_bytes = 0;
    std::uint64_t fit_bytes_max = 0; ///< 0: the file is no rendition that is to fit.
    std::uint64_t pixels_edge_max = 0; ///< 0: its pixels are not wanted.

    friend bool operator==(RequestHead const&, RequestHead const&) = default;
};

using RequestHeadBytes = std::array<std::byte, sizeof(RequestHead)>;

RequestHeadBytes encode_request_head(RequestHead const& head);
RequestHead decode_request_head(RequestHeadBytes const& bytes);

FrameHeader frame_header(std::uint64_t payload_bytes);
std::uint64_t frame_bytes(FrameHeader const& header);

/// What the child says.
base::Bytes encode_answer(Result<std::vector<Rendition>> const& answer);
base::Bytes encode_fit_answer(Result<base::Bytes> const& answer);
base::Bytes encode_pixels_answer(Result<Pixels> const& answer);

/// What the parent understands; nullopt for nonsense. An Error has one of the codes that
/// PhotoRenderer::render promises, and text that is printable ASCII. Renditions are at least one, each
/// code once, smallest first, start like JPEGs, and have their code's edge, except for a single one under
/// HR48x48, which may be smaller.
std::optional<Result<std::vector<Rendition>>> decode_answer(base::ByteView payload);

/// The same for a rendition that was to fit: nullopt also for what is no JPEG by its start, has another size than
/// `edge_px` along both sides by its header, or has more than `bytes_max` bytes.
std::optional<Result<base::Bytes>> decode_fit_answer(
    base::ByteView payload, std::uint32_t edge_px, std::size_t bytes_max);

/// The same for pixels: nullopt also for none, for more than `edge_px_max` along a side, and for another number of bytes
/// than those pixels have.
std::optional<Result<Pixels>> decode_pixels_answer(base::ByteView payload, std::uint32_t edge_px_max);

}
