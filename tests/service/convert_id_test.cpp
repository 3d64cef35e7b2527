// Ids in other spellings.
// Source: EWS reference, ConvertId operation; spec/clients.md.
#include "service/convert_id.hpp"

#include "base/base64.hpp"
#include "service/folder_scene.hpp"

namespace likeness::service {
namespace {

constexpr IdFormat formats[] = { IdFormat::ews_legacy_id, IdFormat::ews_id, IdFormat::entry_id,
    IdFormat::hex_entry_id, IdFormat::store_id, IdFormat::owa_id };

class ConvertIdTest : public FolderScene {
protected:
    Result<AlternateId> convert(
        std::string id, IdFormat from = IdFormat::ews_id, IdFormat to = IdFormat::ews_id)
    {
        return convert(std::move(id), caller, from, to);
    }
    Result<AlternateId> convert(std::string id, Principal const& who, IdFormat from = IdFormat::ews_id,
        IdFormat to = IdFormat::ews_id)
    {
        AlternateId source { from, std::move(id), "blah@blah.com" };
        return convert_id({ to, { std::move(source) } }, who, ports).front();
    }
};

TEST_F(ConvertIdTest, NamesTheOwnersPrimaryAddressWhateverTheRequestSaid)
{
    Principal const by_other_address { .address = tests::address("sadie.daniels@contoso.com") };
    EXPECT_EQ(convert(folder_id(sadie, 1), by_other_address).value(),
        (AlternateId { IdFormat::ews_id, folder_id(sadie, 1), "sadie@contoso.com" }));
}

TEST_F(ConvertIdTest, GoesFromEverySpellingToEveryOtherAndBack)
{
    for (FolderNumber number = 1; number < 20; ++number)
        for (auto const from : formats)
            for (auto const to : formats) {
                auto const there = convert(folder_id(sadie, number), IdFormat::ews_id, from).value();
                auto const across = convert(there.id, from, to).value();
                EXPECT_EQ(across.format, to);
                EXPECT_EQ(convert(across.id, to, IdFormat::ews_id)->id, folder_id(sadie, number));
            }
}

TEST_F(ConvertIdTest, SpellsTheSameBytes)
{
    auto const id = folder_id(sadie, 1);
    auto const hex = convert(id, IdFormat::ews_id, IdFormat::hex_entry_id)->id;
    EXPECT_EQ(hex.size(), 228);
    EXPECT_TRUE(hex.starts_with("000324"));
    EXPECT_EQ(hex.find_first_not_of("0123456789ABCDEF"), std::string::npos);
    EXPECT_EQ(convert(id, IdFormat::ews_id, IdFormat::entry_id)->id, id);
    auto const owa = convert(id, IdFormat::ews_id, IdFormat::owa_id)->id;
    EXPECT_EQ(owa.find_first_of("+/"), std::string::npos);
}

TEST_F(ConvertIdTest, ConvertsItemsAndAttachmentsToo)
{
    for (auto const kind : { ObjectKind::item, ObjectKind::attachment })
        EXPECT_TRUE(convert(ids.write({ .kind = kind, .mailbox = sadie, .object = 5, .extra = 1 })));
}

TEST_F(ConvertIdTest, ConvertsOthersIdsForWhomTheyGaveAFolderTo)
{
    EXPECT_EQ(outcome(convert(item_id(sadie, 5), other)), "ErrorAccessDenied");
    share(contacts_number, FolderRole::reader);
    EXPECT_EQ(convert(item_id(sadie, 5), other)->mailbox, "sadie@contoso.com");
}

TEST_F(ConvertIdTest, SaysWhatIsWrongWithEachAndConvertsTheOthers)
{
    auto const id = folder_id(sadie, 1);
    auto const state
        = ids.write({ .kind = ObjectKind::hierarchy_state, .mailbox = sadie, .object = 2, .extra = 1 });
    ConvertId const request { IdFormat::ews_id,
        { AlternateId { IdFormat::ews_id, "DUMMY", "foo@example.com" },
            AlternateId { IdFormat::ews_id, "", "x" }, AlternateId { IdFormat::hex_entry_id, "0003Z4", "x" },
            AlternateId { IdFormat::hex_entry_id, id, "x" },
            AlternateId { IdFormat::ews_id, folder_id(hope, 1), "x" },
            AlternateId { IdFormat::ews_id, state, "x" }, Result<AlternateId>(fail(Code::folder_not_found)),
            AlternateId { IdFormat::ews_id, id, "x" } } };
    auto const answer = convert_id(request, caller, ports);
    std::vector<std::string_view> outcomes;
    for (auto const& one : answer) outcomes.push_back(outcome(one));
    EXPECT_EQ(outcomes,
        (std::vector<std::string_view> { "ErrorInvalidIdMalformed", "ErrorInvalidIdEmpty",
            "ErrorInvalidIdMalformed", "ErrorInvalidIdMalformed", "ErrorAccessDenied",
            "ErrorInvalidIdMalformed", "ErrorFolderNotFound", "NoError" }));
}

TEST_F(ConvertIdTest, TellsACallerWithoutAMailboxAndASilentDirectoryApart)
{
    EXPECT_EQ(outcome(convert(folder_id(sadie, 1), stranger)), "ErrorAccessDenied");
    EXPECT_EQ(outcome(convert("DUMMY", stranger)), "ErrorInvalidIdMalformed");
    directory.down = true;
    EXPECT_EQ(outcome(convert(folder_id(sadie, 1))), "ErrorADUnavailable");
    EXPECT_EQ(outcome(convert("DUMMY")), "ErrorInvalidIdMalformed");
}

}
}
