// What is attached to items, pictures above all.
// Source: spec/contacts.md 4 to 6.
#include "service/item_scene.hpp"

#include "core/items/limits.hpp"

namespace likeness::service {
namespace {

class AttachmentOperations : public ItemScene {
protected:
    bool has_picture(ItemReference const& id)
    {
        return std::get<bool>(*get(id, { Slot::has_picture }).value().values.find(Slot::has_picture));
    }
    std::string_view removed(std::string const& id)
    {
        return outcome(delete_attachment({ { id } }, caller, ports).front());
    }
};

TEST_F(AttachmentOperations, GetAttachmentGivesNameTypeAndBytesAlone)
{
    auto sent = photo("picture");
    sent.content_type = "image/jpeg";
    auto const id = *attach(created(named("Sadie")), sent).value().id;
    EXPECT_EQ(id.size(), 152);
    auto const expected = FileAttachment { .id = id,
        .name = "ContactPicture.jpg",
        .content_type = "image/jpeg",
        .content = base::copy_of(base::as_bytes("picture")) };
    EXPECT_EQ(attachment(id).value(), expected);
}

TEST_F(AttachmentOperations, GetAttachmentAnswersABatchInOrderEachForItself)
{
    auto const item = created(named("Sadie"));
    auto const first = *attach(item, file("one", "1")).value().id;
    auto const second = *attach(item, file("two", "2")).value().id;
    auto const gone = *attach(item, file("gone", "")).value().id;
    ASSERT_EQ(removed(gone), "NoError");
    auto const orphan = created(named("Gone"));
    auto const of_orphan = *attach(orphan, file("a", "b")).value().id;
    ASSERT_TRUE(remove(orphan, DeleteType::hard, caller));
    GetAttachment const request { { second, gone, of_orphan, item.id, "made up", "", first } };
    std::vector<std::string_view> codes;
    auto const answer = get_attachment(request, caller, ports);
    for (auto const& one : answer) codes.push_back(outcome(one));
    EXPECT_EQ(codes,
        (std::vector<std::string_view> { "NoError", "ErrorInvalidAttachmentId", "ErrorItemNotFound",
            "ErrorInvalidIdNotAnItemAttachmentId", "ErrorInvalidIdMalformed", "ErrorInvalidIdEmpty",
            "NoError" }));
    EXPECT_EQ(answer.front()->name, "two");
    EXPECT_EQ(answer.back()->name, "one");
}

TEST_F(AttachmentOperations, CreateAttachmentTellsTheItemsNewKey)
{
    auto const item = created(named("Sadie"));
    auto const made
        = attach({ item.id, "" }, file("a", "b")).value(); // As the Managed API asks: without a key.
    ASSERT_TRUE(made.root);
    EXPECT_EQ(made.root->id, item.id);
    EXPECT_NE(made.root->change_key, item.change_key);
    EXPECT_EQ(get(item).value().id, *made.root);
    EXPECT_EQ(outcome(attach(item, file("c", "d"))), "NoError"); // With a key that is old by now.
}

TEST_F(AttachmentOperations, OfSeveralPicturesTheLastIsKept)
{
    auto const item = created(named("Sadie"));
    EXPECT_FALSE(has_picture(item));
    auto const first = *attach(item, photo("first")).value().id;
    EXPECT_TRUE(has_picture(item));
    auto const batch
        = create_attachment({ item, { photo("second"), file("a", "b"), photo("third") } }, caller, ports);
    ASSERT_EQ(batch.size(), 3);
    EXPECT_EQ(outcome(attachment(first)), "ErrorInvalidAttachmentId");
    EXPECT_EQ(outcome(attachment(*batch[0]->id)), "ErrorInvalidAttachmentId");
    EXPECT_EQ(bytes_of(*batch[1]->id), "b");
    EXPECT_EQ(bytes_of(*batch[2]->id), "third");
    EXPECT_EQ(get(item).value().id, *batch[2]->root);

    EXPECT_EQ(removed(*batch[2]->id), "NoError");
    EXPECT_FALSE(has_picture(item));
}

// A client of Exchange2007 cannot say that it is one.
TEST_F(AttachmentOperations, AFileOfTheUsualNameIsNoPicture)
{
    auto const item = created(named("Sadie"));
    ASSERT_TRUE(attach(item, file("ContactPicture.jpg", "picture")));
    EXPECT_FALSE(has_picture(item));
}

TEST_F(AttachmentOperations, CreateAttachmentAnswersABatchInOrderEachForItself)
{
    auto const item = created(named("Sadie"));
    CreateAttachment request { item,
        { file("one", "1"), fail(Code::required_property_missing),
            photo(std::string(limits::contact_photo_bytes_max + 1, 'a')),
            file(std::string(limits::attachment_name_bytes_max + 1, 'a'), ""), file("two", "2") } };
    std::vector<std::string_view> codes;
    auto const answer = create_attachment(request, caller, ports);
    for (auto const& one : answer) codes.push_back(outcome(one));
    EXPECT_EQ(codes,
        (std::vector<std::string_view> { "NoError", "ErrorRequiredPropertyMissing",
            "ErrorAttachmentSizeLimitExceeded", "ErrorDataSizeLimitExceeded", "NoError" }));
    EXPECT_EQ(bytes_of(*answer.back()->id), "2");
}

TEST_F(AttachmentOperations, CreateAttachmentSaysOfEachThatItsItemIsNotThere)
{
    auto const item = created(named("Sadie"));
    ASSERT_TRUE(remove(item, DeleteType::hard, caller));
    std::pair<Result<ItemReference>, std::string_view> const cases[] = {
        { item, "ErrorItemNotFound" },
        { ItemReference { folder_id(sadie, contacts), "" }, "ErrorCannotUseFolderIdForItemId" },
        { fail(Code::invalid_change_key), "ErrorInvalidChangeKey" },
    };
    for (auto const& [parent, code] : cases)
        for (auto const& one :
            create_attachment({ parent, { file("a", "b"), file("c", "d") } }, caller, ports))
            EXPECT_EQ(outcome(one), code);
}

TEST_F(AttachmentOperations, DeleteAttachmentTellsTheItemsNewKey)
{
    auto const item = created(named("Sadie"));
    auto const made = attach(item, photo("picture")).value();
    auto const answer = delete_attachment({ { *made.id, *made.id } }, caller, ports);
    ASSERT_TRUE(answer[0]);
    EXPECT_NE(answer[0]->change_key, made.root->change_key);
    EXPECT_EQ(get(item).value().id, *answer[0]);
    EXPECT_EQ(outcome(answer[1]), "ErrorInvalidAttachmentId");
}

TEST_F(AttachmentOperations, AnItemHoldsSoManyAndNoMore)
{
    auto const item = created(named("Sadie"));
    CreateAttachment request { item, {} };
    for (std::size_t i = 0; i <= limits::attachments_per_item_max; ++i)
        request.attachments.emplace_back(file("a", "b"));
    auto const answer = create_attachment(request, caller, ports);
    EXPECT_EQ(outcome(answer[limits::attachments_per_item_max - 1]), "NoError");
    EXPECT_EQ(outcome(answer[limits::attachments_per_item_max]), "ErrorQuotaExceeded");
}

}
}
