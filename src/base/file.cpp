#include "base/file.hpp"

#include "base/guid.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace likeness::base {

namespace {

std::error_code last_error()
{
    return { errno, std::generic_category() };
}

class Descriptor {
public:
    explicit Descriptor(int raw)
        : raw_(raw)
    {
    }
    ~Descriptor()
    {
        if (raw_ >= 0) ::close(raw_);
    }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    int raw() const { return raw_; }
    bool is_open() const { return raw_ >= 0; }

private:
    int raw_;
};

bool write_all(int descriptor, ByteView bytes)
{
    while (!bytes.empty()) {
        auto const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

std::filesystem::path folder_of(std::filesystem::path const& file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

std::error_code write_and_sync(std::filesystem::path const& file, ByteView bytes, FileMode mode)
{
    Descriptor const out(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, static_cast<mode_t>(mode)));
    if (!out.is_open() || !write_all(out.raw(), bytes) || ::fsync(out.raw()) != 0) return last_error();
    return {};
}

}

BasicResult<Bytes, std::error_code> read_file(std::filesystem::path const& file, std::size_t bytes_max)
{
    Descriptor const in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in.is_open()) return tl::unexpected(last_error());
    struct stat facts {};
    if (::fstat(in.raw(), &facts) != 0) return tl::unexpected(last_error());
    if (S_ISDIR(facts.st_mode)) return tl::unexpected(std::make_error_code(std::errc::is_a_directory));

    Bytes bytes;
    // One byte past the limit tells "too large" from "just fits", for pipes as well as for files.
    std::size_t const most = std::max(bytes_max, bytes_max + 1);
    auto const expected = S_ISREG(facts.st_mode) ? static_cast<std::size_t>(facts.st_size) + 1 : 64 * 1024;
    while (bytes.size() < most) {
        auto const have = bytes.size();
        bytes.resize(std::min(most, std::max(expected, have + 64 * 1024)));
        auto const got = ::read(in.raw(), bytes.data() + have, bytes.size() - have);
        bytes.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return tl::unexpected(last_error());
        if (got == 0) return bytes;
    }
    return tl::unexpected(std::make_error_code(std::errc::file_too_large));
}

BasicResult<void, std::error_code> write_file_atomically(
    std::filesystem::path const& file, ByteView bytes, FileMode mode)
{
    auto const folder = folder_of(file);
    // Not made of the file's own name: that may be as long as a name can be.
    auto const beside = folder / (".likeness-" + to_string(random_guid()) + ".part");
    auto error = write_and_sync(beside, bytes, mode);
    if (!error && ::rename(beside.c_str(), file.c_str()) != 0) error = last_error();
    if (error) {
        ::unlink(beside.c_str());
        return tl::unexpected(error);
    }
    Descriptor const held(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (held.is_open()) ::fsync(held.raw());
    return {};
}

}
