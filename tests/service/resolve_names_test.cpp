// Who is meant by what somebody typed, and what is told of them.
// Source: spec/directory.md 1 to 5.
#include "service/resolve_names.hpp"

#include "core/limits.hpp"
#include "service/legacy_dn.hpp"
#include "service/people_scene.hpp"
#include "service/unresolved_entry.hpp"

namespace likeness::service {
namespace {

using Names = std::vector<std::string>;
using Form = UnresolvedEntry::Form;

TEST(UnresolvedEntryForm, IsToldFromTheText)
{
    struct Known {
        std::string_view text;
        UnresolvedEntry entry;
    };
    for (auto const& known : { Known { " sadie ", { Form::part, "sadie" } },
             Known { "sadie daniels", { Form::part, "sadie daniels" } },
             Known { "=sadie", { Form::whole, "sadie" } },
             Known { "= Sadie Daniels", { Form::whole, "Sadie Daniels" } },
             Known { "smtp:sad", { Form::proxy, "smtp:sad" } }, Known { "SIP:x", { Form::proxy, "SIP:x" } },
             Known { "/o=A/cn=b", { Form::legacy_dn, "/o=A/cn=b" } },
             Known { "x500:/O=A/cn=b", { Form::legacy_dn, "/O=A/cn=b" } },
             Known { "EX:/o=A", { Form::legacy_dn, "/o=A" } },
             Known { "x500:other", { Form::proxy, "x500:other" } },
             Known { "two words: more", { Form::part, "two words: more" } },
             Known { ":x", { Form::part, ":x" } }, Known { "*", { Form::part, "*" } } }) {
        auto const parsed = parse_unresolved_entry(known.text);
        ASSERT_TRUE(parsed) << known.text;
        EXPECT_EQ(*parsed, known.entry) << known.text;
    }
}

TEST(UnresolvedEntryForm, IsNoneWhereNobodyCouldBeFoundByIt)
{
    for (std::string const text : { "", " ", "\t\n", ",", "-", " - ", "=", "= ", "=,", "smtp:", "smtp:-" })
        EXPECT_EQ(outcome_of(parse_unresolved_entry(text)), "ErrorInvalidNameForNameResolution") << text;
    EXPECT_TRUE(parse_unresolved_entry(std::string(limits::name_entry_bytes_max, 'a')));
    EXPECT_EQ(outcome_of(parse_unresolved_entry(std::string(limits::name_entry_bytes_max + 1, 'a'))),
        "ErrorInvalidNameForNameResolution");
}

class ResolveNamesTest : public PeopleScene {
protected:
    ResolveNames request;

    ResolveNamesAnswer resolve(std::string entry, Principal const& who)
    {
        request.entry = std::move(entry);
        return resolve_names(request, who, ports);
    }
    ResolveNamesAnswer resolve(std::string entry) { return resolve(std::move(entry), caller); }

    Names found(std::string entry, Principal const& who)
    {
        Names all;
        auto const answer = resolve(std::move(entry), who);
        if (!answer) return { std::string(outcome_of(answer)) };
        for (auto const& one : answer->found) all.emplace_back(one.mailbox.address);
        return all;
    }
    Names found(std::string entry) { return found(std::move(entry), caller); }

    ContactCard card(std::string entry, ContactShape::Base base = ContactShape::Base::all_properties)
    {
        request.full_contact_data = true;
        request.shape.base = base;
        auto const answer = resolve(std::move(entry));
        kept_.push_back(answer.value());
        return *kept_.back().found.front().contact;
    }

private:
    std::vector<Resolutions> kept_; ///< The texts of cards live in them.
};

Names const nobody { "ErrorNameResolutionNoResults" };
Names const only_sadie { "sadie@contoso.com" };

TEST_F(ResolveNamesTest, FindsByAPartOfANameAndByBothNamesEitherWay)
{
    for (auto const* const entry :
        { "sad", "SADIE", " sadie ", "Daniels", "sadie dan", "dan sad", "sadie@", "sadie@contoso.com" })
        EXPECT_EQ(found(entry), only_sadie) << entry;
    for (auto const* const entry : { "adie", "sadie gross", "*", "%", "sadie.daniels" })
        EXPECT_EQ(found(entry), nobody) << entry;
}

TEST_F(ResolveNamesTest, FindsAWholeFieldBehindAnEqualsSign)
{
    EXPECT_EQ(found("=sadie"), only_sadie);
    EXPECT_EQ(found("=Sadie Daniels"), only_sadie);
    EXPECT_EQ(found("=sad"), nobody);
}

TEST_F(ResolveNamesTest, FindsEveryProxyAddressOnlyBehindItsKind)
{
    for (auto const* const entry : { "smtp:sadie", "SMTP:sadie.dan", "smtp:sadie.daniels@contoso.com",
             "sip:chat-", "SIP:chat-sadie@contoso.com" })
        EXPECT_EQ(found(entry), only_sadie) << entry;
    EXPECT_EQ(found("chat-sadie@contoso.com"), nobody);
    EXPECT_EQ(found("sadie.daniels"), nobody); // The beginning of an address that is not their primary one,
    EXPECT_EQ(found("sadie.daniels@contoso.com"), only_sadie); // and all of it.
    EXPECT_EQ(found("sip:sadie"), nobody);
}

TEST_F(ResolveNamesTest, FindsByALegacyNameAsAWhole)
{
    for (auto const& entry :
        { legacy_dn_of(sadie), "x500:" + legacy_dn_of(sadie), std::string("/o=old/CN=recipients/cn=SADIE"),
            std::string("X500:/o=Old/cn=Recipients/cn=sadie") })
        EXPECT_EQ(found(entry), only_sadie) << entry;
    EXPECT_EQ(found("/o=Old/cn=Recipients/cn=sad"), nobody);
    EXPECT_EQ(found(legacy_dn_of(recluse)), nobody);
    EXPECT_EQ(found(legacy_dn_of(tests::person_id(99))), nobody);
}

TEST_F(ResolveNamesTest, AnswersAWholeAddressWithItsOwnerAlone)
{
    auto other = tests::person(tests::person_id(9), "sadie@contoso.com.au");
    directory.people.push_back(other);
    EXPECT_EQ(found("sadie@contoso.com"), only_sadie);
    EXPECT_EQ(found("smtp:sadie@contoso.com"), only_sadie);
    EXPECT_EQ(found("sadie@contoso.co").size(), 2);
}

TEST_F(ResolveNamesTest, HidesWhoIsHiddenFromAllButThemselvesAndAdmins)
{
    for (auto const* const entry :
        { "sad", "recluse", "=recluse", "recluse@contoso.com", "smtp:recluse", "smtp:recluse@contoso.com" }) {
        auto const seen = found(entry);
        EXPECT_EQ(std::ranges::find(seen, "recluse@contoso.com"), seen.end()) << entry;
    }
    for (auto const& who : { hidden, admin }) {
        EXPECT_EQ(found("recluse@contoso.com", who), Names { "recluse@contoso.com" });
        EXPECT_EQ(found(legacy_dn_of(recluse), who), Names { "recluse@contoso.com" });
    }
}

TEST_F(ResolveNamesTest, SaysWhatKindOfRecipientSomebodyIs)
{
    EXPECT_EQ(resolve("sadie")->found[0].mailbox.type, MailboxType::mailbox);
    EXPECT_EQ(resolve("team")->found[0].mailbox.type, MailboxType::public_dl);
    EXPECT_EQ(resolve("supplier")->found[0].mailbox.type, MailboxType::contact);
}

TEST_F(ResolveNamesTest, ReadsNoPersonForAPartOfANameWithoutFullData)
{
    request.scope = SearchScope::directory;
    directory.down = true;
    EXPECT_EQ(found("sadie"), only_sadie);
    request.full_contact_data = true;
    EXPECT_EQ(found("sadie"), Names { "ErrorADUnavailable" });
}

TEST_F(ResolveNamesTest, SaysInExchangesWordsWhatTheDirectoryCouldNotDo)
{
    directory.down = true;
    auto const answer = resolve("smtp:sadie");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message, "Active Directory is unavailable. Try again later.");
    EXPECT_EQ(answer.error().detail, "the directory is down");
}

TEST_F(ResolveNamesTest, AnswersAHundredAtMostAndSaysThatThereAreMore)
{
    add_crowd(100);
    EXPECT_EQ(resolve("crowd")->found.size(), 100);
    EXPECT_TRUE(resolve("crowd")->includes_last);
    EXPECT_TRUE(resolve("smtp:crowd")->includes_last);
    add_crowd(101);
    for (auto const* const entry : { "crowd", "smtp:crowd" }) {
        EXPECT_EQ(resolve(entry)->found.size(), limits::names_per_answer_max) << entry;
        EXPECT_FALSE(resolve(entry)->includes_last) << entry;
    }
}

TEST_F(ResolveNamesTest, PutsTheWholeProxyAddressFirstAndThenGoesByName)
{
    person(hope).other_proxies = { "sip:chat" };
    EXPECT_EQ(found("sip:chat"), (Names { "hope@contoso.com", "sadie@contoso.com" }));
    EXPECT_EQ(found("sip:cha"), (Names { "hope@contoso.com", "sadie@contoso.com" }));
    person(hope).display_name = "Zoe";
    EXPECT_EQ(found("sip:cha"), (Names { "sadie@contoso.com", "hope@contoso.com" }));
    EXPECT_EQ(found("sip:chat"), (Names { "hope@contoso.com", "sadie@contoso.com" }));
}

TEST_F(ResolveNamesTest, LooksWhereTheScopeSays)
{
    for (auto const scope : { SearchScope::directory, SearchScope::directory_then_contacts,
             SearchScope::contacts_then_directory }) {
        request.scope = scope;
        EXPECT_EQ(found("sadie"), only_sadie);
    }
    request.scope = SearchScope::contacts;
    EXPECT_EQ(found("sadie"), nobody);
    EXPECT_EQ(found("-"), Names { "ErrorInvalidNameForNameResolution" });
}

class ResolveContactsTest : public ResolveNamesTest {
protected:
    void SetUp() override
    {
        ResolveNamesTest::SetUp();
        request.scope = SearchScope::contacts;
        put_item(contact_called("Dora", "Sage", { "dora@home.example", "dora@work.example" }));
        put_item(contact_called("Sadie", "Private", { "sadie@home.example" }));
        put_item(contact_called("No", "Address", {}));
        put_item(list_called("Sailors"));
    }
};

TEST_F(ResolveContactsTest, FindsContactsByTheBeginningOfANameOrAnAddress)
{
    Names const dora { "dora@home.example", "dora@work.example" };
    for (auto const* const entry :
        { "dor", "sage", "Dora Sage", "dora sa", "sage do", "SAGE, d", "=dora", "=Dora Sage" })
        EXPECT_EQ(found(entry), dora) << entry;
    EXPECT_EQ(found("dora@w"), dora);
    EXPECT_EQ(found("smtp:dora@h"), dora);
    for (auto const* const entry : { "age", "=dor", "no", "sip:dora", "/o=dora", "zora", "dora private" })
        EXPECT_EQ(found(entry), nobody) << entry;
}

TEST_F(ResolveContactsTest, TakesAWholeAddressForItsOwnerAlone)
{
    put_item(contact_called("Other", "Sage", { "dora@work.example.com" }));
    EXPECT_EQ(found("DORA@work.example"), Names { "dora@work.example" });
    request.scope = SearchScope::contacts_then_directory;
    EXPECT_EQ(found("dora@work.example"), Names { "dora@work.example" });
}

TEST_F(ResolveContactsTest, NamesTheItemSoThatItCanBeReadAndAListSoThatItCanBeExpanded)
{
    auto const dora = resolve("dora").value();
    EXPECT_EQ(dora.found[0].mailbox.name, "Dora Sage");
    EXPECT_EQ(dora.found[0].mailbox.type, MailboxType::contact);
    EXPECT_EQ(dora.found[0].mailbox.item_id, item_id(1));
    EXPECT_EQ(dora.found[0].contact, nullptr);
    auto const list = resolve("sailors").value();
    EXPECT_EQ(list.found[0].mailbox.type, MailboxType::private_dl);
    EXPECT_EQ(list.found[0].mailbox.routing_type, "MAPIPDL");
    EXPECT_EQ(list.found[0].mailbox.address, "");
    EXPECT_EQ(list.found[0].mailbox.item_id, item_id(4));
}

TEST_F(ResolveContactsTest, AsksInTheOrderOfTheScope)
{
    request.scope = SearchScope::directory_then_contacts;
    EXPECT_EQ(found("sadie"), (Names { "sadie@contoso.com", "sadie@home.example" }));
    request.scope = SearchScope::contacts_then_directory;
    EXPECT_EQ(found("sadie"), (Names { "sadie@home.example", "sadie@contoso.com" }));
    request.scope = SearchScope::directory;
    EXPECT_EQ(found("sadie"), only_sadie);
}

TEST_F(ResolveContactsTest, ShowsTheCardOfAContactWhereItIsAskedFor)
{
    auto const shown = card("dora");
    EXPECT_EQ(shown.source, ContactCard::Source::store);
    EXPECT_EQ(shown.display_name, "Dora Sage");
    EXPECT_EQ(shown.given_name, "Dora");
    EXPECT_EQ(shown.title, std::nullopt);
    ASSERT_EQ(shown.addresses.size(), 2);
    EXPECT_EQ(shown.addresses[1].address, "dora@work.example");
    EXPECT_EQ(shown.directory_id, std::nullopt);
}

TEST_F(ResolveContactsTest, LooksIntoTheFolderThatIsNamed)
{
    auto const friends
        = storage.mailboxes().create_folder(hope, { contacts_number, "IPF.Contact", "Friends" });
    put_item(contact_called("Emil", "Jung", { "emil@home.example" }), friends->number);
    EXPECT_EQ(found("emil"), nobody);
    request.folders = { FolderReference(
        ids.write({ .kind = ObjectKind::folder, .mailbox = hope, .object = friends->number })) };
    EXPECT_EQ(found("emil"), Names { "emil@home.example" });
    EXPECT_EQ(found("dora"), nobody);
}

TEST_F(ResolveContactsTest, LooksIntoAnothersFolderOnlyWithAPermission)
{
    request.folders = { FolderReference(
        DistinguishedReference { DistinguishedFolder::contacts, tests::address("hope@contoso.com") }) };
    Principal const other { .address = tests::address("sadie@contoso.com") };
    EXPECT_EQ(found("dora", other), Names { "ErrorAccessDenied" });
    ASSERT_TRUE(storage.mailboxes().grant(hope, { contacts_number, sadie, FolderRole::reader }));
    EXPECT_EQ(found("dora", other).size(), 2);
}

TEST_F(ResolveContactsTest, CutsTheAnswerAtItsLimit)
{
    for (std::size_t i = 0; i <= limits::names_per_answer_max; ++i)
        put_item(contact_called("Crowd", std::to_string(i), { "crowd@home.example" }));
    auto const answer = resolve("crowd").value();
    EXPECT_EQ(answer.found.size(), limits::names_per_answer_max);
    EXPECT_FALSE(answer.includes_last);
}

TEST_F(ResolveNamesTest, NeedsAMailboxWhereOnlyContactsAreLeftToLookAt)
{
    Names const no_mailbox { "ErrorNameResolutionNoMailbox" };
    EXPECT_EQ(found("sadie", admin), only_sadie);
    EXPECT_EQ(found("nobody", admin), no_mailbox);
    request.scope = SearchScope::contacts;
    EXPECT_EQ(found("sadie", admin), no_mailbox);
    request.scope = SearchScope::directory;
    EXPECT_EQ(found("nobody", admin), nobody);
}

TEST_F(ResolveNamesTest, TakesOneContactsFolderOfTheCallersOwn)
{
    auto const named = [](DistinguishedFolder name, std::string_view mailbox) {
        DistinguishedReference reference { name, {} };
        if (!mailbox.empty()) reference.mailbox = tests::address(mailbox);
        return FolderReference(reference);
    };
    auto const outcome_with = [&](FolderReferences folders) {
        request.folders = std::move(folders);
        return outcome_of(resolve("sadie"));
    };
    using enum DistinguishedFolder;
    EXPECT_EQ(outcome_with({ named(contacts, "") }), "NoError");
    EXPECT_EQ(outcome_with({ named(quickcontacts, "hope@contoso.com") }), "NoError");
    EXPECT_EQ(outcome_with({ named(inbox, "") }), "ErrorResolveNamesInvalidFolderType");
    EXPECT_EQ(outcome_with({ named(contacts, "sadie@contoso.com") }), "ErrorAccessDenied");
    EXPECT_EQ(outcome_with({ named(contacts, "nobody@contoso.com") }), "ErrorAccessDenied");
    EXPECT_EQ(outcome_with({ FolderReference("DUMMY") }), "ErrorInvalidIdMalformed");
    EXPECT_EQ(outcome_with({ fail(Code::folder_not_found) }), "ErrorFolderNotFound");
    EXPECT_EQ(outcome_with({ named(contacts, ""), named(contacts, "") }),
        "ErrorResolveNamesOnlyOneContactsFolderAllowed");
    request.scope = SearchScope::directory;
    EXPECT_EQ(outcome_with({ named(inbox, "") }), "NoError"); // Nobody looks into it.
}

TEST_F(ResolveNamesTest, ShowsACardOnlyWhereItIsAskedFor)
{
    EXPECT_EQ(resolve("sadie")->found[0].contact, nullptr);
    request.full_contact_data = true;
    EXPECT_NE(resolve("sadie")->found[0].contact, nullptr);
}

TEST_F(ResolveNamesTest, ShowsOfACardWhatTheShapeSays)
{
    directory.thumbnails[sadie] = tests::photo("thumbnail");
    EXPECT_EQ(card("sadie", ContactShape::Base::id_only), (ContactCard { .directory_id = sadie }));
    ContactCard const standard { .display_name = "Sadie Daniels",
        .addresses = { { "SMTP", "sadie@contoso.com" }, { "smtp", "sadie.daniels@contoso.com" },
            { "sip", "chat-sadie@contoso.com" } } };
    EXPECT_EQ(card("sadie", ContactShape::Base::standard), standard);
}

TEST_F(ResolveNamesTest, ShowsEverythingAndWhatIsEmptyToo)
{
    person(sadie).culture = "en-US";
    person(sadie).city = "Springfield";
    person(sadie).phone = "123";
    person(sadie).alias = "sadie";
    auto const all = card("sadie");
    EXPECT_EQ(all.culture, "en-US");
    EXPECT_EQ(all.given_name, "Sadie");
    EXPECT_EQ(all.surname, "Daniels");
    for (auto const& empty :
        { all.initials, all.company, all.assistant, all.department, all.title, all.office, all.notes })
        EXPECT_EQ(empty, "");
    for (auto const& absent :
        { all.manager, all.phonetic_name, all.phonetic_given_name, all.phonetic_surname })
        EXPECT_EQ(absent, std::nullopt);
    EXPECT_EQ(all.business_address, (PostalAddress { .city = "Springfield" }));
    EXPECT_EQ(all.phones, (CardPhones { .business = "123" }));
    EXPECT_EQ(all.alias, "sadie");
    EXPECT_TRUE(all.lists_certificates);
    EXPECT_EQ(all.directory_id, sadie);
    EXPECT_FALSE(all.has_picture);
    EXPECT_EQ(all.photo, std::nullopt);
}

TEST_F(ResolveNamesTest, ShowsOfAGroupOnlyWhatIsSet)
{
    auto const group = card("team");
    EXPECT_EQ(group.display_name, "Team");
    EXPECT_EQ(group.given_name, "Team");
    EXPECT_EQ(group.surname, std::nullopt);
    EXPECT_EQ(group.phones, std::nullopt);
    EXPECT_EQ(group.business_address, std::nullopt);
    EXPECT_FALSE(group.lists_certificates);
}

TEST_F(ResolveNamesTest, SaysALanguageOnlyWhereItIsOne)
{
    for (auto const* const wrong : { "english (us)", "en-", "-US", "1en", "abcdefghi", "en,de" }) {
        person(sadie).culture = wrong;
        EXPECT_EQ(card("sadie").culture, std::nullopt) << wrong;
    }
}

TEST_F(ResolveNamesTest, LeavesOutWhatIsNewerThanTheRequest)
{
    directory.thumbnails[sadie] = tests::photo("thumbnail");
    directory.relations[{ sadie, Relation::manager }] = { hope };
    request.shape.knows_directory_details = false;
    auto const older = card("sadie");
    EXPECT_TRUE(older.has_picture);
    EXPECT_EQ(older.manager, "Hope Gross");
    EXPECT_EQ(older.photo, std::nullopt);
    EXPECT_EQ(older.alias, std::nullopt);
    EXPECT_EQ(older.notes, std::nullopt);
    EXPECT_EQ(older.directory_id, std::nullopt);
    EXPECT_EQ(older.manager_mailbox, std::nullopt);
    EXPECT_FALSE(older.lists_certificates);
    request.shape.knows_pictures = false;
    EXPECT_FALSE(card("sadie").has_picture);
}

TEST_F(ResolveNamesTest, ShowsTheThumbnailAndElseTheMailboxPhotoInItsSize)
{
    auto const picture = [&] {
        auto const shown = card("sadie");
        EXPECT_EQ(shown.has_picture, shown.photo.has_value());
        return shown.photo ? std::string(base::as_text(*shown.photo)) : "none";
    };
    EXPECT_EQ(picture(), "none");
    photos.photos[{ sadie, PhotoSize::hr48x48 }] = tests::photo("mailbox-48");
    photos.photos[{ sadie, PhotoSize::hr648x648 }] = tests::photo("mailbox-648");
    EXPECT_EQ(picture(), "mailbox-48");
    directory.thumbnails[sadie] = tests::photo("thumbnail");
    EXPECT_EQ(picture(), "thumbnail");
    directory.thumbnails[sadie].bytes.resize(limits::thumbnail_bytes_max + 1);
    EXPECT_EQ(picture(), "none");
    directory.thumbnails.clear();
    ASSERT_TRUE(photos.remove(sadie, {}));
    EXPECT_EQ(picture(), "none");
}

TEST_F(ResolveNamesTest, ShowsTheSizeThatThumbnailsHaveHere)
{
    policy.thumbnail_px = 64;
    photos.photos[{ sadie, PhotoSize::hr48x48 }] = tests::photo("mailbox-48");
    photos.photos[{ sadie, PhotoSize::hr64x64 }] = tests::photo("mailbox-64");
    photos.photos[{ sadie, PhotoSize::hr96x96 }] = tests::photo("mailbox-96");
    EXPECT_EQ(base::as_text(*card("sadie").photo), "mailbox-64");
}

TEST_F(ResolveNamesTest, NeverTakesAStoreThatCannotBeReadForNoPicture)
{
    request.full_contact_data = true;
    request.shape.base = ContactShape::Base::all_properties;
    directory.thumbnails_down = true;
    EXPECT_EQ(outcome_of(resolve("sadie")), "ErrorADUnavailable");
    directory.thumbnails_down = false;
    photos.down = true;
    EXPECT_EQ(outcome_of(resolve("sadie")), "ErrorInternalServerTransientError");
}

TEST_F(ResolveNamesTest, NamesTheManagerAndTheReportsWhomTheCallerMaySee)
{
    directory.relations[{ sadie, Relation::manager }] = { hope };
    directory.relations[{ sadie, Relation::direct_reports }] = { recluse, supplier };
    auto const shown = card("sadie");
    EXPECT_EQ(shown.manager, "Hope Gross");
    EXPECT_EQ(shown.manager_mailbox, (Mailbox { "Hope Gross", "hope@contoso.com" }));
    EXPECT_EQ(shown.direct_reports,
        (std::vector { Mailbox {
            .name = "Supplier", .address = "supplier@fabrikam.com", .type = MailboxType::contact } }));
    directory.relations[{ sadie, Relation::manager }] = { recluse };
    EXPECT_EQ(card("sadie").manager, std::nullopt);
    EXPECT_EQ(card("sadie").manager_mailbox, std::nullopt);
}

// An index hears of a change a moment later than the directory has it.
TEST_F(ResolveNamesTest, ShowsNoCardOfWhoHasGoneOrHiddenSinceTheyWereFound)
{
    class Late final : public NameSearch {
    public:
        std::vector<NameHit> hits;
        Result<NameHits> search(NameQuery const&, std::size_t) override
        {
            return NameHits { hits, false, {} };
        }
    } late;
    late.hits = { { tests::person_id(77), RecipientKind::mailbox, "Gone", "gone@contoso.com" },
        { recluse, RecipientKind::mailbox, "Recluse", "recluse@contoso.com" } };
    PeoplePorts const late_ports { ports.mailboxes, late, photos, policy };
    request = { .entry = "x", .full_contact_data = true };
    EXPECT_EQ(outcome_of(resolve_names(request, caller, late_ports)), "ErrorNameResolutionNoResults");
}

}
}
