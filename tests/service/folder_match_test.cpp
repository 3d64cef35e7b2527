// Which folders a restriction means.
// Source: spec/contacts.md 10.
#include "service/folder_match.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

using Relation = Comparison::Relation;
using Mode = Containment::Mode;
using Ignoring = Containment::Ignoring;

Folder const folder { .type = FolderType::folder,
    .id = { "AAMkAbc", "AQAAAA==" },
    .folder_class = "IPF.Note",
    .display_name = "Café of Sent Items",
    .total_count = 12,
    .child_folder_count = 0 };

FieldPath const name { "folder:DisplayName" };
FieldPath const total { "folder:TotalCount" };
FieldPath const unread { "folder:UnreadCount" }; // This folder has none.
ExtendedFieldPath const by_tag { .tag = "0x3613", .type = "String" };

bool compares(PropertyPath path, Relation relation, std::variant<std::string, PropertyPath> other)
{
    return matches(folder, { Comparison { relation, std::move(path), std::move(other) } });
}

bool contains(std::string part, Mode mode, Ignoring ignoring)
{
    return matches(folder, { Containment { mode, ignoring, name, std::move(part) } });
}

TEST(FolderMatch, ComparesTextWithoutCase)
{
    EXPECT_TRUE(compares(name, Relation::equal, "CAFÉ of sent items"));
    EXPECT_FALSE(compares(name, Relation::equal, "Cafe of Sent Items"));
    EXPECT_FALSE(compares(name, Relation::not_equal, "café OF sent items"));
    EXPECT_TRUE(compares(name, Relation::greater, "A"));
    EXPECT_TRUE(compares(name, Relation::less_or_equal, "z"));
    EXPECT_FALSE(compares(name, Relation::less, "a"));
    EXPECT_TRUE(compares(name, Relation::not_equal, std::string(100'000, 'x')));
}

TEST(FolderMatch, ComparesNumbersAsNumbers)
{
    EXPECT_TRUE(compares(total, Relation::equal, "12"));
    EXPECT_TRUE(compares(total, Relation::greater, "9"));
    EXPECT_TRUE(compares(total, Relation::greater_or_equal, " 12 "));
    EXPECT_FALSE(compares(total, Relation::less, "12"));
    EXPECT_FALSE(compares(total, Relation::equal, "twelve"));
    EXPECT_TRUE(compares(total, Relation::not_equal, "twelve"));
}

TEST(FolderMatch, ComparesIdsToTheLetter)
{
    EXPECT_TRUE(compares(FieldPath { "folder:FolderId" }, Relation::equal, "AAMkAbc"));
    EXPECT_FALSE(compares(FieldPath { "folder:FolderId" }, Relation::equal, "AAMkABC"));
}

TEST(FolderMatch, ComparesTwoProperties)
{
    EXPECT_FALSE(compares(total, Relation::equal, PropertyPath(FieldPath { "folder:ChildFolderCount" })));
    EXPECT_TRUE(compares(total, Relation::greater, PropertyPath(FieldPath { "folder:ChildFolderCount" })));
    EXPECT_TRUE(compares(name, Relation::not_equal, PropertyPath(total)));
}

TEST(FolderMatch, WhatIsAbsentIsEqualToNothingAndDifferentFromEverything)
{
    for (PropertyPath const& path : { PropertyPath(unread), PropertyPath(FieldPath { "item:Subject" }),
             PropertyPath(IndexedFieldPath { "contacts:EmailAddress", "EmailAddress1" }),
             PropertyPath(ExtendedFieldPath { .tag = "0x0e23", .type = "Integer" }) }) {
        EXPECT_FALSE(compares(path, Relation::equal, "0"));
        EXPECT_FALSE(compares(path, Relation::less, "1"));
        EXPECT_TRUE(compares(path, Relation::not_equal, "0"));
        EXPECT_FALSE(compares(path, Relation::equal, path));
        EXPECT_FALSE(matches(folder, { Existence { path } }));
        EXPECT_FALSE(matches(folder, { Containment { Mode::substring, Ignoring::nothing, path, "" } }));
    }
    EXPECT_TRUE(matches(folder, { Existence { name } }));
}

// DavMail's list of mail folders: the class is IPF.Note, or there is none.
TEST(FolderMatch, KnowsTheClassByItsMapiTag)
{
    EXPECT_TRUE(compares(by_tag, Relation::equal, "IPF.Note"));
    EXPECT_FALSE(compares(by_tag, Relation::equal, "IPF.Contact"));
    EXPECT_TRUE(matches(folder, { Existence { by_tag } }));
}

struct ContainmentCase {
    std::string part;
    Mode mode;
    Ignoring ignoring;
    bool holds;
};

TEST(FolderMatch, LooksForAPartInEachOfTheModes)
{
    ContainmentCase const cases[] = {
        { "Sent", Mode::substring, Ignoring::nothing, true },
        { "sent", Mode::substring, Ignoring::nothing, false },
        { "sent", Mode::substring, Ignoring::letter_case, true },
        { "cafe", Mode::substring, Ignoring::letter_case, false },
        { "cafe", Mode::substring, Ignoring::letter_case_and_accents, true },
        { "Cafe", Mode::prefixed, Ignoring::accents, true },
        { "Sent", Mode::prefixed, Ignoring::nothing, false },
        { "Café", Mode::prefixed, Ignoring::nothing, true },
        { "Café of Sent Items", Mode::full_string, Ignoring::nothing, true },
        { "Café", Mode::full_string, Ignoring::nothing, false },
        { "Sen", Mode::prefix_on_words, Ignoring::nothing, true },
        { "ent", Mode::prefix_on_words, Ignoring::nothing, false },
        { "Sent Items", Mode::exact_phrase, Ignoring::nothing, true },
        { "Sent Item", Mode::exact_phrase, Ignoring::nothing, false },
    };
    for (auto const& expected : cases)
        EXPECT_EQ(contains(expected.part, expected.mode, expected.ignoring), expected.holds) << expected.part;
    EXPECT_FALSE(matches(folder, { Containment { Mode::substring, Ignoring::nothing, total, "1" } }));
}

TEST(FolderMatch, CombinesExpressions)
{
    using How = Combination::How;
    Restriction const yes { Existence { name } };
    Restriction const no { Existence { unread } };
    EXPECT_TRUE(matches(folder, { Combination { How::all, { yes, yes } } }));
    EXPECT_FALSE(matches(folder, { Combination { How::all, { yes, no } } }));
    EXPECT_TRUE(matches(folder, { Combination { How::any, { no, yes } } }));
    EXPECT_FALSE(matches(folder, { Combination { How::any, { no, no } } }));
    EXPECT_TRUE(matches(folder, { Combination { How::none, { no } } }));
    EXPECT_FALSE(matches(folder, { Combination { How::none, { yes } } }));
    EXPECT_TRUE(
        matches(folder, { Combination { How::none, { { Combination { How::all, { yes, no } } } } } }));
}

TEST(FolderMatch, ExcludesBits)
{
    EXPECT_TRUE(matches(folder, { BitsExcluded { total, 3 } }));
    EXPECT_FALSE(matches(folder, { BitsExcluded { total, 4 } }));
    EXPECT_FALSE(matches(folder, { BitsExcluded { unread, 4 } }));
}

}
}
