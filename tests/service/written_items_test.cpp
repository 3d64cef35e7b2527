// What is stored of what a request wrote: defaults, updates, limits.
// Source: spec/contacts.md 7 and 8.
#include "service/written_items.hpp"

#include "core/items/limits.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

using Action = PropertyUpdate::Action;

ItemContent named(std::string_view name, ItemKind kind = ItemKind::contact)
{
    ItemContent content { .kind = kind };
    content.slots.put(Slot::display_name, std::string(name));
    return content;
}

ItemContent with(Slot slot, SlotValue value)
{
    ItemContent content;
    content.slots.put(slot, std::move(value));
    return content;
}

PropertyUpdate update(Action action, Slot slot, std::optional<SlotValue> value = std::nullopt)
{
    PropertyUpdate made { .action = action };
    add(made.slots, slot);
    if (value) made.value.slots.put(slot, *value);
    return made;
}

template <class Value> std::string_view outcome(Result<Value> const& result)
{
    return result ? "NoError" : response_code(result.error().code);
}

std::string_view outcome_of_new(ItemContent content)
{
    return outcome(new_content(std::move(content)));
}

Result<ItemContent> after(ItemContent const& before, std::vector<PropertyUpdate> const& updates)
{
    return updated_content(before, updates);
}

TEST(NewContent, HasAClassNamesAndTheUsualMarks)
{
    auto const contact = new_content(named("Sadie Daniels")).value();
    EXPECT_EQ(contact.slots.text(Slot::item_class), "IPM.Contact");
    EXPECT_EQ(contact.slots.text(Slot::subject), "Sadie Daniels");
    EXPECT_EQ(contact.slots.number(Slot::sensitivity), 0); // Normal.
    EXPECT_EQ(contact.slots.number(Slot::importance), 1); // Normal.
    auto const list = new_content(named("Sales", ItemKind::distribution_list)).value();
    EXPECT_EQ(list.slots.text(Slot::item_class), "IPM.DistList");
    EXPECT_EQ(list.slots.text(Slot::file_as), "Sales");
}

TEST(NewContent, IsOfAClassOfItsKind)
{
    std::pair<std::string_view, std::string_view> const cases[] = {
        { "IPM.Contact", "NoError" },
        { "IPM.Contact.Supplier", "NoError" },
        { "ipm.contact", "NoError" },
        { "IPM.Contacts", "ErrorObjectTypeChanged" },
        { "IPM.Note", "ErrorObjectTypeChanged" },
        { "IPM.DistList", "ErrorObjectTypeChanged" },
    };
    for (auto const& [name, code] : cases)
        EXPECT_EQ(outcome_of_new(with(Slot::item_class, std::string(name))), code) << name;
}

TEST(NewContent, HasNothingThatItsKindHasNot)
{
    auto list = named("Sales", ItemKind::distribution_list);
    list.slots.put(Slot::given_name, "Sadie");
    EXPECT_EQ(outcome_of_new(list), "ErrorInvalidPropertySet");
    auto contact = named("Sadie");
    contact.members.push_back({ .address = "hope@contoso.com" });
    EXPECT_EQ(outcome_of_new(contact), "ErrorInvalidPropertySet");
    EXPECT_EQ(outcome_of_new(with(Slot::has_picture, true)), "ErrorInvalidPropertySet");
}

TEST(NewContent, HasExtendedPropertiesOfTheTypesThatTheyState)
{
    struct {
        std::string_view type;
        Texts values;
        std::string_view code;
    } const cases[] = {
        { "Boolean", { "true" }, "NoError" },
        { "Boolean", { "maybe" }, "ErrorInvalidExtendedPropertyValue" },
        { "Short", { "32768" }, "ErrorInvalidExtendedPropertyValue" },
        { "Integer", { "-7" }, "NoError" },
        { "Integer", { "" }, "ErrorInvalidExtendedPropertyValue" },
        { "Integer", { "1", "2" }, "ErrorInvalidExtendedPropertyValue" },
        { "IntegerArray", { "1", "2" }, "NoError" },
        { "IntegerArray", { "1", "two" }, "ErrorInvalidExtendedPropertyValue" },
        { "Long", { "4294967296" }, "NoError" },
        { "SystemTime", { "2011-03-09T16:55:55Z" }, "NoError" },
        { "SystemTime", { "yesterday" }, "ErrorInvalidExtendedPropertyValue" },
        { "Binary", { "QUJD" }, "NoError" },
        { "Binary", { "?" }, "ErrorInvalidExtendedPropertyValue" },
        { "String", { "" }, "NoError" },
        { "CLSID", { "anything" }, "NoError" },
    };
    for (auto const& [type, values, code] : cases) {
        auto content = named("Sadie");
        content.extended.push_back({ { .tag = "0x6001", .type = std::string(type) }, values });
        EXPECT_EQ(outcome_of_new(content), code) << type;
    }
}

TEST(NewContent, GivesEachMemberAKeyOfItsOwn)
{
    auto list = named("Sales", ItemKind::distribution_list);
    for (std::string_view const key : { "", "7", "7", "mine" })
        list.members.push_back({ .key = std::string(key), .address = "hope@contoso.com" });
    std::vector<std::string> keys;
    auto const made = new_content(list).value();
    for (auto const& member : made.members) keys.push_back(member.key);
    EXPECT_EQ(keys, (std::vector<std::string> { "8", "7", "9", "mine" }));
}

TEST(NewContent, HoldsSoMuchAndNoMore)
{
    auto const texts = [](std::size_t count) { return Texts(count, "a"); };
    EXPECT_EQ(outcome_of_new(with(Slot::notes, std::string(limits::property_bytes_max, 'a'))), "NoError");
    EXPECT_EQ(outcome_of_new(with(Slot::notes, std::string(limits::property_bytes_max + 1, 'a'))),
        "ErrorDataSizeLimitExceeded");
    EXPECT_EQ(outcome_of_new(with(Slot::children, texts(limits::texts_per_property_max))), "NoError");
    EXPECT_EQ(outcome_of_new(with(Slot::children, texts(limits::texts_per_property_max + 1))),
        "ErrorDataSizeLimitExceeded");
    auto const of_extended = [](std::size_t count) {
        auto content = named("Sadie");
        for (std::size_t i = 0; i < count; ++i)
            content.extended.push_back({ { .tag = std::to_string(i), .type = "String" }, { "a" } });
        return outcome_of_new(content);
    };
    EXPECT_EQ(of_extended(limits::extended_properties_max), "NoError");
    EXPECT_EQ(of_extended(limits::extended_properties_max + 1), "ErrorDataSizeLimitExceeded");
    auto const of_members = [](std::size_t count) {
        auto list = named("Sales", ItemKind::distribution_list);
        list.members.resize(count);
        return outcome_of_new(list);
    };
    EXPECT_EQ(of_members(limits::list_members_max), "NoError");
    EXPECT_EQ(of_members(limits::list_members_max + 1), "ErrorDataSizeLimitExceeded");
}

TEST(UpdatedContent, SetsAndTakesAway)
{
    auto before = new_content(named("Sadie Daniels")).value();
    before.slots.put(Slot::job_title, "Engineer");
    auto const now = after(before,
        { update(Action::set, Slot::company_name, "Contoso"), update(Action::remove, Slot::job_title),
            update(Action::set, Slot::department) }) // Set to nothing is taken away.
                         .value();
    EXPECT_EQ(now.slots.text(Slot::company_name), "Contoso");
    EXPECT_EQ(now.slots.find(Slot::job_title), nullptr);
    EXPECT_EQ(now.slots.find(Slot::department), nullptr);
    SlotSet expected;
    add(expected, Slot::company_name);
    add(expected, Slot::job_title);
    EXPECT_EQ(difference(before, now), expected);
}

TEST(UpdatedContent, AppendsToTextsAndBody)
{
    auto before = new_content(with(Slot::categories, Texts { "red" })).value();
    before.slots.put(Slot::body, "one");
    before.slots.put(Slot::body_type, body_types::text);
    auto more = update(Action::append, Slot::body, "<b>two</b>");
    more.value.slots.put(Slot::body_type, body_types::html);
    auto const now
        = after(before, { update(Action::append, Slot::categories, Texts { "red", "blue" }), more }).value();
    EXPECT_EQ(std::get<Texts>(*now.slots.find(Slot::categories)), (Texts { "red", "blue" }));
    EXPECT_EQ(now.slots.text(Slot::body), "onetwo");
    EXPECT_EQ(now.slots.number(Slot::body_type), body_types::text);
}

TEST(UpdatedContent, ChangesExtendedPropertiesAndMembers)
{
    ExtendedFieldPath const colour { .tag = "0x6001", .type = "String" };
    PropertyUpdate set { .action = Action::set, .extended = colour };
    set.value.extended.push_back({ colour, { "red" } });
    auto const coloured = after(new_content(named("Sadie")).value(), { set }).value();
    ASSERT_NE(coloured.find(colour), nullptr);
    EXPECT_EQ(coloured.find(colour)->values, Texts { "red" });
    PropertyUpdate const remove { .action = Action::remove, .extended = colour };
    EXPECT_EQ(after(coloured, { remove }).value().extended.size(), 0);

    auto list = named("Sales", ItemKind::distribution_list);
    list.members = { { .address = "hope@contoso.com" }, { .address = "sadie@contoso.com" } };
    auto const before = new_content(list).value();
    PropertyUpdate const without { .action = Action::remove, .member_key = before.members[0].key };
    auto append = update(Action::append, Slot::members);
    append.value.members.push_back({ .address = "team@contoso.com" });
    std::vector<std::string> addresses;
    auto const now = after(before, { without, append }).value();
    for (auto const& member : now.members) addresses.push_back(member.address);
    EXPECT_EQ(addresses, (std::vector<std::string> { "sadie@contoso.com", "team@contoso.com" }));
    EXPECT_NE(now.members[1].key, now.members[0].key);
    EXPECT_TRUE(contains(difference(before, now), Slot::members));
    EXPECT_TRUE(contains(named_by({ &without, 1 }), Slot::members));
}

TEST(UpdatedContent, KeepsItsClassAndItsLimits)
{
    auto const before = new_content(named("Sadie")).value();
    EXPECT_EQ(outcome(after(before, { update(Action::set, Slot::item_class, "IPM.Note") })),
        "ErrorObjectTypeChanged");
    EXPECT_EQ(
        after(before, { update(Action::remove, Slot::item_class) }).value().slots.text(Slot::item_class),
        "IPM.Contact");
    auto const half = update(Action::append, Slot::body, std::string(limits::property_bytes_max, 'a'));
    EXPECT_EQ(outcome(after(before, { half })), "NoError");
    EXPECT_EQ(outcome(after(before, { half, half })), "ErrorDataSizeLimitExceeded");
}

}
}
