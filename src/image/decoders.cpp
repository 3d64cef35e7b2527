#include "image/decoders.hpp"

#include "image/vips.hpp"

#include <array>
#include <gmodule.h>
#include <string_view>
#include <vips/vector.h>

namespace likeness::image {

namespace {

struct Loader {
    PictureType type;
    char const* operation; ///< As libvips' callers name it.
    char const* type_name; ///< As its type system does, which is what can be blocked.
};

// All work on a buffer. ImageMagick's BMP, SVG, PDF and whatever else libvips may have been built with
// are not for bytes from strangers.
constexpr std::array trusted_loaders {
    Loader { PictureType::jpeg, "jpegload_buffer", "VipsForeignLoadJpegBuffer" },
    Loader { PictureType::png, "pngload_buffer", "VipsForeignLoadPngBuffer" },
    Loader { PictureType::gif, "gifload_buffer", "VipsForeignLoadNsgifBuffer" },
    Loader { PictureType::webp, "webpload_buffer", "VipsForeignLoadWebpBuffer" },
    Loader { PictureType::tiff, "tiffload_buffer", "VipsForeignLoadTiffBuffer" },
    Loader { PictureType::heif, "heifload_buffer", "VipsForeignLoadHeifBuffer" },
};

void (*call_when_out_of_memory)() noexcept = nullptr;

// GLib aborts when an allocation fails, and says so here first. Everything else it has to say is about
// the picture, which the caller learns from the Error.
void on_glib_log(char const*, GLogLevelFlags level, char const* text, void*)
{
    bool const is_fatal = (level & (G_LOG_FLAG_FATAL | G_LOG_LEVEL_ERROR)) != 0;
    if (is_fatal && call_when_out_of_memory != nullptr
        && std::string_view(text).find("failed to allocate") != std::string_view::npos)
        call_when_out_of_memory();
}

// libvips loads whatever it finds in its library folder, ImageMagick and a PDF reader among it, unless
// that folder is elsewhere.
void hide_plug_ins()
{
    g_setenv("VIPSHOME", "/nonexistent", TRUE);
}

// libvips puts what it takes for large into a temporary file, which this process may not make: the limit
// on pixels and the one on memory take care of large pictures.
void stay_in_memory()
{
    g_setenv("VIPS_DISC_THRESHOLD", "1000g", TRUE);
}

// Debian builds HEIF as a plug-in: take this one, by its full name.
void load_heif_plug_in()
{
    if (vips_type_find("VipsOperation", "heifload_buffer") != 0) return;
    if (auto* const module = g_module_open(LIKENESS_VIPS_HEIF_MODULE, G_MODULE_BIND_LAZY))
        g_module_make_resident(module);
}

void block_other_loaders()
{
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (auto const& loader : trusted_loaders) vips_operation_block_set(loader.type_name, FALSE);
}

void keep_nothing_between_pictures()
{
    vips_cache_set_max(0);
    vips_concurrency_set(1);
}

// libvips would write machine code while it runs, in files it makes for that in the home folder. A fifth
// faster, but then the process could not be denied memory that is both written and run.
void write_no_machine_code()
{
    vips_vector_set_enabled(FALSE);
}

}

Result<> start_decoders(void (*out_of_memory)() noexcept)
{
    call_when_out_of_memory = out_of_memory;
    g_log_set_default_handler(on_glib_log, nullptr);
    hide_plug_ins();
    stay_in_memory();
    if (vips_init("likeness-render") != 0)
        return fail(Code::internal_server_error, "The picture library does not start.", take_vips_log());
    load_heif_plug_in();
    block_other_loaders();
    keep_nothing_between_pictures();
    write_no_machine_code();
    return {};
}

bool can_decode(PictureType type)
{
    for (auto const& loader : trusted_loaders)
        if (loader.type == type) return vips_type_find("VipsOperation", loader.operation) != 0;
    return false;
}

}
