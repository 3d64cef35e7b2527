#include "image/jpeg_file.hpp"

namespace likeness::image {

Result<base::Bytes> jpeg_file(VipsImage* image, JpegSettings const& settings)
{
    void* raw = nullptr;
    std::size_t size = 0;
    int const status
        = vips_jpegsave_buffer(image, &raw, &size, "Q", settings.quality, "strip", TRUE, "optimize_coding",
            settings.optimise_coding ? TRUE : FALSE, "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_ON, nullptr);
    std::unique_ptr<void, void (*)(void*)> const owned(raw, g_free);
    if (status != 0) return decoding_failed();
    return base::copy_of({ static_cast<std::byte const*>(raw), size });
}

}
