#include "apps/likeness/byte_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace likeness::app {

namespace {

struct Close {
    void operator()(int const* descriptor) const noexcept
    {
        ::close(*descriptor);
        delete descriptor;
    }
};

ByteReader::Source source_of(int raw)
{
    return [descriptor = std::unique_ptr<int const, Close>(new int(raw))](
               std::span<char> into) -> base::BasicResult<std::size_t, std::error_code> {
        for (;;) {
            auto const got = ::read(*descriptor, into.data(), into.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) return tl::unexpected(std::error_code(errno, std::generic_category()));
        }
    };
}

}

ByteReader::ByteReader(Source source, std::size_t buffer_bytes)
    : source_(std::move(source))
    , buffer_(buffer_bytes)
{
}

bool ByteReader::refill()
{
    taken_before_buffer_ += begin_;
    begin_ = filled_ = 0;
    read_more();
    return filled_ > 0;
}

void ByteReader::read_more()
{
    if (at_end_) return;
    auto const got = source_(std::span(buffer_).subspan(filled_));
    if (!got) error_ = got.error();
    at_end_ = !got || *got == 0;
    filled_ += got.value_or(0);
}

std::string_view ByteReader::ahead(std::size_t bytes)
{
    bytes = std::min(bytes, buffer_.size());
    if (begin_ + bytes > buffer_.size()) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(filled_), buffer_.begin());
        taken_before_buffer_ += begin_;
        filled_ -= begin_;
        begin_ = 0;
    }
    while (filled_ - begin_ < bytes && !at_end_) read_more();
    return { buffer_.data() + begin_, std::min(bytes, filled_ - begin_) };
}

std::string_view ByteReader::take()
{
    if (peek() == end) return {};
    std::string_view const taken(buffer_.data() + begin_, filled_ - begin_);
    begin_ = filled_;
    return taken;
}

Result<OpenFile> open_file(std::filesystem::path const& file)
{
    auto const cannot = [&](int reason) {
        return fail(Code::invalid_request,
            fmt::format("{} cannot be read: {}", file.string(), std::generic_category().message(reason)));
    };
    int const descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return cannot(errno);
    auto source = source_of(descriptor);
    struct stat facts {};
    if (::fstat(descriptor, &facts) != 0) return cannot(errno);
    if (S_ISDIR(facts.st_mode)) return cannot(EISDIR);
    auto const bytes = S_ISREG(facts.st_mode) ? static_cast<std::uint64_t>(facts.st_size) : 0;
    return OpenFile { ByteReader(std::move(source)), bytes };
}

}
