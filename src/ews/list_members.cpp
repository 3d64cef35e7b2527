#include "ews/list_members.hpp"

#include "base/ascii.hpp"
#include "ews/mailbox_element.hpp"

namespace likeness::ews {

namespace {

constexpr std::array<std::pair<std::string_view, ListMember::Status>, 3> statuses { {
    { "Unrecognized", ListMember::Status::unrecognized },
    { "Normal", ListMember::Status::normal },
    { "Demoted", ListMember::Status::demoted },
} };

struct TextElement {
    std::string_view tag;
    std::string ListMember::* member;
};
constexpr std::array mailbox_texts {
    TextElement { "t:Name", &ListMember::name },
    TextElement { "t:EmailAddress", &ListMember::address },
    TextElement { "t:RoutingType", &ListMember::routing_type },
    TextElement { "t:MailboxType", &ListMember::mailbox_type },
};

Readable<ListMember> read_member(xml::Element const& element)
{
    auto const mailbox = required_child(element, types, "Mailbox");
    if (!mailbox) return tl::unexpected(mailbox.error());
    ListMember member { .key = std::string(element.attribute("Key").value_or("")) };
    for (auto const& [tag, text] : mailbox_texts)
        member.*text = std::string(text_of(**mailbox, types, tag.substr(tag.find(':') + 1)));
    if (auto const* const status = element.child(types, "Status")) {
        auto const known = enumerated(*status, base::trim(status->text), statuses);
        if (!known) return tl::unexpected(known.error());
        member.status = *known;
    }
    return member;
}

}

void write_members(xml::Writer& writer, std::vector<ListMember> const& members)
{
    if (members.empty()) return;
    writer.open("t:Members");
    for (auto const& member : members) {
        writer.open("t:Member");
        if (!member.key.empty()) writer.attribute("Key", member.key);
        writer.open("t:Mailbox");
        for (auto const& [tag, text] : mailbox_texts)
            if (!(member.*text).empty()) writer.element(tag, member.*text);
        writer.close().element("t:Status", name_in(statuses, member.status)).close();
    }
    writer.close();
}

Readable<std::vector<ListMember>> read_members(xml::Element const& element)
{
    std::vector<ListMember> members;
    for (auto const& child : element.children()) {
        if (!child.is(types, "Member")) continue;
        auto member = read_member(child);
        if (!member) return tl::unexpected(member.error());
        members.push_back(std::move(*member));
    }
    return members;
}

}
