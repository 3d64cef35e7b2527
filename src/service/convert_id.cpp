#include "service/convert_id.hpp"

#include "base/base64.hpp"
#include "base/percent.hpp"

namespace likeness::service {

namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

std::string hex_from(std::string_view base64)
{
    std::string hex;
    for (auto const byte : base::base64_decode(base64).value_or(base::Bytes())) {
        hex.push_back(hex_digits[std::to_integer<unsigned>(byte) >> 4]);
        hex.push_back(hex_digits[std::to_integer<unsigned>(byte) & 15]);
    }
    return hex;
}

std::size_t hex_value(char digit)
{
    return hex_digits.find(digit >= 'a' && digit <= 'f' ? static_cast<char>(digit - 'a' + 'A') : digit);
}

// As it would be in base64; empty for what is not hexadecimal.
std::string base64_from(std::string_view hex)
{
    base::Bytes bytes;
    if (hex.size() % 2 != 0) return {};
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        auto const high = hex_value(hex[i]);
        auto const low = hex_value(hex[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return {};
        bytes.push_back(static_cast<std::byte>(high << 4 | low));
    }
    return base::base64_encode(bytes);
}

// The id's text as EwsId has it, of whatever spelling.
std::string ews_id_from(IdFormat format, std::string const& text)
{
    switch (format) {
    case IdFormat::ews_legacy_id:
    case IdFormat::ews_id:
    case IdFormat::entry_id:
    case IdFormat::store_id: return text;
    case IdFormat::hex_entry_id: return base64_from(text);
    case IdFormat::owa_id: return base::percent_decode(text);
    }
    return {};
}

std::string spelled(IdFormat format, std::string const& ews_id)
{
    switch (format) {
    case IdFormat::ews_legacy_id:
    case IdFormat::ews_id:
    case IdFormat::entry_id:
    case IdFormat::store_id: return ews_id;
    case IdFormat::hex_entry_id: return hex_from(ews_id);
    case IdFormat::owa_id: return base::percent_encode(ews_id);
    }
    return {};
}

// States are no ids: they name nothing that a client could ask for.
bool names_an_object(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::folder:
    case ObjectKind::item:
    case ObjectKind::attachment: return true;
    case ObjectKind::hierarchy_state:
    case ObjectKind::items_state:
    case ObjectKind::persona: return false;
    }
    return false;
}

Result<AlternateId> convert(
    AlternateId const& source, IdFormat destination, MailboxAccess& access, ObjectIds const& ids)
{
    if (source.id.empty()) return fail(Code::invalid_id_empty);
    auto const text = ews_id_from(source.format, source.id);
    auto const id = ids.read(text);
    if (!id || !names_an_object(id->kind)) return fail(Code::invalid_id_malformed);
    auto const mailbox = access.mailbox(id->mailbox);
    if (!mailbox) return tl::unexpected(mailbox.error());
    return AlternateId { destination, spelled(destination, text),
        (*mailbox)->owner.primary_address().text() };
}

}

ConvertIdAnswer convert_id(ConvertId const& request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    ConvertIdAnswer answer;
    answer.reserve(request.sources.size());
    for (auto const& source : request.sources)
        answer.push_back(source ? convert(*source, request.destination, access, ports.ids)
                                : Result<AlternateId>(tl::unexpected(source.error())));
    return answer;
}

}
