#include "image/vips.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace likeness::image {

namespace {

struct Free {
    void operator()(char* text) const noexcept { g_free(text); }
};

// libvips, libjpeg and libpng each have their own words for it, and no code.
bool tells_of_memory(std::string_view log)
{
    auto const folded = base::ascii_lowered(log);
    return folded.find("out of memory") != std::string::npos
        || folded.find("insufficient memory") != std::string::npos;
}

}

std::string take_vips_log()
{
    std::unique_ptr<char, Free> const raw(vips_error_buffer_copy());
    std::string log(base::trim(raw.get()));
    std::ranges::replace(log, '\n', ' ');
    return log;
}

tl::unexpected<Error> decoding_failed()
{
    auto log = take_vips_log();
    if (tells_of_memory(log))
        return fail(Code::internal_server_transient_error,
            "The picture takes more memory than the renderer may use.", std::move(log));
    return fail(
        Code::content_conversion_failed, "The picture is broken, cut short or oddly made.", std::move(log));
}

}
