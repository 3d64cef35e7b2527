// Every call of the public API against our own server.
#include "client_and_server/contoso.hpp"
#include "likeness/likeness.hpp"
#include "support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace likeness::tests {
namespace {

using exchange::FailureKind;
using testing::Contains;
using testing::Field;

class PublicClient : public testing::Test {
protected:
    static exchange::Client open(
        exchange::ClientOptions options = { .user = app::demo_user, .password = app::demo_password })
    {
        auto client = exchange::Client::open(contoso().url(), std::move(options));
        if (!client) throw std::runtime_error(client.failure().message);
        return *std::move(client);
    }

    /// A contact by the calls below the public API, which makes none.
    static std::string contact_called(std::string const& name)
    {
        WrittenItem item;
        item.content.slots.put(Slot::display_name, name);
        item.content.slots.put(Slot::file_as, name);
        return ews_client().create_item({ .items = { item } })->front()->id.id;
    }

    exchange::Client client = open();
    test::TemporaryFolder folder;
};

}

TEST_F(PublicClient, GetsAPhotoOnceAndThenLearnsThatItIsUnchanged)
{
    auto const photo = client.get_user_photo("hope@contoso.com", { .size = exchange::PhotoSize::hr240x240 });
    ASSERT_TRUE(photo) << photo.failure().message;
    ASSERT_TRUE(photo->picture);
    EXPECT_EQ(photo->picture->content_type, "image/jpeg");
    auto const again = client.get_user_photo(
        "hope@contoso.com", { .size = exchange::PhotoSize::hr240x240, .validator = photo->validator });
    EXPECT_TRUE(again->is_unchanged);
    EXPECT_FALSE(again->picture);
    EXPECT_FALSE(client.get_user_photo("rainier@contoso.com")->picture);
    EXPECT_FALSE(client.get_user_photo("nobody@contoso.com")->picture);
    auto const file = exchange::save_in(folder.path(), "Hope Gross", *photo->picture);
    ASSERT_TRUE(file);
    EXPECT_EQ(exchange::read_picture_file(*file).value_or(std::vector<std::byte>()), photo->picture->bytes);
}

TEST_F(PublicClient, SetsOnesOwnPhotoAndNobodyElses)
{
    EXPECT_TRUE(client.set_user_photo("sadie@contoso.com", app::sadie_picture()));
    EXPECT_EQ(
        client.set_user_photo("hope@contoso.com", app::sadie_picture()).failure().kind, FailureKind::denied);
    EXPECT_EQ(client.set_user_photo("sadie@contoso.com", base::as_bytes("text")).failure().kind,
        FailureKind::refused);
    EXPECT_EQ(client.set_user_photo("sadie@contoso.com", {}).failure().kind, FailureKind::invalid_request);
}

TEST_F(PublicClient, ResolvesNames)
{
    auto const people = client.resolve_name("hope@contoso.com");
    ASSERT_TRUE(people) << people.failure().detail;
    ASSERT_FALSE(people->found.empty());
    EXPECT_EQ(people->found[0].name, "Hope Gross");
    EXPECT_EQ(people->found[0].company, "CONTOSO");
    EXPECT_TRUE(people->found[0].photo);
    std::vector<std::string> const names { "reception", "nobody at all" };
    auto const results = client.resolve_names(names);
    ASSERT_EQ(results.size(), 2u);
    EXPECT_EQ(results[0]->found.size(), 1u);
    EXPECT_TRUE(results[1]->found.empty());
}

TEST_F(PublicClient, TakesAContactsPictureFromItsSettingToItsEnd)
{
    auto const id = contact_called("Public Contact");
    EXPECT_FALSE(client.get_contact(id)->has_picture);
    auto const change_key = client.set_contact_picture(id, app::hope_picture());
    ASSERT_TRUE(change_key) << change_key.failure().detail;
    auto const contact = client.get_contact(id);
    ASSERT_TRUE(contact);
    EXPECT_EQ(contact->change_key, *change_key);
    EXPECT_TRUE(contact->has_picture);
    ASSERT_TRUE(contact->picture_attachment());
    auto const picture = client.load(*contact->picture_attachment());
    ASSERT_TRUE(picture) << picture.failure().detail;
    EXPECT_EQ(picture->bytes, base::copy_of(app::hope_picture()));
    EXPECT_EQ(*client.get_contact_picture(*contact), *picture);

    EXPECT_TRUE(*client.remove_contact_picture(id));
    EXPECT_FALSE(*client.remove_contact_picture(id));
    EXPECT_FALSE(*client.get_contact_picture(*contact));
    EXPECT_EQ(
        client.set_contact_picture(id, base::as_bytes("text")).failure().kind, FailureKind::invalid_request);
}

TEST_F(PublicClient, ListsContactsAndTakesThemInBatches)
{
    auto const with = contact_called("With picture");
    auto const without = contact_called("Without picture");
    ASSERT_TRUE(client.set_contact_picture(with, app::sadie_picture()));
    auto const has_id = [](std::string const& id) { return Contains(Field(&exchange::Contact::id, id)); };
    auto const all = client.list_contacts();
    ASSERT_TRUE(all) << all.failure().detail;
    EXPECT_THAT(all->contacts, has_id(with));
    EXPECT_THAT(all->contacts, has_id(without));
    auto const pictured = client.list_contacts({ .with_picture_only = true });
    ASSERT_TRUE(pictured) << pictured.failure().detail;
    EXPECT_THAT(pictured->contacts, has_id(with));
    EXPECT_THAT(pictured->contacts, testing::Not(has_id(without)));

    std::vector<std::string> const ids { with, "no id at all", without };
    auto const contacts = client.get_contacts(ids);
    ASSERT_EQ(contacts.size(), 3u);
    EXPECT_EQ(contacts[0]->display_name, "With picture");
    EXPECT_FALSE(contacts[1]);
    EXPECT_EQ(contacts[2]->display_name, "Without picture");
    std::vector<exchange::Attachment> const attachments { *contacts[0]->picture_attachment(),
        { .id = "none" } };
    auto const pictures = client.load(attachments);
    ASSERT_EQ(pictures.size(), 2u);
    EXPECT_EQ(pictures[0]->bytes, base::copy_of(app::sadie_picture()));
    EXPECT_FALSE(pictures[1]);
}

TEST_F(PublicClient, SignsInByWhatTheServerOffersAndTellsWhat)
{
    ASSERT_TRUE(client.resolve_name("hope"));
    EXPECT_EQ(client.scheme(), exchange::SignInScheme::basic);
    ASSERT_TRUE(client.server_version());
    EXPECT_EQ(client.server_version()->major, 15);
    auto stranger = open({ .user = app::demo_user, .password = "another" });
    EXPECT_EQ(stranger.get_user_photo("hope@contoso.com").failure().kind, FailureKind::sign_in);
    EXPECT_EQ(stranger.list_contacts().failure().kind, FailureKind::sign_in);
    EXPECT_EQ(open({}).get_user_photo("hope@contoso.com").failure().kind, FailureKind::sign_in);
    auto kept = open({ .user = app::demo_user,
        .password = app::demo_password,
        .schemes = { exchange::SignInScheme::ntlm } });
    EXPECT_EQ(kept.get_user_photo("hope@contoso.com").failure().kind, FailureKind::sign_in);
}

TEST_F(PublicClient, WorksInAThreadEach)
{
    std::vector<std::jthread> threads;
    std::atomic<int> got = 0;
    for (int at = 0; at < 4; ++at)
        threads.emplace_back([&] {
            auto own = open();
            for (int round = 0; round < 5; ++round)
                if (auto const photo = own.get_user_photo("hope@contoso.com"); photo && photo->picture) ++got;
        });
    threads.clear();
    EXPECT_EQ(got, 20);
}

}
