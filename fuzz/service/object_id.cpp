// What clients send as ids and states: any text.
// Invariant: any text ends in an id that writes back to the very same text, or in one of two errors; and an id of any
// content is a text that reads back as it.
#include "service/object_ids.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

using namespace likeness;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

service::ObjectIds const ids { base::SecretKey {} };

void check_text(std::string_view text)
{
    auto const id = ids.read(text);
    if (id) return require(ids.write(*id) == text);
    require(id.error().code == (text.empty() ? Code::invalid_id_empty : Code::invalid_id_malformed));
}

// The bytes as what an id says, as far as they go.
void check_content(std::string_view bytes)
{
    ObjectId id;
    std::memcpy(id.mailbox.bytes.data(), bytes.data(), std::min(bytes.size(), id.mailbox.bytes.size()));
    id.object = bytes.size();
    if (bytes.size() >= 24) std::memcpy(&id.object, bytes.data() + 16, sizeof id.object);
    if (bytes.size() >= 32) std::memcpy(&id.extra, bytes.data() + 24, sizeof id.extra);
    if (bytes.size() >= 40) std::memcpy(&id.listed, bytes.data() + 32, sizeof id.listed);
    auto text = ids.write(id);
    require(text.size() == service::ObjectIds::text_bytes && text.starts_with("AAMk"));
    auto const read = ids.read(text);
    require(read && *read == id);
    // One letter of it replaced by a byte of the input is another text, and so no id.
    if (bytes.size() < 2) return;
    auto& letter = text[static_cast<unsigned char>(bytes[0]) % text.size()];
    if (letter == bytes[1]) return;
    letter = bytes[1];
    require(!ids.read(text));
}

}

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    check_text(text);
    check_content(text);
    return 0;
}
