// The names of an item that nobody has given.
// Source: spec/contacts.md 7; MS-OXOCNTC 2.2.1.1.11.
#include "service/item_names.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

using Names = std::initializer_list<std::pair<Slot, std::string_view>>;

ItemContent content_with(Names names)
{
    ItemContent content;
    for (auto const& [slot, text] : names) content.slots.put(slot, std::string(text));
    return content;
}

std::int32_t mapping(std::string_view name)
{
    return choice_of(*describe(Slot::file_as_mapping), name).value();
}

// After an update that set these.
ItemContent updated(ItemContent const& before, Names names)
{
    auto now = before;
    SlotSet named;
    for (auto const& [slot, text] : names) {
        now.slots.put(slot, std::string(text));
        add(named, slot);
    }
    refresh_names(before, named, now);
    return now;
}

TEST(ItemNames, FileAsIsMadeAsItsMappingSays)
{
    std::pair<std::string_view, std::string_view> const cases[] = {
        { "LastCommaFirst", "Daniels, Sadie May" },
        { "FirstSpaceLast", "Sadie May Daniels Jr." },
        { "Company", "Contoso" },
        { "LastCommaFirstCompany", "Daniels, Sadie May\r\nContoso" },
        { "CompanyLastFirst", "Contoso\r\nDanielsSadie May" },
        { "LastFirst", "DanielsSadie May" },
        { "LastFirstCompany", "DanielsSadie May\r\nContoso" },
        { "CompanyLastCommaFirst", "Contoso\r\nDaniels, Sadie May" },
        { "LastFirstSuffix", "DanielsSadie May Jr." },
        { "LastSpaceFirstCompany", "Daniels Sadie May\r\nContoso" },
        { "CompanyLastSpaceFirst", "Contoso\r\nDaniels Sadie May" },
        { "LastSpaceFirst", "Daniels Sadie May" },
        { "DisplayName", "Sadie" },
        { "FirstName", "Sadie" },
        { "LastFirstMiddleSuffix", "Daniels Sadie May Jr." },
        { "LastName", "Daniels" },
        { "Empty", "" },
    };
    for (auto const& [name, file_as] : cases) {
        auto content = content_with({ { Slot::given_name, "Sadie" }, { Slot::middle_name, "May" },
            { Slot::surname, "Daniels" }, { Slot::generation, "Jr." }, { Slot::company_name, "Contoso" },
            { Slot::display_name, "Sadie" }, { Slot::file_as, "something else" } });
        content.slots.put(Slot::file_as_mapping, mapping(name));
        fill_names(content);
        EXPECT_EQ(content.slots.text(Slot::file_as), file_as) << name;
    }
}

TEST(ItemNames, AreMadeOfWhatThereIs)
{
    struct {
        Names given;
        std::string_view display_name;
        std::string_view file_as;
        std::string_view subject;
    } const cases[] = {
        { { { Slot::given_name, "Sadie" }, { Slot::surname, "Daniels" } }, "Sadie Daniels", "Daniels, Sadie",
            "Sadie Daniels" },
        { { { Slot::display_name, "Sadie D." } }, "Sadie D.", "Sadie D.", "Sadie D." },
        { { { Slot::file_as, "Daniels" } }, "Daniels", "Daniels", "Daniels" },
        { { { Slot::company_name, "Contoso" } }, "Contoso", "Contoso", "Contoso" },
        { { { Slot::email_address1, "hope@contoso.com" } }, "hope@contoso.com", "hope@contoso.com",
            "hope@contoso.com" },
        { { { Slot::given_name, "Hope" }, { Slot::subject, "a card" } }, "Hope", "Hope", "a card" },
        { {}, "", "", "" },
    };
    for (auto const& [given, display_name, file_as, subject] : cases) {
        auto content = content_with(given);
        fill_names(content);
        EXPECT_EQ(content.slots.text(Slot::display_name), display_name);
        EXPECT_EQ(content.slots.text(Slot::file_as), file_as);
        EXPECT_EQ(content.slots.text(Slot::subject), subject);
    }
}

TEST(ItemNames, FollowWhatTheyWereMadeOf)
{
    auto content = content_with({ { Slot::given_name, "Sadie" }, { Slot::surname, "Daniels" } });
    fill_names(content);
    auto const now = updated(content, { { Slot::surname, "Gross" } });
    EXPECT_EQ(now.slots.text(Slot::display_name), "Sadie Gross");
    EXPECT_EQ(now.slots.text(Slot::file_as), "Gross, Sadie");
    EXPECT_EQ(now.slots.text(Slot::subject), "Sadie Gross");
}

TEST(ItemNames, StayAsSomebodyHasGivenThem)
{
    auto content = content_with({ { Slot::given_name, "Sadie" }, { Slot::file_as, "by hand" } });
    fill_names(content);
    auto const now = updated(content, { { Slot::given_name, "Hope" }, { Slot::subject, "a card" } });
    EXPECT_EQ(now.slots.text(Slot::display_name), "Hope");
    EXPECT_EQ(now.slots.text(Slot::file_as), "by hand");
    EXPECT_EQ(now.slots.text(Slot::subject), "a card");
}

// DisplayName used to count as made of a FileAs that was made of it.
TEST(ItemNames, AGivenDisplayNameStaysThoughFileAsIsMadeOfIt)
{
    auto content = content_with({ { Slot::display_name, "Sadie D." } });
    fill_names(content);
    auto const now = updated(content, { { Slot::company_name, "Contoso" } });
    EXPECT_EQ(now.slots.text(Slot::display_name), "Sadie D.");
}

TEST(ItemNames, AFileAsThatIsGivenEndsTheMapping)
{
    auto content = content_with({ { Slot::given_name, "Sadie" }, { Slot::surname, "Daniels" } });
    content.slots.put(Slot::file_as_mapping, mapping("LastName"));
    fill_names(content);
    EXPECT_EQ(updated(content, { { Slot::surname, "Gross" } }).slots.text(Slot::file_as), "Gross");
    auto const by_hand = updated(content, { { Slot::file_as, "by hand" } });
    EXPECT_EQ(by_hand.slots.text(Slot::file_as), "by hand");
    EXPECT_EQ(by_hand.slots.number(Slot::file_as_mapping), mapping("None"));
}

}
}
