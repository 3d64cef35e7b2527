// Which folders are found below others, and on which page.
// Source: spec/contacts.md 10 and 11.
#include "service/find_folder.hpp"

#include "core/limits.hpp"

#include "service/folder_scene.hpp"

namespace likeness::service {
namespace {

using enum DistinguishedFolder;

Restriction name_is(std::string name)
{
    return { Comparison { .path = FieldPath { "folder:DisplayName" }, .other = std::move(name) } };
}

class FindFolderTest : public FolderScene {
protected:
    FindFolder request { .traversal = FolderTraversal::shallow, .shape = whole_folder(), .parents = {} };

    Result<FoundFolders> below(FolderReference parent, FolderTraversal traversal = FolderTraversal::shallow)
    {
        request.traversal = traversal;
        request.parents = { std::move(parent) };
        return find_folder(request, caller, ports).front();
    }
    static std::vector<std::string> names_of(FoundFolders const& found)
    {
        std::vector<std::string> names;
        for (auto const& folder : found.folders) names.push_back(*folder.display_name);
        return names;
    }
};

using Names = std::vector<std::string>;

TEST_F(FindFolderTest, ListsTheChildrenOrEverythingBelow)
{
    EXPECT_EQ(names_of(*below(named(root))), (Names { "Top of Information Store", "Finder", "My Contacts" }));
    EXPECT_EQ(below(named(root), FolderTraversal::deep)->folders.size(), 18);
    EXPECT_EQ(below(named(msgfolderroot))->folders.size(), 11);
    EXPECT_EQ(below(named(msgfolderroot), FolderTraversal::deep)->folders.size(), 15);
    EXPECT_EQ(below(named(contacts))->folders.size(), 4);
    EXPECT_EQ(below(named(inbox), FolderTraversal::deep)->folders.size(), 0);
}

TEST_F(FindFolderTest, FindsWhatWasMadeAndForOthersWhatWasGivenToThem)
{
    auto const friends = make_folder(contacts_number, "Friends");
    auto const close = make_folder(friends, "Close");
    make_folder(friends, "Secret");
    EXPECT_EQ(below(named(contacts), FolderTraversal::deep)->folders.size(), 7);
    share(friends, FolderRole::reader);
    share(close, FolderRole::reader);
    request.traversal = FolderTraversal::deep;
    request.parents = { by_id(folder_id(sadie, friends)) };
    auto const found = find_folder(request, other, ports).front().value();
    EXPECT_EQ(names_of(found), Names { "Close" });
    EXPECT_EQ(found.total, 1);
}

TEST_F(FindFolderTest, FindsNothingThatWasDeletedForNothingCanBe)
{
    auto const found = below(named(root), FolderTraversal::soft_deleted);
    EXPECT_EQ(*found, (FoundFolders { .folders = {}, .total = 0, .includes_last = true }));
}

TEST_F(FindFolderTest, SaysNothingOfTheNextPageWhereNoPageWasAskedFor)
{
    auto const found = below(named(root));
    EXPECT_EQ(found->total, 3);
    EXPECT_TRUE(found->includes_last);
    EXPECT_EQ(found->next_offset, std::nullopt);
    EXPECT_EQ(found->next_numerator, std::nullopt);
}

struct PageCase {
    Page page;
    Names names;
    bool last;
    std::optional<int> offset;
    std::optional<int> numerator;
};
using Base = IndexedPage::BasePoint;

TEST_F(FindFolderTest, CutsThePageThatWasAskedFor)
{
    PageCase const cases[] = {
        { IndexedPage { 2, 0, Base::beginning }, { "Top of Information Store", "Finder" }, false, 2, {} },
        { IndexedPage { 2, 2, Base::beginning }, { "My Contacts" }, true, 3, {} },
        { IndexedPage { 3, 0, Base::beginning }, { "Top of Information Store", "Finder", "My Contacts" },
            true, 3, {} },
        { IndexedPage { {}, 1, Base::beginning }, { "Finder", "My Contacts" }, true, 3, {} },
        { IndexedPage { 5, 100, Base::beginning }, {}, true, 3, {} },
        { IndexedPage { 2, 0, Base::end }, { "Finder", "My Contacts" }, false, 2, {} },
        { IndexedPage { 2, 2, Base::end }, { "Top of Information Store" }, true, 3, {} },
        { IndexedPage { 1, 1, Base::end }, { "Finder" }, false, 2, {} },
        { FractionalPage { 1, 1, 3 }, { "Finder" }, false, {}, 2 },
        { FractionalPage { {}, 0, 1 }, { "Top of Information Store", "Finder", "My Contacts" }, true, {}, 3 },
        { FractionalPage { 1, 1, 1 }, {}, true, {}, 3 },
        { FractionalPage { 1, 2147483647, 2147483647 }, {}, true, {}, 3 },
    };
    for (auto const& expected : cases) {
        request.page = expected.page;
        auto const found = below(named(root)).value();
        EXPECT_EQ(names_of(found), expected.names);
        EXPECT_EQ(found.total, 3);
        EXPECT_EQ(found.includes_last, expected.last);
        EXPECT_EQ(found.next_offset, expected.offset);
        EXPECT_EQ(found.next_numerator, expected.numerator);
        EXPECT_EQ(found.next_denominator, expected.numerator ? std::optional(3) : std::nullopt);
    }
}

TEST_F(FindFolderTest, PagesFromEitherEndUntilNothingIsLeft)
{
    for (auto const base : { Base::beginning, Base::end }) {
        std::set<std::string> seen;
        int offset = 0;
        for (bool last = false; !last;) {
            request.page = IndexedPage { 4, offset, base };
            auto const found = below(named(root), FolderTraversal::deep).value();
            for (auto const& folder : found.folders) EXPECT_TRUE(seen.insert(folder.id.id).second);
            offset = *found.next_offset;
            last = found.includes_last;
        }
        EXPECT_EQ(seen.size(), 18);
    }
}

TEST_F(FindFolderTest, RefusesAPageThatThereCannotBe)
{
    for (auto const& [page, code] :
        { std::pair<Page, std::string_view>(IndexedPage { 0, 0 }, "ErrorInvalidPagingMaxRows"),
            { IndexedPage { -1, 0 }, "ErrorInvalidPagingMaxRows" },
            { IndexedPage { 1, -1 }, "ErrorInvalidIndexedPagingParameters" },
            { FractionalPage { 0, 0, 1 }, "ErrorInvalidPagingMaxRows" },
            { FractionalPage { 1, -1, 1 }, "ErrorInvalidFractionalPagingParameters" },
            { FractionalPage { 1, 0, 0 }, "ErrorInvalidFractionalPagingParameters" },
            { FractionalPage { 1, 2, 1 }, "ErrorInvalidFractionalPagingParameters" } }) {
        request.page = page;
        EXPECT_EQ(outcome(below(named(root))), code);
    }
}

TEST_F(FindFolderTest, FindsWhatTheRestrictionSays)
{
    request.restriction = name_is("contacts");
    EXPECT_EQ(names_of(*below(named(root), FolderTraversal::deep)), Names { "Contacts" });
    request.page = IndexedPage { 1, 0 };
    EXPECT_EQ(below(named(root), FolderTraversal::deep)->total, 1);
    request.restriction = name_is("nothing of this name");
    EXPECT_EQ(below(named(root), FolderTraversal::deep)->total, 0);
}

TEST_F(FindFolderTest, RestrictsByWhatTheShapeLeavesOutToo)
{
    request.shape = {};
    request.restriction = name_is("Contacts");
    auto const found = below(named(msgfolderroot)).value();
    ASSERT_EQ(found.folders.size(), 1);
    EXPECT_EQ(found.folders.front().display_name, std::nullopt);
}

TEST_F(FindFolderTest, AnswersEachParentInOrder)
{
    request.parents = { named(contacts), by_id(folder_id(hope, 2)),
        Result<FolderReference>(fail(Code::folder_not_found)), by_id(folder_id(sadie, 1)) };
    auto const answer = find_folder(request, caller, ports);
    ASSERT_EQ(answer.size(), 4);
    EXPECT_EQ(answer[0]->total, 4);
    EXPECT_EQ(outcome(answer[1]), "ErrorAccessDenied");
    EXPECT_EQ(outcome(answer[2]), "ErrorFolderNotFound");
    EXPECT_EQ(answer[3]->total, 3);
}

TEST_F(FindFolderTest, AnswersNoMoreFoldersThanItsLimitHoweverManyParentsAreNamed)
{
    request.traversal = FolderTraversal::deep;
    request.parents.assign(limits::ids_per_call_max, named(DistinguishedFolder::root));
    auto const answer = find_folder(request, caller, ports);
    std::size_t shown = 0;
    for (auto const& found : answer) shown += found ? found->folders.size() : 0;
    EXPECT_LE(shown, limits::folders_per_answer_max);
    EXPECT_GT(shown, limits::folders_per_answer_max - 100);
    EXPECT_EQ(outcome(answer.front()), "NoError");
    EXPECT_EQ(outcome(answer.back()), "ErrorExceededFindCountLimit");
}

}
}
