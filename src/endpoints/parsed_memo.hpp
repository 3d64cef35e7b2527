// ParsedMemo: what the last requests parsed to, by their bytes, so that a client that asks the same again pays for
// no parsing and no allocation.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace likeness::endpoints {

/// A table of fixed size in which a new entry takes the place of an old one: bounded whatever is asked. What is asked
/// once is not kept, so that requests that are all different cost next to nothing more.
/// For one thread; make it thread_local. `Parsed` must be a function of the bytes alone.
/// Texts longer than `text_bytes_max` are not kept.
template <class Parsed, std::size_t slots = 1024, std::size_t text_bytes_max = 512> class ParsedMemo {
public:
    /// A text with its hash, which is worked out once.
    struct Key {
        std::string_view text;
        std::size_t hash = 0;

        explicit Key(std::string_view key_text)
            : text(key_text)
            , hash(key_text.size() > text_bytes_max ? 0 : std::hash<std::string_view>()(key_text))
        {
        }
    };

    /// Null when it is not there. Valid until the next `keep`.
    Parsed const* find(Key const& key) const
    {
        auto const& slot = table_[key.hash % slots];
        return slot && slot->text == key.text ? &slot->parsed : nullptr;
    }

    /// To be called where `find` found nothing.
    void keep(Key const& key, Parsed const& parsed)
    {
        if (key.text.size() > text_bytes_max) return;
        auto const at = key.hash % slots;
        if (std::exchange(asked_[at], key.hash) == key.hash)
            table_[at] = std::make_unique<Slot>(std::string(key.text), parsed);
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

    std::array<std::unique_ptr<Slot>, slots> table_;
    std::array<std::size_t, slots>
        asked_ {}; ///< The hash of the last text that was to be kept, whether it was or not.
};

}
