#include "ews/rights_element.hpp"

namespace likeness::ews {

namespace {

void write_truth(xml::Writer& writer, std::string_view name, bool value)
{
    writer.element(name, value ? "true" : "false");
}

Readable<bool> read_right(xml::Element const& rights, std::string_view name)
{
    auto const* const child = rights.child(types, name);
    return child ? read_boolean(*child, child->text) : false;
}

}

void write_rights(xml::Writer& writer, EffectiveRights const& rights)
{
    writer.open("t:EffectiveRights");
    write_truth(writer, "t:CreateAssociated", rights.create_associated);
    write_truth(writer, "t:CreateContents", rights.create_contents);
    write_truth(writer, "t:CreateHierarchy", rights.create_hierarchy);
    write_truth(writer, "t:Delete", rights.remove);
    write_truth(writer, "t:Modify", rights.modify);
    write_truth(writer, "t:Read", rights.read);
    if (rights.view_private_items) write_truth(writer, "t:ViewPrivateItems", *rights.view_private_items);
    writer.close();
}

Readable<EffectiveRights> read_rights(xml::Element const& element)
{
    constexpr std::array<std::pair<std::string_view, bool EffectiveRights::*>, 6> names { {
        { "CreateAssociated", &EffectiveRights::create_associated },
        { "CreateContents", &EffectiveRights::create_contents },
        { "CreateHierarchy", &EffectiveRights::create_hierarchy },
        { "Delete", &EffectiveRights::remove },
        { "Modify", &EffectiveRights::modify },
        { "Read", &EffectiveRights::read },
    } };
    EffectiveRights rights;
    for (auto const& [name, right] : names) {
        auto const value = read_right(element, name);
        if (!value) return tl::unexpected(value.error());
        rights.*right = *value;
    }
    if (element.child(types, "ViewPrivateItems")) {
        auto const value = read_right(element, "ViewPrivateItems");
        if (!value) return tl::unexpected(value.error());
        rights.view_private_items = *value;
    }
    return rights;
}

}
