// Invariant: any file is an entry that is written back as the same bytes, or none. The first byte chooses whether the
// digest is set right, as a file that somebody made on purpose has it, so that what it guards is reached too.
#include "client/photos/cache_entry.hpp"
#include "base/keyed_hash.hpp"
#include "client/photos/entity_tag.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace likeness;

base::Bytes with_right_digest(base::ByteView content)
{
    auto file = base::copy_of(base::as_bytes("LKPHOTO1"));
    file.insert(file.end(), content.begin(), content.end());
    auto const digest = base::keyed_hash(base::SecretKey {}, { file });
    file.insert(file.end(), digest.begin(), digest.end());
    return file;
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    base::ByteView const input(reinterpret_cast<std::byte const*>(data), size);
    if (input.empty()) return 0;
    bool const is_made = (input[0] & std::byte { 1 }) != std::byte { 0 };
    auto const file = is_made ? with_right_digest(input.subspan(1)) : base::copy_of(input.subspan(1));
    auto const entry = client::read_cache_entry(file);
    if (!entry) return 0;
    if (client::write_cache_entry(*entry) != file) std::abort();
    if (entry->photo && client::validator_from(entry->photo->validator) != entry->photo->validator)
        std::abort();
    return 0;
}
