#include "renderer/protocol.hpp"

#include "core/picture_size.hpp"
#include "core/picture_type.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <concepts>
#include <functional>
#include <type_traits>

namespace likeness::renderer {

namespace {

// What stands first in an answer. Part of the protocol: Code's own values may change with its order.
enum class Status : std::uint32_t {
    rendered = 0,
    content_conversion_failed = 1,
    data_size_limit_exceeded = 2,
    failed_this_time = 3,
};

Status status_of(Code code)
{
    if (code == Code::content_conversion_failed) return Status::content_conversion_failed;
    if (code == Code::data_size_limit_exceeded) return Status::data_size_limit_exceeded;
    return Status::failed_this_time;
}

std::optional<Code> code_of_status(std::uint32_t status)
{
    switch (static_cast<Status>(status)) {
    case Status::content_conversion_failed: return Code::content_conversion_failed;
    case Status::data_size_limit_exceeded: return Code::data_size_limit_exceeded;
    case Status::failed_this_time: return Code::internal_server_transient_error;
    case Status::rendered: break;
    }
    return std::nullopt;
}

class Writer {
public:
    void number(std::uint32_t value)
    {
        auto const raw = std::bit_cast<std::array<std::byte, sizeof value>>(value);
        bytes_.insert(bytes_.end(), raw.begin(), raw.end());
    }
    void block(base::ByteView block)
    {
        number(static_cast<std::uint32_t>(block.size()));
        bytes_.insert(bytes_.end(), block.begin(), block.end());
    }
    base::Bytes take() { return std::move(bytes_); }

private:
    base::Bytes bytes_;
};

class Reader {
public:
    explicit Reader(base::ByteView rest)
        : rest_(rest)
    {
    }

    std::optional<std::uint32_t> number()
    {
        std::array<std::byte, sizeof(std::uint32_t)> raw {};
        if (rest_.size() < raw.size()) return std::nullopt;
        std::ranges::copy(rest_.first(raw.size()), raw.begin());
        rest_ = rest_.subspan(raw.size());
        return std::bit_cast<std::uint32_t>(raw);
    }
    std::optional<base::ByteView> block()
    {
        auto const size = number();
        if (!size || *size > rest_.size()) return std::nullopt;
        auto const found = rest_.first(*size);
        rest_ = rest_.subspan(*size);
        return found;
    }
    bool at_end() const { return rest_.empty(); }

private:
    base::ByteView rest_;
};

// Text for a client or a log, from a process that may be somebody else's by now.
std::string printable(base::ByteView raw)
{
    constexpr std::size_t letters_max = 1024;
    std::string text(base::as_text(raw.first(std::min(raw.size(), letters_max))));
    for (auto& letter : text)
        if (letter < ' ' || letter > '~') letter = '?';
    return text;
}

std::optional<tl::unexpected<Error>> decode_error(Code code, Reader& reader)
{
    auto const message = reader.block();
    auto const detail = reader.block();
    if (!message || !detail || !reader.at_end()) return std::nullopt;
    return fail(code, printable(*message), printable(*detail));
}

base::Bytes encode_error(Error const& error)
{
    Writer writer;
    writer.number(static_cast<std::uint32_t>(status_of(error.code)));
    writer.block(base::as_bytes(error.message));
    writer.block(base::as_bytes(error.detail));
    return writer.take();
}

// An answer that `decode_value` reads, or the error in its place.
template <class Value>
std::optional<Result<Value>> decode_either(
    base::ByteView payload, std::invocable<Reader&> auto const& decode_value)
{
    Reader reader(payload);
    auto const status = reader.number();
    if (!status) return std::nullopt;
    if (*status == static_cast<std::uint32_t>(Status::rendered)) return decode_value(reader);
    auto const code = code_of_status(*status);
    if (!code) return std::nullopt;
    return decode_error(*code, reader);
}

std::optional<Rendition> decode_rendition(Reader& reader)
{
    auto const code = reader.number();
    auto const edge = reader.number();
    auto const jpeg = reader.block();
    if (!code || !edge || !jpeg || sniff_picture(*jpeg) != PictureType::jpeg) return std::nullopt;
    constexpr auto edge_max = static_cast<std::uint32_t>(edge_px(photo_sizes.back()));
    if (*code > edge_max || *edge > edge_max) return std::nullopt;
    auto const size = photo_size_of_edge(static_cast<int>(*code));
    if (!size) return std::nullopt;
    return Rendition { .code = *size, .edge_px = static_cast<int>(*edge), .jpeg = base::copy_of(*jpeg) };
}

bool is_smaller_code(Rendition const& left, Rendition const& right)
{
    return left.code < right.code;
}

bool is_a_set(std::vector<Rendition> const& renditions)
{
    if (renditions.empty()) return false;
    if (renditions.size() == 1 && renditions.front().code == photo_sizes.front())
        return renditions.front().edge_px >= 1 && renditions.front().edge_px <= edge_px(photo_sizes.front());
    return std::ranges::adjacent_find(renditions, std::not_fn(is_smaller_code)) == renditions.end()
        && std::ranges::all_of(
            renditions, [](auto const& rendition) { return rendition.edge_px == edge_px(rendition.code); });
}

std::optional<Result<std::vector<Rendition>>> decode_renditions(Reader& reader)
{
    auto const count = reader.number();
    if (!count || *count > photo_sizes.size()) return std::nullopt;
    std::vector<Rendition> renditions;
    for (std::uint32_t index = 0; index < *count; ++index) {
        auto rendition = decode_rendition(reader);
        if (!rendition) return std::nullopt;
        renditions.push_back(std::move(*rendition));
    }
    if (!reader.at_end() || !is_a_set(renditions)) return std::nullopt;
    return renditions;
}

bool read_number(char const* argument, std::string_view name, std::uint64_t& into)
{
    std::string_view const text(argument);
    if (!text.starts_with(name)) return false;
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data() + name.size(), end, into);
    return error == std::errc() && stopped == end;
}

constexpr std::string_view bytes_flag = "--upload-bytes-max=";
constexpr std::string_view pixels_flag = "--upload-pixels-max=";
constexpr std::string_view memory_flag = "--memory-bytes-max=";
constexpr std::string_view cpu_flag = "--cpu-milliseconds-max=";

std::string flag(std::string_view name, std::uint64_t value)
{
    return std::string(name) + std::to_string(value);
}

}

std::vector<std::string> ChildSettings::arguments() const
{
    return { flag(bytes_flag, upload_bytes_max), flag(pixels_flag, upload_pixels_max),
        flag(memory_flag, memory_bytes_max), flag(cpu_flag, static_cast<std::uint64_t>(cpu_max.count())) };
}

std::optional<ChildSettings> ChildSettings::parse(std::span<char const* const> arguments)
{
    ChildSettings settings;
    std::uint64_t cpu_milliseconds = 0;
    if (arguments.size() != 4 || !read_number(arguments[0], bytes_flag, settings.upload_bytes_max)
        || !read_number(arguments[1], pixels_flag, settings.upload_pixels_max)
        || !read_number(arguments[2], memory_flag, settings.memory_bytes_max)
        || !read_number(arguments[3], cpu_flag, cpu_milliseconds))
        return std::nullopt;
    settings.cpu_max = std::chrono::milliseconds(cpu_milliseconds);
    return settings;
}

FrameHeader frame_header(std::uint64_t payload_bytes)
{
    return std::bit_cast<FrameHeader>(payload_bytes);
}

std::uint64_t frame_bytes(FrameHeader const& header)
{
    return std::bit_cast<std::uint64_t>(header);
}

RequestHeadBytes encode_request_head(RequestHead const& head)
{
    return std::bit_cast<RequestHeadBytes>(head);
}

RequestHead decode_request_head(RequestHeadBytes const& bytes)
{
    return std::bit_cast<RequestHead>(bytes);
}

base::Bytes encode_answer(Result<std::vector<Rendition>> const& answer)
{
    if (!answer) return encode_error(answer.error());
    Writer writer;
    writer.number(static_cast<std::uint32_t>(Status::rendered));
    writer.number(static_cast<std::uint32_t>(answer->size()));
    for (auto const& rendition : *answer) {
        writer.number(static_cast<std::uint32_t>(edge_px(rendition.code)));
        writer.number(static_cast<std::uint32_t>(rendition.edge_px));
        writer.block(rendition.jpeg);
    }
    return writer.take();
}

base::Bytes encode_fit_answer(Result<base::Bytes> const& answer)
{
    if (!answer) return encode_error(answer.error());
    Writer writer;
    writer.number(static_cast<std::uint32_t>(Status::rendered));
    writer.block(*answer);
    return writer.take();
}

base::Bytes encode_pixels_answer(Result<Pixels> const& answer)
{
    if (!answer) return encode_error(answer.error());
    Writer writer;
    writer.number(static_cast<std::uint32_t>(Status::rendered));
    writer.number(answer->width_px);
    writer.number(answer->height_px);
    writer.block(answer->rgb);
    return writer.take();
}

std::optional<Result<std::vector<Rendition>>> decode_answer(base::ByteView payload)
{
    return decode_either<std::vector<Rendition>>(payload, decode_renditions);
}

std::optional<Result<base::Bytes>> decode_fit_answer(
    base::ByteView payload, std::uint32_t edge_px, std::size_t bytes_max)
{
    auto const decode_jpeg = [&](Reader& reader) -> std::optional<Result<base::Bytes>> {
        auto const jpeg = reader.block();
        if (!jpeg || !reader.at_end() || jpeg->size() > bytes_max) return std::nullopt;
        if (sniff_picture(*jpeg) != PictureType::jpeg) return std::nullopt;
        if (read_picture_size(*jpeg) != PictureSize { edge_px, edge_px }) return std::nullopt;
        return base::copy_of(*jpeg);
    };
    return decode_either<base::Bytes>(payload, decode_jpeg);
}

std::optional<Result<Pixels>> decode_pixels_answer(base::ByteView payload, std::uint32_t edge_px_max)
{
    auto const is_edge = [&](std::uint32_t edge) { return edge >= 1 && edge <= edge_px_max; };
    auto const decode_rgb = [&](Reader& reader) -> std::optional<Result<Pixels>> {
        auto const width = reader.number();
        auto const height = reader.number();
        auto const rgb = reader.block();
        if (!width || !height || !rgb || !reader.at_end()) return std::nullopt;
        if (!is_edge(*width) || !is_edge(*height)) return std::nullopt;
        if (rgb->size() != std::size_t { 3 } * *width * *height) return std::nullopt;
        return Pixels { *width, *height, base::copy_of(*rgb) };
    };
    return decode_either<Pixels>(payload, decode_rgb);
}

}
