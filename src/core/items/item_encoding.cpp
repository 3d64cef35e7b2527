// Theory: one byte of version, one of kind, then three lists - slots, extended properties, members - each with its count
// in front. Numbers are little-endian base 128 (a byte has seven bits; the eighth says that more follow), signed ones
// zigzag; a text is its length and its bytes. A value says of what type it is, so that one under an unknown number can be
// read over and kept.
//
// No count is believed beyond the bytes that are left, for each thing counted takes one at least.
#include "core/items/item_encoding.hpp"

#include <array>

namespace likeness {

namespace {

constexpr char layout_version = 1;

// The parts of an extended property's path that may be missing; one bit each, in this order.
constexpr std::array path_parts { &ExtendedFieldPath::distinguished_set, &ExtendedFieldPath::set,
    &ExtendedFieldPath::tag, &ExtendedFieldPath::name, &ExtendedFieldPath::id };

constexpr std::array member_texts { &ListMember::key, &ListMember::name, &ListMember::address,
    &ListMember::routing_type, &ListMember::mailbox_type };

class Encoder {
public:
    std::string run(ItemContent const& content) &&
    {
        byte(layout_version);
        byte(static_cast<char>(content.kind));
        number(content.slots.entries().size());
        for (auto const& [slot, value] : content.slots.entries()) {
            byte(static_cast<char>(slot));
            byte(static_cast<char>(value.index()));
            std::visit(*this, value);
        }
        number(content.extended.size());
        for (auto const& property : content.extended) extended(property);
        number(content.members.size());
        for (auto const& one : content.members) member(one);
        return std::move(bytes_);
    }

    void operator()(std::string const& value) { text(value); }
    void operator()(Texts const& value)
    {
        number(value.size());
        for (auto const& each : value) text(each);
    }
    void operator()(base::Seconds value) { signed_number(value.time_since_epoch().count()); }
    void operator()(bool value) { byte(value ? 1 : 0); }
    void operator()(std::int32_t value) { signed_number(value); }

private:
    void byte(char value) { bytes_.push_back(value); }
    void number(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7) byte(static_cast<char>(value | 0x80));
        byte(static_cast<char>(value));
    }
    void signed_number(std::int64_t value)
    {
        number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
    }
    void text(std::string_view value)
    {
        number(value.size());
        bytes_.append(value);
    }
    void extended(ExtendedProperty const& property)
    {
        unsigned present = 0;
        for (std::size_t i = 0; i < path_parts.size(); ++i)
            if (property.path.*path_parts[i]) present |= 1u << i;
        byte(static_cast<char>(present));
        for (auto const part : path_parts)
            if (auto const& value = property.path.*part) text(*value);
        text(property.path.type);
        (*this)(property.values);
    }
    void member(ListMember const& one)
    {
        for (auto const part : member_texts) text(one.*part);
        byte(static_cast<char>(one.status));
    }

    std::string bytes_;
};

// After a failure every reading gives nothing, and `ok` says so at the end.
class Decoder {
public:
    explicit Decoder(std::string_view bytes)
        : left_(bytes)
    {
    }

    std::optional<ItemContent> run()
    {
        auto content = begin();
        read_slots(content.slots, SlotSet().set());
        for (auto count = counted(); ok_ && count > 0; --count) content.extended.push_back(extended());
        for (auto count = counted(); ok_ && count > 0; --count) content.members.push_back(member());
        expect(left_.empty());
        return ok_ ? std::optional(std::move(content)) : std::nullopt;
    }

    std::optional<ItemContent> run_slots(SlotSet const& wanted)
    {
        auto content = begin();
        read_slots(content.slots, wanted);
        return ok_ ? std::optional(std::move(content)) : std::nullopt;
    }

private:
    ItemContent begin()
    {
        ItemContent content;
        expect(byte() == static_cast<std::uint8_t>(layout_version));
        content.kind = static_cast<ItemKind>(byte());
        expect(content.kind == ItemKind::contact || content.kind == ItemKind::distribution_list);
        return content;
    }
    void expect(bool condition)
    {
        ok_ = ok_ && condition;
        if (!ok_) left_ = {};
    }
    std::uint8_t byte()
    {
        expect(!left_.empty());
        if (!ok_) return 0;
        auto const value = static_cast<std::uint8_t>(left_.front());
        left_.remove_prefix(1);
        return value;
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            auto const next = byte();
            value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
            if ((next & 0x80) == 0) return value;
        }
        expect(false);
        return 0;
    }
    std::int64_t signed_number()
    {
        auto const value = number();
        return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
    }
    std::size_t counted()
    {
        auto const count = number();
        expect(count <= left_.size());
        return ok_ ? static_cast<std::size_t>(count) : 0;
    }
    std::string text()
    {
        std::string value(left_.substr(0, counted()));
        left_.remove_prefix(value.size());
        return value;
    }
    Texts texts()
    {
        Texts values;
        for (auto count = counted(); ok_ && count > 0; --count) values.push_back(text());
        return values;
    }
    std::int32_t small_number()
    {
        auto const value = signed_number();
        expect(value == static_cast<std::int32_t>(value));
        return static_cast<std::int32_t>(value);
    }
    // By the order of SlotValue's alternatives.
    SlotValue value()
    {
        switch (byte()) {
        case 0: return text();
        case 1: return texts();
        case 2: return base::Seconds(std::chrono::seconds(signed_number()));
        case 3: return byte() != 0;
        case 4: return small_number();
        default: expect(false);
        }
        return {};
    }
    void skip_text() { left_.remove_prefix(counted()); }
    void skip_value()
    {
        switch (byte()) {
        case 0: return skip_text();
        case 1:
            for (auto count = counted(); ok_ && count > 0; --count) skip_text();
            return;
        case 2:
        case 4: number(); return;
        case 3: byte(); return;
        default: expect(false);
        }
    }
    void read_slots(SlotValues& slots, SlotSet const& wanted)
    {
        int last = -1; // Sorted, and none twice: encode() writes nothing else.
        for (auto count = counted(); ok_ && count > 0; --count) {
            auto const slot = byte();
            expect(slot > last);
            last = slot;
            if (wanted.test(slot))
                slots.put(static_cast<Slot>(slot), value());
            else
                skip_value();
        }
    }
    ExtendedProperty extended()
    {
        ExtendedProperty property;
        auto const present = byte();
        expect(present >> path_parts.size() == 0);
        for (std::size_t i = 0; i < path_parts.size(); ++i)
            if ((present >> i & 1) != 0) property.path.*path_parts[i] = text();
        property.path.type = text();
        property.values = texts();
        return property;
    }
    ListMember member()
    {
        ListMember one;
        for (auto const part : member_texts) one.*part = text();
        auto const status = byte();
        expect(status <= static_cast<std::uint8_t>(ListMember::Status::demoted));
        one.status = static_cast<ListMember::Status>(status);
        return one;
    }

    std::string_view left_;
    bool ok_ = true;
};

Result<ItemContent> or_broken(std::optional<ItemContent> content)
{
    if (!content)
        return fail(Code::internal_server_error, "An item in the store cannot be read.", "broken encoding");
    return std::move(*content);
}

}

std::string encode(ItemContent const& content)
{
    return Encoder().run(content);
}

Result<ItemContent> decode_item(std::string_view bytes)
{
    return or_broken(Decoder(bytes).run());
}

Result<ItemContent> decode_slots(std::string_view bytes, SlotSet const& wanted)
{
    return or_broken(Decoder(bytes).run_slots(wanted));
}

}
