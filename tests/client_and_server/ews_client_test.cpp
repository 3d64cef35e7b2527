// Every call of EwsClient against our own server: real sockets, database and renderer.
#include "client/contacts.hpp"
#include "client/photos/person_photo.hpp"
#include "client/photos/photo_client.hpp"
#include "client_and_server/contoso.hpp"
#include "ews/item_shape.hpp"

#include <gmock/gmock.h>

namespace likeness::tests {
namespace {

using client::FailureKind;
using testing::Contains;
using testing::ElementsAre;
using testing::StartsWith;

FolderReferences contacts_folder()
{
    return { FolderReference(DistinguishedReference { DistinguishedFolder::contacts, std::nullopt }) };
}

WrittenItem contact_called(std::string const& given_name, std::string const& surname)
{
    WrittenItem item;
    item.content.slots.put(Slot::given_name, given_name);
    item.content.slots.put(Slot::surname, surname);
    item.content.slots.put(Slot::display_name, given_name + " " + surname);
    item.content.slots.put(Slot::file_as, surname + ", " + given_name);
    item.content.slots.put(Slot::email_address1, "hope@contoso.com");
    return item;
}

FileAttachment picture_file(base::ByteView picture)
{
    return { .name = "ContactPicture.jpg",
        .content_type = "image/jpeg",
        .is_inline = false,
        .is_contact_photo = true,
        .content = base::copy_of(picture) };
}

template <class Value> Value only(client::Outcome<client::Outcomes<Value>> outcome)
{
    if (!outcome) throw std::runtime_error(outcome.error().message + ": " + outcome.error().detail);
    if (outcome->size() != 1 || !outcome->front())
        throw std::runtime_error(outcome->empty() ? "nothing" : outcome->front().error().detail);
    return std::move(*outcome->front());
}

FailureKind kind_of_only(auto const& outcome)
{
    EXPECT_TRUE(outcome);
    EXPECT_EQ(outcome->size(), 1u);
    EXPECT_FALSE(outcome->front());
    return outcome->front().error().kind;
}

class EveryCall : public testing::Test {
protected:
    client::EwsClient client = ews_client();

    ShownItem created(WrittenItem item) { return only(client.create_item({ .items = { std::move(item) } })); }
    ShownItem shown(std::string const& id)
    {
        return only(
            client.get_item({ .shape = ews::all_properties(), .items = { ItemReference { id, "" } } }));
    }
};

}

TEST_F(EveryCall, GetsPhotosOfEverySizeByBothInterfacesWithOneValidator)
{
    auto rest = client::PhotoClient::open(
        { .endpoint = client::parse_url(contoso().url()).and_then(client::photo_endpoint).value(),
            .credentials = client::Credentials { app::demo_user, app::demo_password } })
                    .value();
    for (auto const size : photo_sizes) {
        GetUserPhoto const request { address("hope@contoso.com"), size };
        auto const by_soap = std::get<client::ReceivedPhoto>(client.get_user_photo(request).value());
        auto const by_rest = std::get<client::ReceivedPhoto>(rest.get_user_photo(request).value());
        EXPECT_EQ(by_soap, by_rest);
        EXPECT_EQ(
            client.get_user_photo(request, by_rest.validator), client::PhotoAnswer(client::Unchanged {}));
        EXPECT_EQ(rest.get_user_photo(request, by_soap.validator), client::PhotoAnswer(client::Unchanged {}));
    }
    for (auto const* const without : { "rainier@contoso.com", "nobody@contoso.com", "hope@fabrikam.com" }) {
        EXPECT_EQ(client.get_user_photo({ address(without) }), client::PhotoAnswer(client::NoPhoto {}))
            << without;
        EXPECT_EQ(rest.get_user_photo({ address(without) }), client::PhotoAnswer(client::NoPhoto {}))
            << without;
    }
}

TEST_F(EveryCall, SetsOnesOwnPhotoAndIsToldWhyNotAnothers)
{
    ASSERT_TRUE(client.set_user_photo({ address("sadie@contoso.com"), app::sadie_picture() }));
    EXPECT_EQ(client.set_user_photo({ address("hope@contoso.com"), app::sadie_picture() }).error().kind,
        FailureKind::denied);
    EXPECT_EQ(client.set_user_photo({ address("sadie@contoso.com"), base::as_bytes("text") }).error().kind,
        FailureKind::refused);
}

TEST_F(EveryCall, FindsPeople)
{
    auto const people = client.resolve_names({ .entry = "hope",
        .full_contact_data = true,
        .scope = SearchScope::directory,
        .shape = { .base = ContactShape::Base::all_properties } });
    ASSERT_TRUE(people) << people.error().detail;
    ASSERT_EQ(people->found.size(), 1u);
    EXPECT_EQ(people->found[0].mailbox.address, "hope@contoso.com");
    EXPECT_TRUE(people->found[0].contact->photo);
    EXPECT_TRUE(client.resolve_names({ .entry = "nobody at all" })->found.empty());

    auto const found = client.find_people(
        { .page = { .entries_max = 10 }, .where = FindPeople::Where::directory, .query = "sadie" });
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_EQ(found->people.size(), 1u);
    auto const persona = client.get_persona({ .id = found->people[0].id });
    ASSERT_TRUE(persona) << persona.error().detail;
    EXPECT_EQ(persona->persona.display_name, "Sadie Daniels");
    EXPECT_FALSE(client.get_persona({ .address = "nobody@contoso.com" }));
}

TEST_F(EveryCall, ExpandsAGroupAndNothingElse)
{
    Person const sales { .id = base::random_guid(),
        .kind = RecipientKind::group,
        .addresses = { address("sales@contoso.com") },
        .display_name = "Sales" };
    ASSERT_TRUE(contoso().data().people().add({ .person = sales,
        .links = PersonLinks { .members = { "sadie@contoso.com", "hope@contoso.com" } } }));
    auto const members = client.expand_dl({ .address = "sales@contoso.com" });
    ASSERT_TRUE(members) << members.error().detail;
    std::vector<std::string_view> addresses;
    for (auto const& member : members->members) addresses.push_back(member.address);
    EXPECT_THAT(addresses, ElementsAre("sadie@contoso.com", "hope@contoso.com"));
    EXPECT_EQ(client.expand_dl({ .address = "sadie@contoso.com" }).error().kind, FailureKind::not_found);
}

TEST_F(EveryCall, KeepsAContactFromItsMakingToItsEnd)
{
    auto const item = created(contact_called("Hope", "Gross"));
    auto const before = shown(item.id.id);
    EXPECT_EQ(before.values.text(Slot::display_name), "Hope Gross");

    PropertyUpdate change;
    add(change.slots, Slot::company_name);
    change.value.slots.put(Slot::company_name, "CONTOSO");
    auto const updated = only(client.update_item({ .changes = { ItemUpdates { before.id, { change } } } }));
    EXPECT_NE(updated.item.id.change_key, before.id.change_key);
    EXPECT_EQ(shown(item.id.id).values.text(Slot::company_name), "CONTOSO");

    only(client.delete_item({ .items = { ItemReference { item.id.id, "" } } }));
    EXPECT_EQ(kind_of_only(client.get_item(
                  { .shape = ews::all_properties(), .items = { ItemReference { item.id.id, "" } } })),
        FailureKind::not_found);
}

TEST_F(EveryCall, MakesAContactWithItsPictureInOneRequest)
{
    auto item = contact_called("Sadie", "Daniels");
    item.attachments = { picture_file(app::sadie_picture()) };
    auto const made = created(std::move(item));
    ASSERT_EQ(made.attachments.size(), 1u);
    auto const loaded = only(client.get_attachment({ { made.attachments[0].id.value() } }));
    EXPECT_EQ(loaded.content, base::copy_of(app::sadie_picture()));
    auto const picture = client::get_contact_picture(client, made.id.id).value();
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->bytes, base::copy_of(app::sadie_picture()));
}

TEST_F(EveryCall, AttachesAndDetaches)
{
    auto const item = created(contact_called("Hope", "Gross"));
    auto const attached = only(client.create_attachment({ .parent = ItemReference { item.id.id, "" },
        .attachments = { picture_file(app::hope_picture()) } }));
    auto const with_picture = shown(item.id.id);
    EXPECT_NE(with_picture.id.change_key, item.id.change_key);
    ASSERT_TRUE(client::picture_attachment(with_picture));
    auto const root = only(client.delete_attachment({ { attached.id.value() } }));
    EXPECT_EQ(root.id, item.id.id);
    EXPECT_FALSE(client::picture_attachment(shown(item.id.id)));
    EXPECT_EQ(kind_of_only(client.get_attachment({ { attached.id.value() } })), FailureKind::not_found);
}

TEST_F(EveryCall, ChangesAPictureAsOftenAsItIsToldTo)
{
    auto const id = created(contact_called("Hope", "Gross")).id.id;
    EXPECT_EQ(client::get_contact_picture(client, id).value(), std::nullopt);
    for (auto const picture : { app::hope_picture(), app::sadie_picture(), app::hope_picture() }) {
        auto const change_key = client::set_contact_picture(client, id, picture);
        ASSERT_TRUE(change_key) << change_key.error().detail;
        EXPECT_EQ(shown(id).id.change_key, *change_key);
        EXPECT_EQ(shown(id).attachments.size(), 1u);
        EXPECT_EQ(client::get_contact_picture(client, id).value()->bytes, base::copy_of(picture));
    }
    EXPECT_TRUE(client::remove_contact_picture(client, id).value());
    EXPECT_FALSE(client::remove_contact_picture(client, id).value());
    EXPECT_EQ(client::get_contact_picture(client, id).value(), std::nullopt);
}

TEST_F(EveryCall, ListsSearchesAndFollowsAFolder)
{
    auto const synced = client.sync_folder_items({ .folder = contacts_folder().front(), .changes_max = 512 });
    ASSERT_TRUE(synced) << synced.error().detail;
    auto const id = created(contact_called("Ada", "Followed")).id.id;
    auto const again = client.sync_folder_items(
        { .folder = contacts_folder().front(), .state = synced->state, .changes_max = 512 });
    ASSERT_TRUE(again) << again.error().detail;
    std::vector<std::string> changed;
    for (auto const& change : again->changes) changed.push_back(change.item.id.id);
    EXPECT_THAT(changed, Contains(id));

    auto const found = client::find_contacts(client, "Ada Followed", 10);
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_EQ(found->size(), 1u);
    EXPECT_EQ(found->front().id.id, id);

    std::vector<std::string> listed;
    for (std::optional<int> offset = 0; offset;) {
        auto const page = client::list_contacts(client, { .offset = *offset, .page_size = 1 });
        ASSERT_TRUE(page) << page.error().detail;
        for (auto const& contact : page->contacts) listed.push_back(contact.id.id);
        ASSERT_LE(listed.size(), static_cast<std::size_t>(page->total));
        offset = page->next_offset;
    }
    EXPECT_THAT(listed, Contains(id));
}

TEST_F(EveryCall, AnswersEachPartOfABatchByItself)
{
    std::vector<std::string> ids;
    for (int at = 0; at < 3; ++at) ids.push_back(created(contact_called("Batch", std::to_string(at))).id.id);
    only(client.delete_item({ .items = { ItemReference { ids[1], "" } } }));
    ids.push_back("no id at all");
    auto const contacts = client::get_contacts(client, ids);
    ASSERT_EQ(contacts.size(), 4u);
    EXPECT_EQ(contacts[0]->id.id, ids[0]);
    EXPECT_EQ(contacts[1].error().kind, FailureKind::not_found);
    EXPECT_EQ(contacts[2]->id.id, ids[2]);
    EXPECT_FALSE(contacts[3]);
}

TEST_F(EveryCall, FindsFolders)
{
    auto const folder = only(client.get_folder({ .folders = contacts_folder() }));
    EXPECT_FALSE(folder.id.id.empty());
    auto const children = only(client.find_folder({ .parents
        = { FolderReference(DistinguishedReference { DistinguishedFolder::msgfolderroot, {} }) } }));
    std::vector<std::string> ids;
    for (auto const& child : children.folders) ids.push_back(child.id.id);
    EXPECT_THAT(ids, Contains(folder.id.id));
}

TEST_F(EveryCall, IsTakenInEveryVersionThatTheServerIsSaidToSpeak)
{
    auto item = contact_called("Hope", "Version");
    item.attachments = { picture_file(app::hope_picture()) };
    auto const id = created(std::move(item)).id.id;
    for (auto const schema :
        { ews::Schema::exchange2007_sp1, ews::Schema::exchange2010, ews::Schema::exchange2010_sp1,
            ews::Schema::exchange2010_sp2, ews::Schema::exchange2013, ews::Schema::exchange2016 }) {
        auto spoken = ews_client();
        spoken.set_spoken({ schema });
        auto const people = spoken.resolve_names({ .entry = "hope@contoso.com",
            .full_contact_data = true,
            .scope = SearchScope::directory,
            .shape = { .base = ContactShape::Base::all_properties } });
        ASSERT_TRUE(people) << ews::name_of(schema) << people.error().detail;
        // Photos came with Exchange2010_SP2.
        EXPECT_EQ(people->found.at(0).contact->photo.has_value(), schema >= ews::Schema::exchange2010_sp2)
            << ews::name_of(schema);
        auto const page = client::list_contacts(spoken, {});
        ASSERT_TRUE(page) << ews::name_of(schema) << page.error().detail;
        auto const contacts = client::get_contacts(spoken, std::span(&id, 1));
        ASSERT_TRUE(contacts.front()) << ews::name_of(schema) << contacts.front().error().detail;
        // The mark of a picture came with Exchange2010.
        EXPECT_EQ(
            client::picture_attachment(*contacts.front()) != nullptr, schema >= ews::Schema::exchange2010)
            << ews::name_of(schema);
        auto const photo = spoken.get_user_photo({ address("hope@contoso.com"), PhotoSize::hr96x96 });
        EXPECT_TRUE(photo) << ews::name_of(schema);
    }
}

TEST_F(EveryCall, TellsWhatTheServerIsCalled)
{
    ASSERT_TRUE(client.resolve_names({ .entry = "hope" }));
    ASSERT_TRUE(client.server_version());
    EXPECT_EQ(client.server_version()->build.major, 15);
    EXPECT_EQ(client.scheme(), client::SignInScheme::basic);
}

TEST_F(EveryCall, OfSomebodyWithAnotherPasswordIsRefusedAtTheSignIn)
{
    auto stranger = ews_client("another password");
    EXPECT_EQ(stranger.get_user_photo({ address("hope@contoso.com") }).error().kind, FailureKind::sign_in);
    EXPECT_EQ(stranger.resolve_names({ .entry = "hope" }).error().kind, FailureKind::sign_in);
    EXPECT_EQ(stranger.get_folder({ .folders = contacts_folder() }).error().kind, FailureKind::sign_in);
}

TEST(PersonPhoto, IsTheMailboxsTheDirectorysOrTheContacts)
{
    auto client = ews_client();
    auto const photo_for = [&](std::string const& name, SearchScope scope) {
        auto const people = client.resolve_names({ .entry = name,
            .full_contact_data = true,
            .scope = scope,
            .shape = { .base = ContactShape::Base::all_properties } });
        if (!people || people->found.size() != 1)
            throw std::runtime_error("not one person is called " + name);
        return client::photo_of(client, client, people->found.front()).value();
    };
    EXPECT_TRUE(photo_for("hope@contoso.com", SearchScope::directory));
    EXPECT_TRUE(photo_for("reception", SearchScope::directory));
    EXPECT_FALSE(photo_for("rainier", SearchScope::directory));
}

}
