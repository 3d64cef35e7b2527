#include "apps/likeness/admin/photo_match.hpp"

#include "apps/likeness/admin/person_change.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using app::PhotoMatch;

struct Somebody {
    std::string email;
    std::string name;
    std::string alias;
    std::string other_address;
};

std::vector<Somebody> const everybody {
    { "sadie@contoso.com", "Sadie Daniels", "sadied", "s.daniels@contoso.com" },
    { "hope@contoso.com", "Hope Gross", "", "" }, { "reception@contoso.com", "Réception Straße", "desk", "" },
    { "post@contoso.com", "Post Room", "", "" }, { "post@fabrikam.com", "Post Room", "", "" },
    { "lab@contoso.com", "hope", "", "" }, // Whose name is somebody else's alias.
};

std::vector<PhotoMatch::Outcome> matched(std::vector<std::string> files)
{
    PhotoMatch match(std::move(files));
    for (auto const& [email, name, alias, other] : everybody) {
        auto person = app::blank_person(*EmailAddress::parse(email));
        person.display_name = name;
        person.alias = alias;
        if (!other.empty()) person.addresses.push_back(*EmailAddress::parse(other));
        match.offer(person);
    }
    return match.outcomes();
}

TEST(PhotoMatch, FindsAPersonByAddressAliasAndName)
{
    struct Case {
        std::string file;
        std::string email;
    };
    for (auto const& [file, email] : {
             Case { "sadie@contoso.com.jpg", "sadie@contoso.com" },
             Case { "SADIE@CONTOSO.COM.JPG", "sadie@contoso.com" },
             Case { "s.daniels@contoso.com.png", "sadie@contoso.com" },
             Case { "sadie@contoso.com",
                 "sadie@contoso.com" }, // Without an ending; ".com" is none of a picture.
             Case { "SadieD.jpeg", "sadie@contoso.com" },
             Case { "Sadie Daniels.webp", "sadie@contoso.com" },
             Case { "sadie_daniels.TIFF", "sadie@contoso.com" },
             Case { " Sadie  Daniels .png", "sadie@contoso.com" },
             Case { "hope.jpg",
                 "hope@contoso.com" }, // No alias: the part before the @; and that wins over a name.
             Case { "desk.jpg", "reception@contoso.com" },
             Case { "reception strasse.jpg", "reception@contoso.com" },
             Case { "Re\xCC\x81"
                    "ception Stra\xC3\x9F"
                    "e.jpg",
                 "reception@contoso.com" }, // Decomposed, as macOS does.
             Case { "post@fabrikam.com.gif", "post@fabrikam.com" },
         }) {
        auto const outcome = matched({ file }).front();
        ASSERT_EQ(outcome.owners.size(), 1u) << file << ": " << outcome.problem;
        EXPECT_EQ(outcome.owners[0].email.text(), email) << file;
    }
}

TEST(PhotoMatch, TellsThatNobodyFits)
{
    for (auto const* const file :
        { "stranger.jpg", "sadie.jpg", "reception.jpg", ".jpg", "sadie@contoso.org.jpg" }) {
        auto const outcome = matched({ file }).front();
        EXPECT_TRUE(outcome.owners.empty()) << file;
        EXPECT_EQ(outcome.problem, "nobody has this address, alias or name") << file;
    }
}

TEST(PhotoMatch, TellsWhoElseFits)
{
    for (auto const* const file : { "post.jpg", "Post Room.jpg" }) {
        auto const outcome = matched({ file }).front();
        EXPECT_TRUE(outcome.owners.empty()) << file;
        EXPECT_NE(outcome.problem.find("2 people fit"), std::string::npos) << outcome.problem;
        EXPECT_NE(outcome.problem.find("post@contoso.com and post@fabrikam.com"), std::string::npos);
    }
}

TEST(PhotoMatch, TakesNeitherOfTwoFilesForOnePerson)
{
    auto const outcomes = matched({ "sadied.jpg", "hope.jpg", "Sadie Daniels.png", "sadie@contoso.com.gif" });
    for (auto const i : { 0u, 2u, 3u }) {
        EXPECT_TRUE(outcomes[i].owners.empty());
        EXPECT_NE(outcomes[i].problem.find("is for sadie@contoso.com as well"), std::string::npos);
    }
    EXPECT_EQ(outcomes[1].owners.size(), 1u);
    EXPECT_NE(outcomes[0].problem.find("Sadie Daniels.png"), std::string::npos);
    EXPECT_NE(outcomes[3].problem.find("sadied.jpg"), std::string::npos);
}

TEST(PhotoMatch, TakesTheEndingOfAPictureOff)
{
    EXPECT_EQ(app::stem_of("a.jpg"), "a");
    EXPECT_EQ(app::stem_of("a.b.HEIC"), "a.b");
    EXPECT_EQ(app::stem_of("a.jpg.jpg"), "a.jpg");
    EXPECT_EQ(app::stem_of("a.txt"), "a.txt");
    EXPECT_EQ(app::stem_of(".jpg"), ".jpg");
    EXPECT_EQ(app::stem_of(""), "");
}

}
}
