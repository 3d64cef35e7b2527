// The time of an entry's file is when its answer was last checked: confirming an answer costs no write of its
// bytes, and the sweep removes by that time without opening a file.
#include "client/photos/photo_cache.hpp"

#include "base/file.hpp"
#include "base/keyed_hash.hpp"
#include "client/private_folder.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view entry_suffix = ".photo";
constexpr auto abandoned_after = std::chrono::hours(1);

// The parts hold no NUL (an address has no control character, a user name with a NUL is refused before it
// comes here), so no two questions have one text.
std::string text_of(CacheKey const& key)
{
    std::string text = key.server;
    for (std::string_view const part : { std::string_view(key.user),
             std::string_view(key.request.email.folded()), code_of(key.request.size) })
        text.append(1, '\0').append(part);
    return text;
}

base::Seconds checked_at(fs::path const& file)
{
    std::error_code error;
    auto const time = fs::last_write_time(file, error);
    if (error) return {};
    return std::chrono::floor<std::chrono::seconds>(std::chrono::file_clock::to_sys(time));
}

struct Kept {
    fs::path file;
    fs::file_time_type time;
    std::uint64_t bytes = 0;
};

bool is_abandoned(fs::path const& file, fs::file_time_type time)
{
    return file.extension() == ".part" && time < fs::file_time_type::clock::now() - abandoned_after;
}

// Other processes add and remove files meanwhile: what cannot be looked at is simply not counted.
std::vector<Kept> entries_in(fs::path const& folder)
{
    std::vector<Kept> entries;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        std::error_code gone;
        auto const bytes = at->file_size(gone);
        auto const time = gone ? fs::file_time_type() : at->last_write_time(gone);
        if (gone) continue;
        if (is_abandoned(at->path(), time))
            fs::remove(at->path(), gone);
        else if (at->path().extension() == entry_suffix)
            entries.push_back({ at->path(), time, bytes });
    }
    return entries;
}

// Down to nine tenths, so that a full cache is not swept at every answer.
void remove_oldest(std::vector<Kept> entries, std::uint64_t bytes_max)
{
    std::uint64_t total = 0;
    for (auto const& entry : entries) total += entry.bytes;
    if (total <= bytes_max) return;
    std::ranges::sort(entries, {}, &Kept::time);
    for (auto const& entry : entries) {
        if (total <= bytes_max / 10 * 9) return;
        std::error_code gone;
        fs::remove(entry.file, gone);
        total -= entry.bytes;
    }
}

}

PhotoCache::PhotoCache(fs::path folder, std::uint64_t bytes_max)
    : folder_(std::move(folder))
    , bytes_max_(bytes_max)
{
}

base::BasicResult<PhotoCache, std::error_code> PhotoCache::open(fs::path folder, std::uint64_t bytes_max)
{
    if (auto const error = claim_private_folder(folder)) return tl::unexpected(error);
    return PhotoCache(std::move(folder), bytes_max);
}

fs::path PhotoCache::file_of(CacheKey const& key) const
{
    auto const digest = base::keyed_hash(base::SecretKey {}, { base::as_bytes(text_of(key)) });
    return folder_ / base::hex_of(digest, digest.size()).append(entry_suffix);
}

std::optional<CachedAnswer> PhotoCache::find(CacheKey const& key) const
{
    auto const file = file_of(key);
    auto const bytes = base::read_file(file, cache_entry_bytes_max);
    auto entry = bytes ? read_cache_entry(*bytes) : std::nullopt;
    if (!entry || entry->key != text_of(key)) return std::nullopt;
    return CachedAnswer { std::move(entry->photo), checked_at(file) };
}

base::BasicResult<void, std::error_code> PhotoCache::store(
    CacheKey const& key, std::optional<ReceivedPhoto> photo)
{
    auto const file = file_of(key);
    if (photo && photo->validator.empty()) {
        std::error_code error;
        fs::remove(file, error);
        if (error) return tl::unexpected(error);
        return {};
    }
    auto const bytes = write_cache_entry({ text_of(key), std::move(photo) });
    auto const written = base::write_file_atomically(file, bytes, base::FileMode::secret);
    if (written) make_room(bytes.size());
    return written;
}

void PhotoCache::confirm(CacheKey const& key)
{
    std::error_code gone;
    fs::last_write_time(file_of(key), fs::file_time_type::clock::now(), gone);
}

// Looking at a whole folder costs: once for the first entry of a process, then for each sixteenth of the budget.
void PhotoCache::make_room(std::uint64_t written)
{
    if (written < bytes_until_sweep_) {
        bytes_until_sweep_ -= written;
        return;
    }
    remove_oldest(entries_in(folder_), bytes_max_);
    bytes_until_sweep_ = bytes_max_ / 16;
}

std::optional<fs::path> photo_cache_folder(char const* xdg_cache_home, char const* home)
{
    return xdg_folder(xdg_cache_home, home, ".cache", fs::path("likeness") / "photos");
}

}
