// Cards as the tests write them, and what comes of them.
#pragma once

#include "vcard/read_contact.hpp"

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::vcard {

/// A file in pieces of so many bytes. `text` must outlive it.
inline TextSource in_pieces(std::string_view text, std::size_t piece_bytes)
{
    return [text, piece_bytes]() mutable {
        auto const piece = text.substr(0, piece_bytes);
        text.remove_prefix(piece.size());
        return piece;
    };
}

inline std::vector<base::BasicResult<Card, Remark>> cards_of(
    std::string_view text, std::size_t piece_bytes = 4096)
{
    CardReader reader(in_pieces(text, piece_bytes));
    std::vector<base::BasicResult<Card, Remark>> cards;
    while (auto card = reader.next()) cards.push_back(std::move(*card));
    return cards;
}

/// The lines between BEGIN and END, of version 3.0 where none is in them.
inline std::string card_of(std::string_view lines)
{
    std::string const version = lines.contains("VERSION:") ? "" : "VERSION:3.0\n";
    return "BEGIN:VCARD\n" + version + std::string(lines) + "END:VCARD\n";
}

/// Of a file with one card that says something of somebody.
inline ReadContact contact_of(std::string_view lines)
{
    auto const cards = cards_of(card_of(lines));
    if (cards.size() != 1 || !cards.front()) std::abort();
    auto contact = read_contact(*cards.front());
    if (!contact) std::abort();
    return *std::move(contact);
}

inline std::string text_in(ReadContact const& contact, Slot slot)
{
    return std::string(contact.content.slots.text(slot));
}

inline std::vector<std::string> texts_of(std::vector<Remark> const& remarks)
{
    std::vector<std::string> texts;
    for (auto const& remark : remarks) texts.push_back(remark.text);
    return texts;
}

}
