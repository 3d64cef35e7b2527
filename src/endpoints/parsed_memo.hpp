// ParsedMemo: what the last requests parsed to, by their bytes, so that a client that asks the same again pays for
// no parsing and no allocation.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace likeness::endpoints {

/// A table of fixed size in which a new entry takes the place of an old one: bounded whatever is asked.
/// For one thread; make it thread_local. `Parsed` must be a function of the bytes alone.
/// Texts longer than `text_bytes_max` are not kept.
template <class Parsed, std::size_t slots = 1024, std::size_t text_bytes_max = 512> class ParsedMemo {
public:
    /// Null when it is not there. Valid until the next `keep`.
    Parsed const* find(std::string_view text) const
    {
        auto const& slot = table_[slot_of(text)];
        return slot && slot->text == text ? &slot->parsed : nullptr;
    }

    /// Valid until the next `keep`. Null when the text is too long to be kept.
    Parsed const* keep(std::string_view text, Parsed const& parsed)
    {
        if (text.size() > text_bytes_max) return nullptr;
        auto& slot = table_[slot_of(text)];
        slot = std::make_unique<Slot>(std::string(text), parsed);
        return &slot->parsed;
    }

private:
    struct Slot {
        std::string text;
        Parsed parsed;

        Slot(std::string&& kept_text, Parsed const& kept)
            : text(std::move(kept_text))
            , parsed(kept)
        {
        }
    };

    static std::size_t slot_of(std::string_view text) { return std::hash<std::string_view>()(text) % slots; }

    std::array<std::unique_ptr<Slot>, slots> table_;
};

}
