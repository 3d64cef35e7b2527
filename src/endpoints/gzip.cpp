#include "endpoints/gzip.hpp"

#include "base/ascii.hpp"

#include <zlib.h>

namespace likeness::endpoints {

namespace {

constexpr int gzip_window_bits = 15 + 16; // zlib: the largest window, and gzip's framing instead of its own.
constexpr int memory_level = 8;

// "gzip;q=0" refuses it.
bool has_weight(std::string_view parameters)
{
    auto const weight = base::split_once(parameters, '=');
    if (!weight) return true;
    auto const value = base::trim(weight->after);
    return value.find_first_not_of("0.") != std::string_view::npos;
}

class Deflater {
public:
    Deflater()
        : ready_(deflateInit2(
                     &stream_, Z_BEST_SPEED, Z_DEFLATED, gzip_window_bits, memory_level, Z_DEFAULT_STRATEGY)
              == Z_OK)
    {
    }
    ~Deflater() { deflateEnd(&stream_); }
    Deflater(Deflater const&) = delete;
    Deflater& operator=(Deflater const&) = delete;

    std::optional<std::string> compress(std::string_view text)
    {
        if (!ready_) return std::nullopt;
        std::string out(deflateBound(&stream_, text.size()), '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib only reads it.
        stream_.avail_in = static_cast<uInt>(text.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(out.size());
        if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return std::nullopt;
        out.resize(stream_.total_out);
        return out;
    }

private:
    z_stream stream_ {};
    bool ready_;
};

}

bool takes_gzip(std::string_view accept_encoding)
{
    bool any = false; // What "*" says, which counts where gzip is not named.
    while (!accept_encoding.empty()) {
        auto const one = accept_encoding.substr(0, accept_encoding.find(','));
        accept_encoding.remove_prefix(std::min(accept_encoding.size(), one.size() + 1));
        auto const coding = base::trim(one.substr(0, one.find(';')));
        bool const taken = has_weight(one.substr(std::min(one.size(), one.find(';'))));
        if (base::equals_ignoring_ascii_case(coding, "gzip")) return taken;
        if (coding == "*") any = taken;
    }
    return any;
}

std::optional<std::string> gzip(std::string_view text)
{
    return Deflater().compress(text);
}

}
