// Invariant: any bytes, however they are cut into pieces, come to the same requests with the same bodies, followed
// by nothing, a wish for more, or one refusal with the same 4xx or 5xx status; and every head that is taken is one
// that keeps what the handler is promised of it.
#include "http/request_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace likeness;
using http::Progress;

constexpr std::size_t body_bytes_max = 4096;

// Small ones, so that short inputs reach them.
http::Limits const limits { .head_bytes_max = 600, .target_bytes_max = 200, .headers_max = 8 };

void require(bool condition)
{
    if (!condition) std::abort();
}

struct Reading {
    std::vector<std::string> requests;
    int refused_with = 0;

    friend bool operator==(Reading const&, Reading const&) = default;
};

std::string shown(http::RequestHead const& head)
{
    auto const holds_line_end
        = [](std::string_view text) { return text.find_first_of({ "\r\n\0", 3 }) != std::string_view::npos; };
    require(!head.method.empty() && head.target.starts_with('/')
        && head.target.size() <= limits.target_bytes_max);
    require(head.headers.size() <= limits.headers_max);
    require(head.minor_version == 0 || head.find("Host"));
    require(!(head.find("Content-Length") && head.find("Transfer-Encoding")));
    auto text = std::string(head.method) + " " + std::string(head.target) + "\n";
    for (auto const& [name, value] : head.headers) {
        require(!name.empty() && !holds_line_end(name) && !holds_line_end(value));
        text.append(name).append(":").append(value).append("\n");
    }
    return text;
}

// Feeds the reader as a connection does.
class Driver {
public:
    bool feed(std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto const room = reader_.room();
            require(!room.empty());
            auto const count = std::min(room.size(), bytes.size());
            std::ranges::copy(base::as_bytes(bytes.substr(0, count)), room.begin());
            reader_.received(count);
            bytes.remove_prefix(count);
            if (!read()) return false;
        }
        return true;
    }

    Reading reading;

private:
    bool read()
    {
        for (;;) {
            auto const progress = in_body_ ? reader_.read_body() : start();
            if (progress == Progress::need_more) return true;
            if (progress == Progress::refused) {
                reading.refused_with = reader_.refusal().status;
                require(reading.refused_with >= 400 && reading.refused_with < 600);
                return false;
            }
            if (in_body_) reading.requests.back().append(base::as_text(reader_.body()));
            require(reader_.body().size() <= body_bytes_max);
            in_body_ = false;
            reader_.next_request();
        }
    }

    Progress start()
    {
        auto const progress = reader_.read_head();
        if (progress != Progress::done) return progress;
        reading.requests.push_back(shown(reader_.head()));
        if (!reader_.framing().has_body()) return progress;
        in_body_ = true;
        return reader_.begin_body(body_bytes_max);
    }

    http::RequestReader reader_ { limits };
    bool in_body_ = false;
};

template <class PieceSize> Reading read(std::string_view bytes, PieceSize piece_size)
{
    Driver driver;
    while (!bytes.empty()) {
        auto const piece = bytes.substr(0, piece_size());
        if (!driver.feed(piece)) break;
        bytes.remove_prefix(piece.size());
    }
    return driver.reading;
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size < 1) return 0;
    std::uint32_t random = data[0];
    std::string_view const bytes(reinterpret_cast<char const*>(data) + 1, size - 1);
    auto const whole = read(bytes, [] { return std::string_view::npos; });
    require(whole == read(bytes, [] { return 1; }));
    require(whole == read(bytes, [&] { return 1 + (random = random * 1'664'525 + 1'013'904'223) % 61; }));
    return 0;
}
