// Which items a search finds, in which order, and on which page.
// Source: spec/contacts.md 10.
#include "service/find_item.hpp"

#include "core/items/limits.hpp"
#include "core/limits.hpp"
#include "service/folder_scene.hpp"

namespace likeness::service {
namespace {

using enum DistinguishedFolder;
using Names = std::vector<std::string>;
using Base = IndexedPage::BasePoint;

PropertyPath path_of(std::string uri)
{
    return FieldPath { std::move(uri) };
}

Restriction is(Comparison::Relation relation, std::string uri, std::string constant)
{
    return { Comparison { relation, path_of(std::move(uri)), std::move(constant) } };
}

Restriction is_equal(std::string uri, std::string constant)
{
    return is(Comparison::Relation::equal, std::move(uri), std::move(constant));
}

Restriction holds(std::string uri, std::string constant)
{
    return { Containment { Containment::Mode::substring, Containment::Ignoring::letter_case,
        path_of(std::move(uri)), std::move(constant) } };
}

class FindItemTest : public FolderScene {
protected:
    FindItem request { .traversal = ItemTraversal::shallow, .shape = {}, .parents = {}, .query = {} };

    void SetUp() override
    {
        FolderScene::SetUp();
        add(request.shape.slots, Slot::display_name);
        for (auto const* const name : { "Dora", "Anna", "Carl", "Bert" }) put_contact(contacts_number, name);
    }
    Result<FoundItems> find(Principal const& who)
    {
        request.parents = { named(contacts, "sadie@contoso.com") };
        return find_item(request, who, ports).front();
    }
    Result<FoundItems> find() { return find(caller); }
    Names names()
    {
        auto const found = find();
        return found ? names_of(*found) : Names { std::string(outcome(found)) };
    }
    static Names names_of(FoundItems const& found)
    {
        Names names;
        for (auto const& item : found.items) names.emplace_back(item.values.text(Slot::display_name));
        return names;
    }
    Names order_by(std::string uri, bool descending)
    {
        request.order = { { path_of(std::move(uri)), descending } };
        return names();
    }
};

TEST_F(FindItemTest, FindsAllByFileAsWhereNothingElseIsAskedFor)
{
    auto const found = find().value();
    EXPECT_EQ(names_of(found), (Names { "Anna", "Bert", "Carl", "Dora" }));
    EXPECT_EQ(found.total, 4);
    EXPECT_TRUE(found.includes_last);
    EXPECT_EQ(found.next_offset, std::nullopt);
    EXPECT_EQ(found.items.front().id.id, item_id(sadie, 2));
}

TEST_F(FindItemTest, FindsNothingInFoldersThatHoldNothing)
{
    request.parents = { named(inbox), named(mycontacts) };
    for (auto const& found : find_item(request, caller, ports))
        EXPECT_EQ(*found, (FoundItems { .items = {}, .total = 0, .includes_last = true }));
}

TEST_F(FindItemTest, FindsNothingThatWasDeletedOrIsHiddenForThereIsNothing)
{
    for (auto const traversal : { ItemTraversal::soft_deleted, ItemTraversal::associated }) {
        request.traversal = traversal;
        EXPECT_EQ(find()->total, 0);
    }
}

struct PageCase {
    ItemView view;
    Names names;
    bool last;
    std::optional<int> offset;
    std::optional<int> numerator;
};

TEST_F(FindItemTest, CutsThePageThatWasAskedFor)
{
    PageCase const cases[] = {
        { IndexedPage { 2, 0, Base::beginning }, { "Anna", "Bert" }, false, 2, {} },
        { IndexedPage { 2, 2, Base::beginning }, { "Carl", "Dora" }, true, 4, {} },
        { IndexedPage { {}, 3, Base::beginning }, { "Dora" }, true, 4, {} },
        { IndexedPage { 5, 100, Base::beginning }, {}, true, 4, {} },
        { IndexedPage { 1, 0, Base::end }, { "Dora" }, false, 1, {} },
        { IndexedPage { 2, 1, Base::end }, { "Bert", "Carl" }, false, 3, {} },
        { IndexedPage { 9, 1, Base::end }, { "Anna", "Bert", "Carl" }, true, 4, {} },
        { FractionalPage { 1, 1, 2 }, { "Carl" }, false, {}, 3 },
        { FractionalPage { {}, 3, 4 }, { "Dora" }, true, {}, 4 },
        { ContactsView { 3, "", "" }, { "Anna", "Bert", "Carl" }, false, {}, {} },
    };
    for (auto const& expected : cases) {
        request.view = expected.view;
        auto const found = find().value();
        EXPECT_EQ(names_of(found), expected.names);
        EXPECT_EQ(found.total, 4);
        EXPECT_EQ(found.includes_last, expected.last);
        EXPECT_EQ(found.next_offset, expected.offset);
        EXPECT_EQ(found.next_numerator, expected.numerator);
        EXPECT_EQ(found.next_denominator, expected.numerator ? std::optional(4) : std::nullopt);
    }
}

TEST_F(FindItemTest, RefusesAPageThatThereCannotBe)
{
    std::pair<ItemView, std::string_view> const cases[] = {
        { IndexedPage { 0, 0 }, "ErrorInvalidPagingMaxRows" },
        { IndexedPage { 1, -1 }, "ErrorInvalidIndexedPagingParameters" },
        { FractionalPage { 0, 0, 1 }, "ErrorInvalidPagingMaxRows" },
        { FractionalPage { 1, 2, 1 }, "ErrorInvalidFractionalPagingParameters" },
        { ContactsView { 0, "", "" }, "ErrorInvalidPagingMaxRows" },
    };
    for (auto const& [view, code] : cases) {
        request.view = view;
        EXPECT_EQ(outcome(find()), code);
    }
}

TEST_F(FindItemTest, ListsNamesFromTheFirstOfARangeToItsLast)
{
    std::pair<ContactsView, Names> const cases[] = {
        { { {}, "Bert", "" }, { "Bert", "Carl", "Dora" } },
        { { {}, "b", "carl" }, { "Bert", "Carl" } },
        { { {}, "", "C" }, { "Anna", "Bert" } },
        { { {}, "x", "" }, {} },
    };
    for (auto const& [view, expected] : cases) {
        request.view = view;
        EXPECT_EQ(names(), expected);
    }
}

TEST_F(FindItemTest, TellsOfMoreWhereNoPageWasAskedFor)
{
    for (std::size_t i = 0; i < limits::find_items_max; ++i)
        put_contact(contacts_number, "Crowd " + std::to_string(i));
    auto const found = find().value();
    EXPECT_EQ(found.items.size(), limits::find_items_max);
    EXPECT_FALSE(found.includes_last);
    EXPECT_EQ(found.next_offset, 1'000);
    EXPECT_EQ(found.total, 1'004);
}

TEST_F(FindItemTest, AnswersNoMoreItemsThanItsLimitHoweverManyFoldersAreNamed)
{
    for (std::size_t i = 0; i < limits::find_items_max; ++i)
        put_contact(contacts_number, "Crowd " + std::to_string(i));
    request.parents.assign(7, named(contacts));
    auto const answer = find_item(request, caller, ports);
    EXPECT_EQ(outcome(answer[4]), "NoError");
    EXPECT_EQ(outcome(answer[5]), "ErrorExceededFindCountLimit");
}

TEST_F(FindItemTest, SortsByWhatItIsAsked)
{
    EXPECT_EQ(order_by("contacts:DisplayName", true), (Names { "Dora", "Carl", "Bert", "Anna" }));
    auto in_town = contact_called("Emil");
    in_town.slots.put(Slot::surname, std::string("Aa"));
    put_item(contacts_number, in_town);
    EXPECT_EQ(order_by("contacts:Surname", true).front(), "Emil");
    EXPECT_EQ(order_by("contacts:Surname", false).back(), "Emil");
    EXPECT_EQ(order_by("item:Body", false), (Names { "ErrorUnsupportedPathForSortGroup" }));
    EXPECT_EQ(order_by("contacts:EmailAddresses", false), (Names { "ErrorUnsupportedPathForSortGroup" }));
}

TEST_F(FindItemTest, FindsWhatTheRestrictionSays)
{
    using Relation = Comparison::Relation;
    std::pair<Restriction, Names> const cases[] = {
        { is_equal("contacts:DisplayName", "anna"), { "Anna" } },
        { is(Relation::not_equal, "contacts:DisplayName", "anna"), { "Bert", "Carl", "Dora" } },
        { is(Relation::greater, "contacts:FileAs", "Bert"), { "Carl", "Dora" } },
        { holds("contacts:DisplayName", "AR"), { "Carl" } },
        { is_equal("contacts:HasPicture", "true"), {} },
        { is_equal("contacts:HasPicture", "0"), { "Anna", "Bert", "Carl", "Dora" } },
        { { Existence { path_of("contacts:Surname") } }, {} },
        { { Combination { Combination::How::none, { is_equal("contacts:DisplayName", "Dora") } } },
            { "Anna", "Bert", "Carl" } },
        { { Combination { Combination::How::any,
              { is_equal("contacts:DisplayName", "Dora"), is_equal("contacts:DisplayName", "Anna") } } },
            { "Anna", "Dora" } },
        { is_equal("item:DateTimeCreated", "2025-06-15T15:06:40Z"), { "Anna", "Bert", "Carl", "Dora" } },
        { is_equal("item:ParentFolderId", "x"), { "ErrorUnsupportedPathForQuery" } },
        { is_equal("contacts:EmailAddresses", "x"), { "ErrorUnsupportedPathForQuery" } },
        { is_equal("folder:DisplayName", "x"), { "ErrorUnsupportedPathForQuery" } },
        { is_equal("contacts:HasPicture", "perhaps"), { "ErrorInvalidRestriction" } },
        { is_equal("item:LastModifiedTime", "yesterday"), { "ErrorInvalidRestriction" } },
        { holds("contacts:HasPicture", "true"), { "ErrorContainsFilterWrongType" } },
        { { BitsExcluded { path_of("contacts:DisplayName"), 1 } }, { "ErrorInvalidRestriction" } },
    };
    for (auto const& [restriction, expected] : cases) {
        request.restriction = restriction;
        EXPECT_EQ(names(), expected);
    }
}

TEST_F(FindItemTest, FindsByEntriesAndByPropertiesOfMapi)
{
    auto with_mail = contact_called("Emil");
    with_mail.slots.put(Slot::email_address1, std::string("emil@contoso.com"));
    ExtendedFieldPath const color {
        .set = "00020329-0000-0000-c000-000000000046", .name = "color", .type = "String"
    };
    with_mail.put({ color, { "green" } });
    put_item(contacts_number, with_mail);
    auto const equal = [](PropertyPath path, std::string constant) {
        return Restriction { Comparison {
            Comparison::Relation::equal, std::move(path), std::move(constant) } };
    };
    ExtendedFieldPath const picture { .distinguished_set = "Address", .id = "32789", .type = "Boolean" };
    request.restriction
        = equal(IndexedFieldPath { "contacts:EmailAddress", "EmailAddress1" }, "EMIL@contoso.com");
    EXPECT_EQ(names(), Names { "Emil" });
    request.restriction = equal(color, "Green");
    EXPECT_EQ(names(), Names { "Emil" });
    request.restriction = equal(picture, "false");
    EXPECT_EQ(names().size(), 5);
}

TEST_F(FindItemTest, FindsByTheBeginningsOfAllWordsOfAQuery)
{
    auto of_company = contact_called("Emil Jung");
    of_company.slots.put(Slot::company_name, std::string("Fabrikam Works"));
    put_item(contacts_number, of_company);
    std::pair<std::string, Names> const cases[] = {
        { "emil", { "Emil Jung" } },
        { "jun EM", { "Emil Jung" } },
        { "\"work\" jung", { "Emil Jung" } },
        { "emil x", {} },
        { "mil", {} },
        { "  ", { "Anna", "Bert", "Carl", "Dora", "Emil Jung" } },
    };
    for (auto const& [query, expected] : cases) {
        request.query = query;
        EXPECT_EQ(names(), expected) << query;
    }
    for (std::size_t i = 0; i < limits::search_expressions_max; ++i) request.query += "x ";
    EXPECT_EQ(names(), Names { "ErrorInvalidRequest" });
}

TEST_F(FindItemTest, ShowsNoMoreThanListsHave)
{
    auto content = contact_called("Emil");
    content.slots.put(Slot::body, std::string("Knows everybody."));
    put_item(contacts_number, content);
    request.shape.slots.set();
    auto const found = find().value();
    for (auto const& item : found.items) {
        EXPECT_EQ(item.values.find(Slot::body), nullptr);
        EXPECT_TRUE(item.attachments.empty());
    }
}

TEST_F(FindItemTest, SearchesForOthersWhereTheyMayRead)
{
    add(request.shape.slots, Slot::effective_rights);
    EXPECT_EQ(outcome(find(other)), "ErrorAccessDenied");
    share(contacts_number, FolderRole::reader);
    EXPECT_EQ(find(other)->total, 4);
    EXPECT_FALSE(find(other)->items.front().rights->modify);
    share(contacts_number, FolderRole::editor);
    EXPECT_TRUE(find(other)->items.front().rights->modify);
}

TEST_F(FindItemTest, AnswersEachFolderInOrder)
{
    request.parents = { named(contacts), by_id("x"), by_id(folder_id(hope, 12)), named(deleteditems) };
    auto const answer = find_item(request, caller, ports);
    ASSERT_EQ(answer.size(), 4);
    EXPECT_EQ(answer[0]->total, 4);
    EXPECT_EQ(outcome(answer[1]), "ErrorInvalidIdMalformed");
    EXPECT_EQ(outcome(answer[2]), "ErrorAccessDenied");
    EXPECT_EQ(answer[3]->total, 0);
}

}
}
