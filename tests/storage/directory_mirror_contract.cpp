// The contract of DirectoryMirror, and of the other stores towards who is mirrored. Source: spec/directory.md.
#include "storage/backends.hpp"

namespace likeness::test {

namespace {

MirrorEntry mirrored(Person person, std::string dn, std::optional<Photo> thumbnail = std::nullopt)
{
    return { .entry = { std::move(person), std::move(thumbnail) }, .dn = std::move(dn) };
}

Person desk(std::string_view name, std::initializer_list<std::string_view> addresses)
{
    Person person { .id = base::random_guid(), .display_name = std::string(name) };
    for (auto const text : addresses) person.addresses.push_back(address(text));
    return person;
}

template <class Backend> class DirectoryMirrorContract : public testing::Test {
public:
    LocalDirectory& people() { return backend.people(); }
    DirectoryMirror& mirror() { return backend.mirror(); }

    std::vector<Rejected> apply(MirrorBatch const& batch, std::string_view source = "corp")
    {
        auto rejected = mirror().apply(source, batch);
        EXPECT_TRUE(rejected) << for_operator(rejected.error());
        return rejected ? std::move(*rejected) : std::vector<Rejected> {};
    }
    std::vector<Rejected> apply(MirrorEntry const& entry, std::string_view source = "corp")
    {
        return apply(MirrorBatch { .present = { entry } }, source);
    }

    std::optional<Person> find(std::string_view text) { return people().find(address(text)).value(); }
    std::optional<Person> find(PersonId const& id) { return people().find(id).value(); }

    std::vector<std::string> addresses_of(PersonId const& id)
    {
        std::vector<std::string> texts;
        if (auto const person = find(id))
            for (auto const& one : person->addresses) texts.push_back(one.text());
        return texts;
    }

    // Those since the last call.
    std::vector<Change> new_changes()
    {
        auto const found = feed->after(head).value();
        head = found.head;
        return found.changes;
    }

    Backend backend;
    std::unique_ptr<ChangeFeed> feed = backend.open_change_feed();
    std::int64_t head = 0;
};

Person of_corp(Person person)
{
    person.source = "corp";
    return person;
}

using Texts = std::vector<std::string>;

}

TYPED_TEST_SUITE(DirectoryMirrorContract, Backends);

TYPED_TEST(DirectoryMirrorContract, KeepsPeopleWithEveryFieldUnderTheirOwnIds)
{
    auto const person = sadie();
    auto const thumbnail = picture(person.id, 1, 900, Source::directory);
    EXPECT_TRUE(this->apply(mirrored(person, "CN=Sadie,DC=contoso", thumbnail)).empty());
    EXPECT_EQ(this->find("desk7@contoso.com"), of_corp(person));
    EXPECT_TRUE(same_spelling(*this->find(person.id), person));
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), thumbnail);
    EXPECT_EQ(this->people().count().value(), 1u);
    EXPECT_TRUE(this->people().serves_domain("contoso.com").value());
    EXPECT_EQ(this->mirror().people_of("corp").value(), std::vector { person.id });
    EXPECT_TRUE(this->mirror().people_of("other").value().empty());
    EXPECT_EQ(this->new_changes(), (std::vector<Change> { { ChangeKind::people, person.id } }));
}

TYPED_TEST(DirectoryMirrorContract, RemembersWhereReadingGoesOn)
{
    EXPECT_EQ(this->mirror().cookie("corp").value(), std::nullopt);
    std::string const first("a\0\xFFz", 4);
    EXPECT_TRUE(this->apply(MirrorBatch { .cookie = first }).empty());
    EXPECT_EQ(this->mirror().cookie("corp").value(), first);
    EXPECT_EQ(this->mirror().cookie("other").value(), std::nullopt);
    this->apply(mirrored(hope(), "CN=Hope"));
    EXPECT_EQ(this->mirror().cookie("corp").value(), first);
    this->apply(MirrorBatch { .cookie = "" });
    EXPECT_EQ(this->mirror().cookie("corp").value(), "");
    EXPECT_EQ(this->new_changes().size(), 1u); // A cookie is no change of people.
}

TYPED_TEST(DirectoryMirrorContract, ChangesNothingWhereNothingHasChanged)
{
    auto const person = sadie();
    auto entry = mirrored(person, "CN=Sadie", picture(person.id, 1, 900, Source::directory));
    entry.entry.links = PersonLinks { "CN=Boss", { "CN=One", "two@contoso.com" } };
    this->apply(entry);
    this->new_changes();
    entry.entry.thumbnail->changed_at += std::chrono::seconds(60); // The same bytes, read again.
    entry.dn = "cn=SADIE";
    EXPECT_TRUE(this->apply(entry).empty());
    entry.entry.links.reset(); // Not known this time.
    EXPECT_TRUE(this->apply(entry).empty());
    EXPECT_TRUE(this->new_changes().empty());
    EXPECT_EQ(this->people().find_thumbnail(person.id).value()->changed_at, noon + std::chrono::seconds(1));
    EXPECT_EQ(this->people().links(person.id).value().members.size(), 2u);
}

TYPED_TEST(DirectoryMirrorContract, RecordsEachKindOfChange)
{
    auto const person = hope();
    auto entry = mirrored(person, "CN=Hope");
    this->apply(entry);
    this->new_changes();
    auto const is_told = [&] {
        EXPECT_TRUE(this->apply(entry).empty());
        return this->new_changes() == std::vector<Change> { { ChangeKind::people, person.id } };
    };
    entry.entry.person.title = "Director";
    EXPECT_TRUE(is_told());
    entry.entry.person.kind = RecipientKind::group;
    EXPECT_TRUE(is_told());
    entry.entry.person.visibility = Visibility::hidden;
    EXPECT_TRUE(is_told());
    entry.entry.person.other_proxies = { "sip:hope@contoso.com" };
    EXPECT_TRUE(is_told());
    entry.entry.person.addresses.push_back(address("hope.gross@contoso.com"));
    EXPECT_TRUE(is_told());
    entry.entry.person.addresses[1] = address("Hope.Gross@contoso.com"); // Another spelling.
    EXPECT_TRUE(is_told());
    entry.entry.person.addresses.pop_back();
    EXPECT_TRUE(is_told());
    entry.entry.thumbnail = picture(person.id, 1, 900, Source::directory);
    EXPECT_TRUE(is_told());
    entry.entry.thumbnail = picture(person.id, 2, 900, Source::directory);
    EXPECT_TRUE(is_told());
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), entry.entry.thumbnail);
    entry.entry.thumbnail.reset();
    EXPECT_TRUE(is_told());
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), std::nullopt);
    entry.entry.links = PersonLinks { "CN=Boss", {} };
    EXPECT_TRUE(is_told());
    entry.entry.links = PersonLinks {};
    EXPECT_TRUE(is_told());
    entry.dn = "CN=Hope Gross";
    EXPECT_TRUE(is_told());
    EXPECT_EQ(this->find(person.id), of_corp(entry.entry.person));
}

TYPED_TEST(DirectoryMirrorContract, TellsOfAHundredChangesOneByOneAndOfMoreAtOnce)
{
    auto const batch_of = [](std::size_t count) {
        MirrorBatch batch;
        for (std::size_t n = 0; n < count; ++n) {
            auto const name = "desk" + std::to_string(n);
            batch.present.push_back(mirrored(desk(name, { name + "@contoso.com" }), "CN=" + name));
        }
        return batch;
    };
    auto batch = batch_of(100);
    this->apply(batch);
    auto const told = this->new_changes();
    ASSERT_EQ(told.size(), 100u);
    EXPECT_TRUE(std::ranges::all_of(told, [](Change const& change) { return change.person.has_value(); }));
    MirrorBatch gone;
    for (auto const& entry : batch.present) gone.gone.push_back(entry.entry.person.id);
    auto const newcomer = desk("new", { "new@contoso.com" });
    gone.present.push_back(mirrored(newcomer, "CN=new"));
    this->apply(gone);
    EXPECT_EQ(this->new_changes(), (std::vector<Change> { { ChangeKind::people, std::nullopt } }));
    EXPECT_EQ(this->mirror().people_of("corp").value(), std::vector { newcomer.id });
}

TYPED_TEST(DirectoryMirrorContract, TakesFiveHundredAndRefusesOneMore)
{
    MirrorBatch batch;
    for (std::size_t n = 0; n < mirror_batch_max; ++n) {
        auto const name = "desk" + std::to_string(n);
        batch.present.push_back(mirrored(desk(name, { name + "@contoso.com" }), "CN=" + name));
    }
    EXPECT_TRUE(this->apply(batch).empty());
    EXPECT_EQ(this->people().count().value(), mirror_batch_max);
    batch.present.push_back(mirrored(hope(), "CN=Hope"));
    batch.cookie = "further";
    EXPECT_EQ(this->mirror().apply("corp", batch).error().code, Code::invalid_request);
    EXPECT_EQ(this->mirror().cookie("corp").value(), std::nullopt);
    EXPECT_EQ(this->find("hope@contoso.com"), std::nullopt);
}

TYPED_TEST(DirectoryMirrorContract, DropsWhoIsGoneWithPhotosAndAddresses)
{
    auto const person = sadie();
    this->apply(mirrored(person, "CN=Sadie", picture(person.id, 1, 900, Source::directory)));
    ASSERT_TRUE(this->backend.photos().replace(person.id, upload(person.id, { PhotoSize::hr96x96 }, 1)));
    this->new_changes();
    this->apply(MirrorBatch { .gone = { person.id, base::random_guid() } });
    EXPECT_EQ(this->find(person.id), std::nullopt);
    EXPECT_EQ(this->find("desk7@contoso.com"), std::nullopt);
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), std::nullopt);
    EXPECT_EQ(this->backend.photos().find(person.id, PhotoSize::hr96x96).value(), PhotoLookup {});
    EXPECT_FALSE(this->people().serves_domain("contoso.com").value());
    EXPECT_TRUE(this->mirror().people_of("corp").value().empty());
    EXPECT_EQ(this->new_changes(), (std::vector<Change> { { ChangeKind::people, person.id } }));
}

TYPED_TEST(DirectoryMirrorContract, DropsNobodyOfOurOwnOrOfAnotherDirectory)
{
    auto const ours = sadie();
    auto const theirs = hope();
    ASSERT_TRUE(this->people().add({ ours }));
    this->apply(mirrored(theirs, "CN=Hope"), "other");
    this->apply(MirrorBatch { .gone = { ours.id, theirs.id } });
    EXPECT_EQ(this->people().count().value(), 2u);
}

TYPED_TEST(DirectoryMirrorContract, LeavesOutAddressesOfSomebodyElseAndNamesBoth)
{
    ASSERT_TRUE(this->people().add({ sadie() }));
    auto const person = desk("Hope Gross",
        { "s.daniels@contoso.com", "Hope@contoso.com", "DESK7@contoso.com", "hope@contoso.com" });
    auto const rejected = this->apply(MirrorBatch { .present
        = { mirrored(desk("Hall", { "hall@contoso.com" }), "CN=Hall"), mirrored(person, "CN=Hope") } });
    ASSERT_EQ(rejected.size(), 2u);
    EXPECT_EQ(rejected[0].index, 1u);
    EXPECT_EQ(rejected[1].index, 1u);
    EXPECT_EQ(rejected[0].error.code, Code::invalid_operation);
    EXPECT_EQ(
        rejected[0].error.message, "The address s.daniels@contoso.com belongs to Sadie@contoso.com already.");
    EXPECT_EQ(
        rejected[1].error.message, "The address DESK7@contoso.com belongs to Sadie@contoso.com already.");
    EXPECT_EQ(this->addresses_of(person.id), Texts { "Hope@contoso.com" });
    this->new_changes();
    // The same again is told again, and is no change.
    EXPECT_EQ(this->apply(mirrored(person, "CN=Hope")).size(), 2u);
    EXPECT_TRUE(this->new_changes().empty());
}

TYPED_TEST(DirectoryMirrorContract, LeavesOutWhoHasNoAddressOfTheirOwn)
{
    ASSERT_TRUE(this->people().add({ sadie() }));
    auto const clash = desk("Clash", { "desk7@contoso.com" });
    auto const nameless = desk("Nameless", {});
    auto const rejected = this->apply(
        MirrorBatch { .present = { mirrored(nameless, "CN=Nameless"), mirrored(clash, "CN=Clash") } });
    ASSERT_EQ(rejected.size(), 2u);
    EXPECT_EQ(rejected[0].index, 0u);
    EXPECT_EQ(rejected[1].index, 1u);
    EXPECT_NE(rejected[1].error.detail.find("left out: CN=Clash"), std::string::npos);
    EXPECT_EQ(this->people().count().value(), 1u);
}

TYPED_TEST(DirectoryMirrorContract, LeavesSomebodyAsTheyWereWhenNoneOfTheirNewAddressesIsFree)
{
    ASSERT_TRUE(this->people().add({ sadie() }));
    auto person = hope();
    this->apply(mirrored(person, "CN=Hope"));
    this->new_changes();
    auto changed = person;
    changed.title = "Director";
    changed.addresses = { address("desk7@contoso.com") };
    EXPECT_EQ(this->apply(mirrored(changed, "CN=Hope")).size(), 1u);
    EXPECT_EQ(this->find(person.id), of_corp(person));
    EXPECT_TRUE(this->new_changes().empty());
}

TYPED_TEST(DirectoryMirrorContract, LeavesOutWhoseIdIsSomebodyElses)
{
    auto const ours = sadie();
    ASSERT_TRUE(this->people().add({ ours }));
    auto impostor = hope();
    impostor.id = ours.id;
    auto const rejected = this->apply(mirrored(impostor, "CN=Hope"));
    ASSERT_EQ(rejected.size(), 1u);
    EXPECT_EQ(rejected[0].error.message, "The id of CN=Hope belongs to Sadie@contoso.com already.");
    EXPECT_EQ(this->find(ours.id), ours);
    auto const theirs = desk("Theirs", { "theirs@contoso.com" });
    this->apply(mirrored(theirs, "CN=Theirs"), "other");
    EXPECT_EQ(this->apply(mirrored(theirs, "CN=Theirs")).size(), 1u);
    EXPECT_EQ(this->find(theirs.id)->source, "other");
}

TYPED_TEST(DirectoryMirrorContract, LetsAnAddressPassFromOneToAnotherInAnyOrderOfTheBatch)
{
    auto first = desk("First", { "first@contoso.com", "shared@contoso.com" });
    auto second = desk("Second", { "second@contoso.com", "other@contoso.com" });
    this->apply(MirrorBatch { .present = { mirrored(first, "CN=1"), mirrored(second, "CN=2") } });
    for (int turn = 0; turn < 2; ++turn) { // There and back: whoever comes first in the batch.
        std::swap(first.addresses[1], second.addresses[1]);
        EXPECT_TRUE(
            this->apply(MirrorBatch { .present = { mirrored(first, "CN=1"), mirrored(second, "CN=2") } })
                .empty());
        EXPECT_EQ(this->find(first.id), of_corp(first));
        EXPECT_EQ(this->find(second.id), of_corp(second));
    }
}

TYPED_TEST(DirectoryMirrorContract, GivesANewcomerTheAddressOfWhoIsRenamedOrGone)
{
    auto renamed = desk("Renamed", { "old@contoso.com" });
    auto const gone = desk("Gone", { "gone@contoso.com" });
    this->apply(MirrorBatch { .present = { mirrored(renamed, "CN=1"), mirrored(gone, "CN=2") } });
    renamed.addresses = { address("renamed@contoso.com") };
    auto const newcomer = desk("New", { "old@contoso.com", "gone@contoso.com" });
    EXPECT_TRUE(
        this->apply(MirrorBatch { .present = { mirrored(newcomer, "CN=3"), mirrored(renamed, "CN=1") },
                        .gone = { gone.id } })
            .empty());
    EXPECT_EQ(this->find("old@contoso.com"), of_corp(newcomer));
    EXPECT_EQ(this->find("gone@contoso.com"), of_corp(newcomer));
    EXPECT_EQ(this->find("renamed@contoso.com"), of_corp(renamed));
}

TYPED_TEST(DirectoryMirrorContract, TellsOfAnAddressThatIsLetGoOf)
{
    auto person = desk("Desk", { "old@contoso.com", "desk@contoso.com", "last@contoso.com" });
    this->apply(mirrored(person, "CN=Desk"));
    this->new_changes();
    person.addresses.pop_back(); // Those that are left stand where they stood.
    this->apply(mirrored(person, "CN=Desk"));
    EXPECT_EQ(this->new_changes(), (std::vector<Change> { { ChangeKind::people, person.id } }));
    person.addresses.erase(person.addresses.begin()); // The primary one.
    this->apply(mirrored(person, "CN=Desk"));
    EXPECT_EQ(this->new_changes(), (std::vector<Change> { { ChangeKind::people, person.id } }));
    EXPECT_EQ(this->addresses_of(person.id), Texts { "desk@contoso.com" });
}

TYPED_TEST(DirectoryMirrorContract, CountsTheAddressesOfADomain)
{
    auto person = desk("Desk", { "desk@contoso.com", "a@example.org", "b@example.org" });
    this->apply(mirrored(person, "CN=Desk"));
    person.addresses = { address("desk@contoso.com"), address("b@example.org") };
    this->apply(mirrored(person, "CN=Desk"));
    EXPECT_TRUE(this->people().serves_domain("example.org").value());
    person.addresses.pop_back();
    this->apply(mirrored(person, "CN=Desk"));
    EXPECT_FALSE(this->people().serves_domain("example.org").value());
    EXPECT_TRUE(this->people().serves_domain("contoso.com").value());
}

TYPED_TEST(DirectoryMirrorContract, FindsWhoIsRelatedByDistinguishedNameWithinOneDirectory)
{
    auto const boss = sadie(); // Who is hidden.
    auto const report = hope();
    auto group = desk("Everybody", { "everybody@contoso.com" });
    group.kind = RecipientKind::group;
    auto const elsewhere = desk("Elsewhere", { "elsewhere@contoso.com" });
    auto report_entry = mirrored(report, "CN=Hope,DC=Contoso");
    report_entry.entry.links = PersonLinks { "cn=sadie,dc=contoso", {} };
    auto group_entry = mirrored(group, "CN=Everybody,DC=Contoso");
    group_entry.entry.links = PersonLinks { "",
        { "CN=HOPE,DC=Contoso", "CN=Nobody,DC=Contoso", "elsewhere@contoso.com", "CN=Sadie,DC=Contoso" } };
    this->apply(
        MirrorBatch { .present = { report_entry, group_entry, mirrored(boss, "CN=Sadie,DC=Contoso") } });
    auto other = mirrored(elsewhere, "CN=Sadie,DC=Contoso"); // The same name, in another directory.
    other.entry.links = PersonLinks { "CN=Hope,DC=Contoso", {} };
    this->apply(other, "other");

    auto const related = [&](Person const& person, Relation relation) {
        std::vector<PersonId> ids;
        auto const people = this->people().find_related(person.id, relation, 10).value();
        for (auto const& one : people) ids.push_back(one.id);
        return ids;
    };
    using Ids = std::vector<PersonId>;
    EXPECT_EQ(related(report, Relation::manager), Ids { boss.id });
    EXPECT_EQ(related(boss, Relation::direct_reports), Ids { report.id });
    EXPECT_EQ(related(group, Relation::members), (Ids { report.id, elsewhere.id, boss.id }));
    EXPECT_TRUE(related(elsewhere, Relation::manager).empty());
    EXPECT_TRUE(related(elsewhere, Relation::direct_reports).empty());
    EXPECT_TRUE(related(report, Relation::direct_reports).empty());
}

TYPED_TEST(DirectoryMirrorContract, FindsARenamedPersonByTheNewDistinguishedName)
{
    auto const boss = sadie();
    auto report = mirrored(hope(), "CN=Hope");
    report.entry.links = PersonLinks { "CN=Sadie Daniels", {} };
    this->apply(MirrorBatch { .present = { report, mirrored(boss, "CN=Sadie") } });
    EXPECT_TRUE(this->people().find_related(boss.id, Relation::direct_reports, 9).value().empty());
    this->apply(mirrored(boss, "CN=Sadie Daniels"));
    EXPECT_EQ(this->people().find_related(boss.id, Relation::direct_reports, 9).value().size(), 1u);
}

TYPED_TEST(DirectoryMirrorContract, CannotBeChangedAsALocalDirectory)
{
    auto const person = hope();
    this->apply(mirrored(person, "CN=Hope"));
    this->new_changes();
    auto changed = person;
    changed.title = "Changed";
    auto const told = "hope@contoso.com comes from the directory corp and is changed there.";
    EXPECT_EQ(this->people().update({ changed }).error().message, told);
    EXPECT_EQ(this->people().remove(person.id).error().message, told);
    EXPECT_EQ(this->people().remove(person.id).error().code, Code::invalid_operation);
    auto const rejected = this->people()
                              .import(std::vector { PersonEntry { changed },
                                  PersonEntry { desk("Hall", { "hall@contoso.com" }) } })
                              .value();
    ASSERT_EQ(rejected.size(), 1u);
    EXPECT_EQ(rejected[0].index, 0u);
    EXPECT_EQ(rejected[0].error.message, told);
    EXPECT_EQ(
        this->people().add({ desk("Clash", { "hope@contoso.com" }) }).error().code, Code::invalid_operation);
    EXPECT_EQ(this->find(person.id), of_corp(person));
}

TYPED_TEST(DirectoryMirrorContract, SetsAndDropsAThumbnailThatWasChangedElsewhere)
{
    auto const person = hope();
    auto const thumbnail = picture(person.id, 1, 900, Source::directory);
    this->apply(mirrored(person, "CN=Hope"));
    this->new_changes();
    auto const told = std::vector<Change> { { ChangeKind::photo, person.id } };
    ASSERT_TRUE(this->mirror().put_thumbnail(person.id, thumbnail));
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), thumbnail);
    EXPECT_EQ(this->new_changes(), told);
    ASSERT_TRUE(this->mirror().put_thumbnail(person.id, thumbnail));
    EXPECT_TRUE(this->new_changes().empty());
    ASSERT_TRUE(this->mirror().put_thumbnail(person.id, std::nullopt));
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), std::nullopt);
    EXPECT_EQ(this->new_changes(), told);
}

TYPED_TEST(DirectoryMirrorContract, PutsNoThumbnailOfWhoIsNotMirrored)
{
    auto const ours = sadie();
    ASSERT_TRUE(this->people().add({ ours }));
    auto const thumbnail = picture(ours.id, 1, 900, Source::directory);
    EXPECT_EQ(this->mirror().put_thumbnail(ours.id, thumbnail).error().code, Code::non_existent_mailbox);
    EXPECT_EQ(this->mirror().put_thumbnail(base::random_guid(), thumbnail).error().code,
        Code::non_existent_mailbox);
    EXPECT_EQ(this->people().find_thumbnail(ours.id).value(), std::nullopt);
}

TYPED_TEST(DirectoryMirrorContract, KeepsTheirThumbnailWhateverHappensToTheMailboxPhoto)
{
    auto const person = hope();
    auto const thumbnail = picture(person.id, 1, 900, Source::directory);
    this->apply(mirrored(person, "CN=Hope", thumbnail));
    auto update = upload(person.id, { PhotoSize::hr96x96 }, 2);
    update.thumbnail = picture(person.id, 3, 900, Source::directory);
    ASSERT_TRUE(this->backend.photos().replace(person.id, update));
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), thumbnail);
    ASSERT_TRUE(this->backend.photos().remove(person.id, noon));
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), thumbnail);
    EXPECT_TRUE(this->backend.photos().find(person.id, PhotoSize::hr96x96).value().removed);
}

TYPED_TEST(DirectoryMirrorContract, KeepsTheMailboxPhotoWhenThePersonChanges)
{
    auto person = hope();
    this->apply(mirrored(person, "CN=Hope"));
    auto const update = upload(person.id, { PhotoSize::hr96x96 }, 2);
    ASSERT_TRUE(this->backend.photos().replace(person.id, update));
    person.title = "Director";
    this->apply(mirrored(person, "CN=Hope"));
    EXPECT_EQ(
        this->backend.photos().find(person.id, PhotoSize::hr96x96).value().photo, update.renditions[0].photo);
}

}
