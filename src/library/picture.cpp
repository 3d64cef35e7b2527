#include "likeness/picture.hpp"

#include "base/file.hpp"
#include "client/photos/picture_name.hpp"
#include "core/limits.hpp"
#include "library/guarded.hpp"

#include <algorithm>

namespace likeness::exchange {

namespace {

PictureType type_from(std::string_view content_type)
{
    for (auto const type : { PictureType::png, PictureType::gif, PictureType::webp, PictureType::tiff,
             PictureType::heif, PictureType::bmp })
        if (content_type_of(type) == content_type) return type;
    return PictureType::jpeg;
}

}

Result<void> save(Picture const& picture, std::filesystem::path const& file) noexcept
{
    return guarded([&]() -> Result<void> {
        auto const written = base::write_file_atomically(file, picture.bytes);
        if (written) return {};
        return Failure { FailureKind::internal, file.string() + " cannot be written",
            written.error().message() };
    });
}

Result<std::filesystem::path> save_in(
    std::filesystem::path const& folder, std::string_view name, Picture const& picture) noexcept
{
    return guarded([&]() -> Result<std::filesystem::path> {
        auto file = folder / client::picture_name(name, type_from(picture.content_type));
        if (auto const saved = save(picture, file); !saved) return saved.failure();
        return file;
    });
}

Result<std::string> file_name_from(std::string_view name, std::string_view content_type) noexcept
{
    return guarded(
        [&]() -> Result<std::string> { return client::picture_name(name, type_from(content_type)); });
}

Result<std::vector<std::byte>> read_picture_file(std::filesystem::path const& file) noexcept
{
    return guarded([&]() -> Result<std::vector<std::byte>> {
        auto bytes = base::read_file(file, likeness::limits::upload_bytes_max);
        if (!bytes)
            return Failure { FailureKind::invalid_request, file.string() + " cannot be read",
                bytes.error().message() };
        if (bytes->empty()) return Failure { FailureKind::invalid_request, file.string() + " is empty" };
        return *std::move(bytes);
    });
}

}
