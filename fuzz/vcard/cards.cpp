// Invariant: any bytes end in cards or remarks, and what is read out of a card is read back the same after it is written,
// in either version.
#include "vcard/card_reader.hpp"
#include "vcard/read_contact.hpp"
#include "vcard/write_contact.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace {

using namespace likeness::vcard;

TextSource all_at_once(std::string_view text)
{
    return [text]() mutable { return std::exchange(text, {}); };
}

ReadContact read_again(std::string_view text)
{
    CardReader reader(all_at_once(text));
    auto const card = reader.next();
    if (!card || !*card || reader.next()) std::abort();
    auto contact = read_contact(**card);
    if (!contact) std::abort();
    return *std::move(contact);
}

void check(ReadContact const& contact, Version version)
{
    // Those on a list who are other cards are not written, and somebody of whom nothing is left is not read.
    auto const& content = contact.content;
    if (content.slots.empty() && content.members.empty() && !contact.picture) return;
    auto const written
        = write_contact({ .content = content,
                            .uid = contact.uid,
                            .picture = contact.picture ? likeness::base::ByteView(*contact.picture)
                                                       : likeness::base::ByteView() },
            version);
    auto const again = read_again(written.text);
    if (written.left_out != 0 || again.content != content || again.picture != contact.picture
        || again.uid != contact.uid)
        std::abort();
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    CardReader reader(all_at_once({ reinterpret_cast<char const*>(data), size }));
    while (auto const card = reader.next()) {
        if (!*card) continue;
        auto const contact = read_contact(**card);
        if (!contact) continue;
        check(*contact, Version::v3_0);
        check(*contact, Version::v4_0);
    }
    return 0;
}
