// `admin contacts import` and `export` on the real program: what is stored, what is told, and what a second time does.
#include "apps/likeness_program.hpp"

#include "apps/likeness/serve/demo_pictures/pictures.hpp"
#include "base/base64.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class Contacts : public testing::Test {
protected:
    void SetUp() override
    {
        for (auto const* const email : { "sadie@contoso.com", "hope@contoso.com" })
            ASSERT_EQ(folder.admin({ "person", "add", email, "--name", email }).status, 0);
    }
    Finished import(std::string const& cards, LikenessProgram::Words more = {}) const
    {
        more.insert(
            more.begin(), { "contacts", "import", "sadie@contoso.com", folder.write("cards.vcf", cards) });
        return folder.admin(std::move(more));
    }
    Json summary(std::string const& cards) const
    {
        auto const printed
            = folder.json({ "contacts", "import", "sadie@contoso.com", folder.write("cards.vcf", cards) });
        return printed.empty() ? Json() : printed.front();
    }
    std::string exported(
        std::string const& version = "3.0", std::string const& email = "sadie@contoso.com") const
    {
        return folder.admin({ "contacts", "export", email, "--vcard", version }).output;
    }
    static Json counts(int added, int changed, int unchanged, int refused, int left_out = 0)
    {
        return { { "added", added }, { "changed", changed }, { "unchanged", unchanged },
            { "refused", refused }, { "left_out", left_out } };
    }
    static std::string card(std::string const& lines)
    {
        return "BEGIN:VCARD\nVERSION:3.0\n" + lines + "END:VCARD\n";
    }
    static std::string photo(base::ByteView bytes)
    {
        return "PHOTO;ENCODING=b;TYPE=JPEG:" + base::base64_encode(bytes) + "\n";
    }
    static std::string many_cards(int count)
    {
        std::string cards;
        for (int i = 0; i < count; ++i)
            cards += card(fmt::format(
                "N:Desk;Room{0};;;\nFN:Room{0} Desk\nEMAIL:room{0}@contoso.com\nTEL;TYPE=work:{0}\n", i));
        return cards;
    }

    AdminFolder folder;
};

TEST_F(Contacts, AreStoredOnceHoweverOftenAFileIsImported)
{
    // Without UIDs, as Google and Outlook write them, and more than one batch.
    auto const cards = many_cards(600);
    EXPECT_EQ(summary(cards), counts(600, 0, 0, 0));
    EXPECT_EQ(summary(cards + many_cards(601)), counts(1, 0, 1'200, 0));
}

TEST_F(Contacts, AreKnownAgainByTheirUid)
{
    EXPECT_EQ(summary(card("UID:1\nFN:Hope\nTEL:1\nTITLE:Designer\n")), counts(1, 0, 0, 0));
    EXPECT_EQ(summary(card("UID:urn:uuid:1\nFN:Hope Gross\nTEL:2\n")), counts(0, 1, 0, 0));
    auto const text = exported();
    EXPECT_THAT(text, HasSubstr("FN:Hope Gross\r\n"));
    EXPECT_THAT(text, HasSubstr("TEL;TYPE=voice:2\r\n"));
    EXPECT_THAT(text, HasSubstr("TITLE:Designer\r\n")); // What a card does not say stays.
    EXPECT_THAT(text, HasSubstr("UID:1\r\n"));
    EXPECT_EQ(summary(card("UID:2\nFN:a\n") + card("UID:2\nFN:b\n")), counts(1, 1, 0, 0));
}

TEST_F(Contacts, ComeAndGoWithTheirPictures)
{
    auto const picture = app::sadie_picture();
    EXPECT_EQ(summary(card("UID:1\nFN:Sadie\n" + photo(picture))), counts(1, 0, 0, 0));
    EXPECT_EQ(summary(card("UID:1\nFN:Sadie\n" + photo(picture))), counts(0, 0, 1, 0));
    EXPECT_EQ(summary(card("UID:1\nFN:Sadie\n" + photo(app::hope_picture()))), counts(0, 1, 0, 0));
    EXPECT_EQ(summary(card("UID:1\nFN:Sadie\n")), counts(0, 0, 1, 0)); // It stays.
    auto unfolded = exported("4.0");
    for (auto at = unfolded.find("\r\n "); at != std::string::npos; at = unfolded.find("\r\n ", at))
        unfolded.erase(at, 3);
    EXPECT_THAT(unfolded,
        HasSubstr("\r\nPHOTO:data:image/jpeg;base64," + base::base64_encode(app::hope_picture()) + "\r\n"));
}

TEST_F(Contacts, AreTheSameInAnotherMailboxAfterTheyWereMoved)
{
    ASSERT_EQ(
        import(many_cards(20)
            + card("UID:s\nFN:Sadie\nN:Daniels;Sadie;;;\nADR;TYPE=home:;;1 Main;Redmond;;;\nCLASS:PRIVATE\n"
                   "CATEGORIES:a,b\nBDAY:--0102\nNOTE:one\\ntwo\n"
                + photo(app::sadie_picture())))
            .status,
        0);
    for (std::string const version : { "3.0", "4.0" }) {
        auto const cards = exported(version);
        EXPECT_EQ(summary(cards), counts(0, 0, 21, 0)); // What was exported is known where it came from,
        auto const file = folder.write("moved.vcf", cards);
        auto const moved = folder.json({ "contacts", "import", "hope@contoso.com", file });
        EXPECT_EQ(
            moved.at(0), version == "3.0" ? counts(21, 0, 0, 0) : counts(0, 0, 21, 0)); // and elsewhere,
        auto const again = exported(version, "hope@contoso.com");
        auto const without_times = [](std::string text) { // and the same but for when it was written.
            for (auto at = text.find("REV:"); at != std::string::npos; at = text.find("REV:", at))
                text.erase(at, text.find("\r\n", at) - at);
            return text;
        };
        EXPECT_EQ(without_times(again), without_times(cards));
    }
}

TEST_F(Contacts, WhoFormAGroupAreFoundWhereverTheyStandInTheFile)
{
    auto const group = card("X-ADDRESSBOOKSERVER-KIND:group\nFN:Designers\nUID:g\n"
                            "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:h\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:n\n");
    auto const cards
        = group + card("UID:h\nFN:Hope Gross\nEMAIL:hope@contoso.com\n") + card("UID:n\nFN:Nobody\n");
    EXPECT_EQ(summary(cards), counts(3, 0, 0, 0, 1));
    EXPECT_EQ(summary(cards), counts(0, 0, 3, 0, 1));
    EXPECT_THAT(exported("4.0"), HasSubstr("MEMBER;X-CN=\"Hope Gross\":mailto:hope@contoso.com\r\n"));
    EXPECT_EQ(summary(card("UID:g\nFN:Designers\n")), counts(0, 0, 0, 1)); // A list is no contact.
}

TEST_F(Contacts, ThatDoNotFitAreToldByLine)
{
    auto const report = folder.path("report.txt");
    auto const imported = import(card("FN:Sadie\nGEO:1;2\nPHOTO:http://www.contoso.com/s.jpg\n")
            + card("PRODID:x\n") + card("FN:Hope\n"),
        { "--report", report });
    EXPECT_EQ(imported.status, 8);
    EXPECT_EQ(imported.output,
        "2 added, 0 changed, 0 unchanged, 1 refused\n"
        "2 properties left out: a contact has no place for them\n");
    auto const told = content_of(report);
    EXPECT_THAT(told, HasSubstr("cards.vcf:4: left out: GEO\n"));
    EXPECT_THAT(told, HasSubstr("cards.vcf:5: left out: PHOTO is at an address"));
    EXPECT_THAT(told, HasSubstr("cards.vcf:7: refused: the card says nothing of anybody\n"));
    EXPECT_THAT(imported.messages, HasSubstr("left out: GEO"));
}

TEST_F(Contacts, AreWrittenToAFileWholeOrNotAtAll)
{
    ASSERT_EQ(import(many_cards(3)).status, 0);
    auto const file = folder.path("out.vcf");
    auto const done = folder.admin({ "contacts", "export", "sadie@contoso.com", "-o", file });
    EXPECT_EQ(done.status, 0);
    EXPECT_EQ(done.output, "3 exported, 0 with a picture\n");
    EXPECT_EQ(content_of(file), exported());
    EXPECT_FALSE(std::filesystem::exists(file + ".part"));
    EXPECT_EQ(
        folder.admin({ "contacts", "export", "sadie@contoso.com", "-o", folder.path("no/out.vcf") }).status,
        2);
}

TEST_F(Contacts, OfNobodyOrOfNoFolderAreRefused)
{
    auto const nobody = folder.admin({ "contacts", "export", "nobody@contoso.com" });
    EXPECT_EQ(nobody.status, 3);
    EXPECT_EQ(nobody.output, "");
    auto const no_folder = import(many_cards(1), { "--folder", "Friends" });
    EXPECT_EQ(no_folder.status, 3);
    EXPECT_THAT(no_folder.messages, HasSubstr("Friends"));
    EXPECT_EQ(folder.admin({ "contacts", "import", "sadie@contoso.com", folder.path("none.vcf") }).status, 2);
    EXPECT_EQ(folder.admin({ "contacts", "export", "sadie@contoso.com", "--vcard", "2.1" }).status, 2);
    EXPECT_EQ(import("email,name\n").status, 8);
    EXPECT_EQ(exported(), "");
}

}
}
