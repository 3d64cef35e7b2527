#include "vcard/card_reader.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "vcard/limits.hpp"
#include "vcard/text_encoding.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace likeness::vcard {

namespace {

bool is_line(std::string_view text, std::string_view wanted)
{
    auto const halves = base::split_once(text, ':');
    auto const expected = base::split_once(wanted, ':');
    return halves && base::equals_ignoring_ascii_case(base::trim(halves->before), expected->before)
        && base::equals_ignoring_ascii_case(base::trim(halves->after), expected->after);
}

bool begins_card(std::string_view text)
{
    return is_line(text, "BEGIN:VCARD");
}

bool ends_card(std::string_view text)
{
    return is_line(text, "END:VCARD");
}

bool is_utf16(std::string_view text)
{
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

Version version_from(std::string_view text)
{
    text = base::trim(text);
    if (text == "2.1") return Version::v2_1;
    return text == "4.0" ? Version::v4_0 : Version::v3_0;
}

bool is_base64(std::string_view encoding)
{
    return base::equals_ignoring_ascii_case(encoding, "BASE64")
        || base::equals_ignoring_ascii_case(encoding, "B");
}

// Nothing of a line that is refused is told but its beginning.
std::string shown(std::string_view text)
{
    constexpr std::size_t shown_bytes_max = 40;
    std::string start(text.substr(0, shown_bytes_max));
    for (auto& letter : start)
        if (static_cast<unsigned char>(letter) < ' ' || static_cast<unsigned char>(letter) >= 0x7F)
            letter = '?';
    return start;
}

bool is_binary(std::string_view name)
{
    constexpr std::string_view names[] { "PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE" };
    return std::ranges::find(names, name) != std::end(names);
}

// Decodes what is text, and makes UTF-8 of what is text. False when it cannot.
bool decode(ContentLine& line)
{
    auto const encoding = line.parameter("ENCODING");
    if (is_base64(encoding)) {
        if (is_binary(line.name)) return true;
        auto const bytes = base::base64_decode(line.value);
        if (!bytes) return false;
        line.value = base::as_text(*bytes);
        line.has_escapes = false;
    } else if (base::equals_ignoring_ascii_case(encoding, "QUOTED-PRINTABLE")) {
        line.value = decode_quoted_printable(line.value);
        line.has_escapes = false;
    }
    auto text = to_utf8(std::move(line.value), line.parameter("CHARSET"));
    if (!text) return false;
    line.value = std::move(*text);
    return true;
}

// A line that is no UTF-8 has parameters that are none either.
bool decode_parameters(ContentLine& line)
{
    for (auto& parameter : line.parameters)
        for (auto& value : parameter.values) {
            auto text = to_utf8(std::move(value), {});
            if (!text) return false;
            value = std::move(*text);
        }
    return true;
}

}

std::optional<FileLine> CardReader::take_line()
{
    if (is_refused_) return std::nullopt;
    return lines_.next();
}

// nullopt: a card has begun, or the file is at its end. Otherwise what stood before it.
std::optional<Remark> CardReader::skip_to_card()
{
    std::optional<Remark> stray;
    while (!begun_) {
        auto const line = take_line();
        if (!line) return stray;
        if (line->number == 1 && is_utf16(line->text)) {
            is_refused_ = true;
            return Remark { 1, "the file is in UTF-16: save it as UTF-8" };
        }
        if (begins_card(line->text))
            begun_ = line->number;
        else if (!stray && !base::trim(line->text).empty())
            stray = Remark { line->number, "it stands in no card: " + shown(line->text) };
    }
    return stray;
}

std::optional<base::BasicResult<Card, Remark>> CardReader::next()
{
    if (!begun_) {
        if (auto stray = skip_to_card()) return tl::unexpected(std::move(*stray));
        if (!begun_) return std::nullopt;
    }
    return read_card();
}

CardReader::Outcome CardReader::read_card()
{
    Card card { .line = *std::exchange(begun_, std::nullopt) };
    lines_.keep_blanks(false);
    is_agent_next_ = false;
    std::size_t bytes = 0;
    std::size_t count = 0;
    while (auto line = take_line()) {
        if (ends_card(line->text)) return card;
        if (begins_card(line->text) && is_agent_next_) {
            skip_card();
            is_agent_next_ = false;
            continue;
        }
        if (begins_card(line->text)) {
            begun_ = line->number;
            return tl::unexpected(Remark { card.line, "the card does not end: another begins within it" });
        }
        bytes += line->text.size();
        if (bytes > limits::card_bytes_max || ++count > limits::card_lines_max) {
            skip_card();
            return tl::unexpected(Remark { card.line, "the card is larger than what is taken" });
        }
        take(std::move(*line), card);
    }
    return tl::unexpected(Remark { card.line, "the card does not end" });
}

// Up to its end, or the beginning of another.
void CardReader::skip_card()
{
    while (auto const line = take_line()) {
        if (ends_card(line->text)) return;
        if (!begins_card(line->text)) continue;
        begun_ = line->number;
        return;
    }
}

void CardReader::take(FileLine line, Card& card)
{
    if (base::trim(line.text).empty()) return;
    if (line.is_cut) {
        card.remarks.push_back({ line.number, "the line is longer than what is taken: " + shown(line.text) });
        return;
    }
    auto read = parse_content_line(line.text);
    if (!read) {
        card.remarks.push_back({ line.number, "it is no property: " + shown(line.text) });
        return;
    }
    read->line = line.number;
    is_agent_next_ = read->name == "AGENT" && base::trim(read->value).empty();
    if (read->name == "VERSION") {
        card.version = version_from(read->value);
        lines_.keep_blanks(card.version == Version::v2_1);
    } else if (is_agent_next_) {
        card.remarks.push_back({ line.number, "AGENT: the card of somebody else within this one" });
    } else if (!decode_parameters(*read) || !decode(*read)) {
        card.remarks.push_back({ line.number, "its characters cannot be read: " + shown(line.text) });
    } else {
        card.lines.push_back(std::move(*read));
    }
}

}
