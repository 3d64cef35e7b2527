// GetUserPhoto and SetUserPhoto on the wire, both ways.
// Source: spec/photos.md 5 and 6; the founding document.
#include "ews/get_user_photo.hpp"
#include "ews/set_user_photo.hpp"

#include "base/base64.hpp"
#include "core/limits.hpp"
#include "ews/messages.hpp"
#include "support/founding_requests.hpp"
#include "support/schema_check.hpp"

namespace likeness::ews {
namespace {

EmailAddress const sadie = EmailAddress::parse("sadie@contoso.com").value();

// Its answer, with a picture that is not cut short.
constexpr std::string_view founding_answer = R"(<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="https://schemas.xmlsoap.org/soap/envelope/">
  <s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" 
         xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <GetUserPhotoResponse ResponseClass="Success" 
         xmlns="https://schemas.microsoft.com/exchange/services/2006/messages">
      <ResponseCode>NoError</ResponseCode>
      <HasChanged>true</HasChanged>
      <PictureData>/9j/4AAQSkZJRg==</PictureData>
    </GetUserPhotoResponse>
  </s:Body>
</s:Envelope>
)";

UserPhotoAnswer const picture { true, "image/jpeg", base::copy_of(base::as_bytes("\xFF\xD8 a picture")) };

Readable<Result<GetUserPhoto>> read_get(std::string_view inner, std::string_view scheme = "http")
{
    Read const read(envelope("<m:GetUserPhoto>" + std::string(inner) + "</m:GetUserPhoto>", scheme));
    return read_get_user_photo(read.content());
}

Readable<Result<UploadedPhoto>> read_set(std::string_view inner)
{
    Read const read(envelope("<m:SetUserPhoto>" + std::string(inner) + "</m:SetUserPhoto>"));
    return read_set_user_photo(read.content());
}

// What a caller is told: a fault's code behind "fault", a message's, or NoError.
template <class Value> std::string told(Readable<Result<Value>> const& value)
{
    if (!value) return "fault " + std::string(response_code(value.error().code));
    return *value ? "NoError" : std::string(response_code(value->error().code));
}

TEST(GetUserPhotoRequest, OfTheFoundingDocumentIsRead)
{
    auto const request = read_request(base::as_bytes(test::founding_request), "utf-8");
    ASSERT_TRUE(request);
    EXPECT_EQ(request->stated, Schema::exchange2013);
    EXPECT_EQ(request->spellings.messages, xml::Spelling::https);
    auto const get = read_get_user_photo(*request->operation);
    ASSERT_TRUE(get && *get);
    EXPECT_EQ(**get, (GetUserPhoto { sadie, PhotoSize::hr360x360 }));
}

struct Told {
    std::string_view inner;
    std::string_view told;
};

TEST(GetUserPhotoRequest, IsTakenOrRefused)
{
    constexpr Told cases[] = {
        { "<m:Email>sadie@contoso.com</m:Email><m:SizeRequested>HR48x48</m:SizeRequested>", "NoError" },
        { "<m:SizeRequested> hr48X48 </m:SizeRequested><m:Email> sadie@contoso.com </m:Email>", "NoError" },
        { "<m:Email>sadie@contoso.com</m:Email><m:SizeRequested>HR48x48</m:SizeRequested>"
          "<m:TypeRequested>UserPhoto</m:TypeRequested>",
            "NoError" },
        { "<m:Email>sadie@contoso.com</m:Email><m:SizeRequested>HR48x48</m:SizeRequested>"
          "<m:TypeRequested>ProfileHeaderPhoto</m:TypeRequested>",
            "ErrorItemNotFound" },
        { "<m:Email>sadie@contoso.com</m:Email><m:SizeRequested>HR48x48</m:SizeRequested>"
          "<m:TypeRequested>Other</m:TypeRequested>",
            "fault ErrorSchemaValidation" },
        { "<m:Email/><m:SizeRequested>HR48x48</m:SizeRequested>", "ErrorInvalidSmtpAddress" },
        { "<m:Email>sadie</m:Email><m:SizeRequested>HR48x48</m:SizeRequested>", "ErrorInvalidSmtpAddress" },
        { "<m:Email>sadie@contoso.com</m:Email><m:SizeRequested>HR1024xN</m:SizeRequested>",
            "ErrorInvalidPhotoSize" },
        { "<m:Email>sadie@contoso.com</m:Email><m:SizeRequested>HR1920xN</m:SizeRequested>",
            "ErrorInvalidPhotoSize" },
        { "<m:Email>sadie@contoso.com</m:Email><m:SizeRequested>HR100x100</m:SizeRequested>",
            "fault ErrorSchemaValidation" },
        { "<m:Email>sadie@contoso.com</m:Email><m:SizeRequested/>", "fault ErrorSchemaValidation" },
        { "<m:Email>sadie@contoso.com</m:Email>", "fault ErrorSchemaValidation" },
        { "<m:SizeRequested>HR48x48</m:SizeRequested>", "fault ErrorSchemaValidation" },
        { "", "fault ErrorSchemaValidation" },
    };
    for (auto const& expected : cases)
        for (auto const* const scheme : { "http", "https" })
            EXPECT_EQ(told(read_get(expected.inner, scheme)), expected.told) << expected.inner;
}

TEST(GetUserPhotoRequest, ReadsBackAsItWasWritten)
{
    for (auto const size : photo_sizes) {
        GetUserPhoto const request { sadie, size };
        Read const read(written([&](xml::Writer& writer) { write_get_user_photo(writer, request); }));
        EXPECT_EQ(read_get_user_photo(read.content()).value().value(), request);
    }
}

std::string photo_answer(Result<UserPhotoAnswer> const& answer, Spellings const& spellings = {})
{
    return answered(
        [&](ResponseWriter& response) { write_get_user_photo_response(response, answer); }, spellings);
}

Result<UserPhotoAnswer> read_photo_answer(std::string_view text)
{
    auto const response = read_response(base::as_bytes(text), "utf-8");
    return read_get_user_photo_response(*response.value().content).value();
}

TEST(GetUserPhotoResponse, ReadsBackAsItWasWritten)
{
    EXPECT_EQ(read_photo_answer(photo_answer(picture)).value(), picture);
    UserPhotoAnswer const unchanged { .has_changed = false };
    EXPECT_EQ(read_photo_answer(photo_answer(unchanged)).value(), unchanged);
    auto const missing
        = read_photo_answer(photo_answer(fail(Code::item_not_found, "The photo wasn't found.")));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, Code::item_not_found);
    EXPECT_EQ(missing.error().message, "The photo wasn't found.");
}

TEST(GetUserPhotoResponse, HasItsPartsInTheOrderThatClientsRead)
{
    auto const text = photo_answer(picture);
    EXPECT_NE(text.find("<ResponseCode>NoError</ResponseCode><HasChanged>true</HasChanged><PictureData>"),
        text.npos);
    EXPECT_NE(
        text.find("</PictureData><ContentType>image/jpeg</ContentType></GetUserPhotoResponse>"), text.npos);
    EXPECT_NE(photo_answer(UserPhotoAnswer { .has_changed = false })
                  .find("<HasChanged>false</HasChanged><PictureData/></GetUserPhotoResponse>"),
        text.npos);
    EXPECT_NE(photo_answer(fail(Code::item_not_found, "The photo wasn't found."))
                  .find("<MessageText>The photo wasn't "
                        "found.</MessageText><ResponseCode>ErrorItemNotFound</ResponseCode>"
                        "<DescriptiveLinkKey>0</DescriptiveLinkKey><HasChanged>false</HasChanged>"),
        text.npos);
}

TEST(GetUserPhotoResponse, OfTheFoundingDocumentIsReadWithoutATypeOrAHeader)
{
    auto const answer = read_photo_answer(founding_answer).value();
    EXPECT_TRUE(answer.has_changed);
    EXPECT_EQ(answer.content_type, "");
    EXPECT_EQ(base::base64_encode(answer.picture), "/9j/4AAQSkZJRg==");
}

TEST(GetUserPhotoResponse, WithoutAPictureIsThatThereIsNone)
{
    for (auto const* const inner : { "<m:ResponseCode>NoError</m:ResponseCode>",
             "<m:ResponseCode>NoError</m:ResponseCode><m:HasChanged>true</m:HasChanged><m:PictureData/>" }) {
        auto const answer
            = read_photo_answer(envelope(std::string("<m:GetUserPhotoResponse ResponseClass='Success'>")
                + inner + "</m:GetUserPhotoResponse>"));
        EXPECT_EQ(answer.error().code, Code::item_not_found) << inner;
    }
}

TEST(GetUserPhotoResponse, IsRefusedWhereItIsNoneOrNoBase64)
{
    for (auto const* const body : { "<m:GetFolderResponse/>",
             "<m:GetUserPhotoResponse><m:PictureData>***</m:PictureData></m:GetUserPhotoResponse>" }) {
        Read const read(envelope(body));
        EXPECT_EQ(refusal(read_get_user_photo_response(read.content())), "ErrorSchemaValidation") << body;
    }
}

TEST(GetUserPhotoResponse, IsTheSameInTwoHalvesAroundThePicture)
{
    for (auto const spelling : { xml::Spelling::http, xml::Spelling::https }) {
        Spellings const spellings { spelling, spelling, spelling };
        auto const frame = frame_of_photo("image/jpeg", spellings, {});
        EXPECT_EQ(frame.before + base::base64_encode(picture.picture) + frame.after,
            photo_answer(picture, spellings));
    }
}

TEST(SetUserPhotoRequest, IsTakenOrRefused)
{
    constexpr Told cases[] = {
        { "<m:Email>sadie@contoso.com</m:Email><m:Content>YWJj</m:Content>", "NoError" },
        { "<m:Email>sadie@contoso.com</m:Email><m:Content>\n YW\r\n Jj </m:Content>", "NoError" },
        { "<m:Email>sadie@contoso.com</m:Email><m:Content/>",
            "NoError" }, // An empty picture: the service's to judge.
        { "<m:Email>sadie@contoso.com</m:Email><m:Content>***</m:Content>", "ErrorContentConversionFailed" },
        { "<m:Email>sadie</m:Email><m:Content>YWJj</m:Content>", "ErrorInvalidSmtpAddress" },
        { "<m:Email>sadie@contoso.com</m:Email><m:Content>YWJj</m:Content>"
          "<m:TypeRequested>ProfileHeaderPhoto</m:TypeRequested>",
            "ErrorInvalidOperation" },
        { "<m:Email>sadie@contoso.com</m:Email><m:Content>YWJj</m:Content><m:TypeRequested>X</"
          "m:TypeRequested>",
            "fault ErrorSchemaValidation" },
        { "<m:Email>sadie@contoso.com</m:Email>", "fault ErrorSchemaValidation" },
        { "<m:Content>YWJj</m:Content>", "fault ErrorSchemaValidation" },
    };
    for (auto const& expected : cases)
        EXPECT_EQ(told(read_set(expected.inner)), expected.told) << expected.inner;
}

TEST(SetUserPhotoRequest, IsTooLargePastTheLimit)
{
    auto const upload = [](std::size_t bytes) {
        return "<m:Email>sadie@contoso.com</m:Email><m:Content>" + base::base64_encode(base::Bytes(bytes))
            + "</m:Content>";
    };
    EXPECT_EQ(told(read_set(upload(limits::upload_bytes_max + 1))), "ErrorDataSizeLimitExceeded");
}

TEST(SetUserPhotoRequest, ReadsBackAsItWasWritten)
{
    UploadedPhoto const photo { sadie, base::copy_of(base::as_bytes("a picture")) };
    Read const read(written([&](xml::Writer& writer) { write_set_user_photo(writer, photo.request()); }));
    EXPECT_EQ(read_set_user_photo(read.content()).value().value(), photo);
}

std::string set_answer(Result<void> const& answer)
{
    return answered([&](ResponseWriter& response) { write_set_user_photo_response(response, answer); });
}

TEST(SetUserPhotoResponse, ReadsBackAsItWasWritten)
{
    Read const success(set_answer({}));
    EXPECT_TRUE(read_set_user_photo_response(success.content()).value());
    for (auto const code : { Code::access_denied, Code::non_existent_mailbox, Code::content_conversion_failed,
             Code::data_size_limit_exceeded, Code::invalid_operation, Code::invalid_smtp_address }) {
        Read const failure(set_answer(fail(code)));
        auto const answer = read_set_user_photo_response(failure.content()).value();
        EXPECT_EQ(answer.error().code, code);
        EXPECT_EQ(answer.error().message, exchange_text(code));
    }
}

TEST(SetUserPhotoResponse, OfTheSchemasFormIsReadToo)
{
    Read const read(
        envelope("<m:SetUserPhotoResponse><m:ResponseMessages><m:SetUserPhotoResponseMessage "
                 "ResponseClass='Error'><m:ResponseCode>ErrorAccessDenied</m:ResponseCode>"
                 "</m:SetUserPhotoResponseMessage></m:ResponseMessages></m:SetUserPhotoResponse>"));
    EXPECT_EQ(read_set_user_photo_response(read.content()).value().error().code, Code::access_denied);
    for (auto const* const body :
        { "<m:X/>", "<m:SetUserPhotoResponse><m:ResponseMessages/></m:SetUserPhotoResponse>" }) {
        Read const wrong(envelope(body));
        EXPECT_EQ(refusal(read_set_user_photo_response(wrong.content())), "ErrorSchemaValidation") << body;
    }
}

TEST(UserPhotoResponses, AreValid)
{
    if (!test::schemas_are_there()) GTEST_SKIP() << "Microsoft's schemas are not beside the project";
    Spellings const https { xml::Spelling::https, xml::Spelling::https, xml::Spelling::https };
    for (auto const& text : { photo_answer(picture), photo_answer(picture, https),
             photo_answer(UserPhotoAnswer { .has_changed = false }), photo_answer(fail(Code::item_not_found)),
             set_answer({}), set_answer(fail(Code::access_denied)) })
        EXPECT_EQ(test::schema_violations(text), "");
}

}
}
