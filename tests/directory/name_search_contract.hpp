// What every NameSearch keeps, whatever it is made of: to be instantiated once in a test program.
//
//   INSTANTIATE_TEST_SUITE_P(Index, NameSearchContract, testing::Values(NameSearchMaker { "Index", make_index }));
#pragma once

#include "core/ports/name_search.hpp"

#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace likeness::test {

struct NameSearchMaker {
    std::string name;
    /// A NameSearch over these people, of whom some are hidden. What it needs lives as long as it.
    std::function<std::shared_ptr<NameSearch>(std::vector<Person> const&)> make;
    /// Whether accents make no difference. Some directories elsewhere know better.
    bool ignores_accents = true;

    friend void PrintTo(NameSearchMaker const& maker, std::ostream* out) { *out << maker.name; }
};

/// A person whose address is alias@contoso.com. The id is made of `number`.
inline Person named_person(
    unsigned char number, std::string given_name, std::string surname, std::string alias)
{
    Person person;
    person.id.bytes[0] = static_cast<std::byte>(number);
    person.display_name = given_name + " " + surname;
    person.addresses = { *EmailAddress::parse(alias + "@contoso.com") };
    person.given_name = std::move(given_name);
    person.surname = std::move(surname);
    person.alias = std::move(alias);
    return person;
}

class NameSearchContract : public testing::TestWithParam<NameSearchMaker> {
protected:
    NameSearchContract()
    {
        auto sadie = named_person(1, "Sadie", "Daniels", "sadie");
        sadie.office = "16/1";
        auto hope = named_person(2, "Hope", "Gross", "hope");
        hope.office = "16/2";
        auto third = named_person(3, "Daniela", "Saddler", "third");
        auto fourth = named_person(4, "Grossa", "Hopeful", "fourth");
        fourth.display_name = "Éclair of the Kitchen";
        auto hidden = named_person(5, "Sadie", "Hidden", "sadie.hidden");
        hidden.visibility = Visibility::hidden;
        people_ = { sadie, hope, third, fourth, hidden };
    }

    void make() { names_ = GetParam().make(people_); }

    NameHits find(std::string text, std::size_t most = 100, bool whole = false)
    {
        if (!names_) make();
        auto found = names_->search({ std::move(text), whole }, most);
        EXPECT_TRUE(found) << (found ? "" : found.error().detail);
        return found ? *std::move(found) : NameHits {};
    }
    std::vector<std::string> names(std::string text, std::size_t most = 100, bool whole = false)
    {
        auto const answer = find(std::move(text), most, whole); // The owner of the names.
        std::vector<std::string> found;
        for (auto const& hit : answer.hits) found.emplace_back(hit.name);
        return found;
    }
    std::vector<std::string> whole_names(std::string text) { return names(std::move(text), 100, true); }

    using Names = std::vector<std::string>;
    std::vector<Person> people_;
    std::shared_ptr<NameSearch> names_;
};

TEST_P(NameSearchContract, FindsByTheBeginningOfEveryField)
{
    EXPECT_EQ(names("Sadie D"), Names { "Sadie Daniels" }); // Name.
    EXPECT_EQ(names("Daniela"), Names { "Daniela Saddler" }); // Given name.
    EXPECT_EQ(names("Saddl"), Names { "Daniela Saddler" }); // Surname.
    EXPECT_EQ(names("grossa h"), Names { "Éclair of the Kitchen" }); // Given name and surname, joined.
    EXPECT_EQ(names("16/2"), Names { "Hope Gross" }); // Office.
    EXPECT_EQ(names("third"), Names { "Daniela Saddler" }); // Alias, and address.
    EXPECT_EQ(names("fourth@con"), Names { "Éclair of the Kitchen" }); // Address.
}

TEST_P(NameSearchContract, DoesNotFindByTheMiddleOfAField)
{
    EXPECT_EQ(names("aniels"), Names {});
    EXPECT_EQ(names("contoso"), Names {});
}

TEST_P(NameSearchContract, MakesNoDifferenceOfCase)
{
    EXPECT_EQ(names("sADIE dANIELS"), Names { "Sadie Daniels" });
}

TEST_P(NameSearchContract, MakesNoDifferenceOfAccents)
{
    if (!GetParam().ignores_accents) GTEST_SKIP() << "this directory tells accents apart";
    EXPECT_EQ(names("eclair"), Names { "Éclair of the Kitchen" });
    EXPECT_EQ(names("Sädié d"), Names { "Sadie Daniels" });
}

TEST_P(NameSearchContract, FindsByTheBeginningsOfGivenNameAndSurnameInEitherOrder)
{
    EXPECT_EQ(names("sad dan"), (Names { "Daniela Saddler", "Sadie Daniels" }));
    EXPECT_EQ(names("dan sad"), (Names { "Daniela Saddler", "Sadie Daniels" }));
    EXPECT_EQ(names("dan gro"), Names {});
}

TEST_P(NameSearchContract, FindsWholeFieldsAloneWhenAskedTo)
{
    EXPECT_EQ(whole_names("sadi"), Names {});
    EXPECT_EQ(whole_names("sadie"), Names { "Sadie Daniels" });
    EXPECT_EQ(whole_names("SADIE@contoso.com"), Names { "Sadie Daniels" });
    EXPECT_EQ(whole_names("daniels sadie"), Names { "Sadie Daniels" });
    EXPECT_EQ(whole_names("daniels sad"), Names {});
}

TEST_P(NameSearchContract, PutsWholeFieldsFirstThenNamesInOrder)
{
    people_.push_back(named_person(6, "Daniels", "Aaron", "aaron"));
    people_.push_back(named_person(7, "Zacharias", "Daniels", "zacharias"));
    make();
    EXPECT_EQ(names("daniels"), (Names { "Daniels Aaron", "Sadie Daniels", "Zacharias Daniels" }));
    EXPECT_EQ(names("daniel"),
        (Names { "Daniela Saddler", "Daniels Aaron", "Sadie Daniels", "Zacharias Daniels" }));
    EXPECT_EQ(names("daniela"), (Names { "Daniela Saddler" }));
}

TEST_P(NameSearchContract, FindsNobodyWhoIsHidden)
{
    EXPECT_EQ(names("sadie.hidden"), Names {});
    EXPECT_EQ(names("sadie"), Names { "Sadie Daniels" });
    EXPECT_EQ(names("hidden sadie"), Names {});
}

TEST_P(NameSearchContract, FindsNobodyTwice)
{
    people_ = { named_person(1, "Sadie", "Sadie", "sadie") };
    make();
    EXPECT_EQ(names("sadie"), Names { "Sadie Sadie" });
    EXPECT_EQ(names("sadie sadie"), Names { "Sadie Sadie" });
    EXPECT_EQ(whole_names("sadie"), Names { "Sadie Sadie" });
}

TEST_P(NameSearchContract, SaysWhenThereAreMoreThanWereWanted)
{
    auto const two = find("sad", 2);
    EXPECT_EQ(two.hits.size(), 2);
    EXPECT_FALSE(two.more);
    auto const one = find("sad", 1);
    EXPECT_EQ(one.hits.size(), 1);
    EXPECT_TRUE(one.more);
}

TEST_P(NameSearchContract, TakesWildcardsAndFiltersAsTheyAreWritten)
{
    for (auto const* const text : { "*", "sa*", "?adie", "sadie)(cn=*", "\\", "%", "sa_ie" })
        EXPECT_EQ(names(text), Names {}) << text;
}

TEST_P(NameSearchContract, TakesTextThatIsNoUtf8)
{
    for (auto const* const text : { "\xFF", "sad\xC3", "\xE4\xB8 x" })
        EXPECT_EQ(names(text), Names {}) << text;
}

TEST_P(NameSearchContract, SaysWhoWasFound)
{
    auto const found = find("sadie d");
    ASSERT_EQ(found.hits.size(), 1);
    EXPECT_EQ(found.hits[0].id, people_[0].id);
    EXPECT_EQ(found.hits[0].kind, RecipientKind::mailbox);
    EXPECT_EQ(found.hits[0].name, "Sadie Daniels");
    EXPECT_EQ(found.hits[0].address, "sadie@contoso.com");
}

TEST_P(NameSearchContract, KeepsTheTextsOfWhomItFoundForAsLongAsTheOwner)
{
    auto const found = find("sadie d");
    ASSERT_TRUE(found.owner);
    names_.reset();
    ASSERT_EQ(found.hits.size(), 1);
    EXPECT_EQ(found.hits[0].name, "Sadie Daniels");
}

}
