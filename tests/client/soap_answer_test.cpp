#include "client/soap/soap_answer.hpp"

#include "base/base64.hpp"
#include "client/soap_texts.hpp"
#include "core/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using base::as_bytes;
using base::copy_of;
using testing::HasSubstr;
using namespace std::chrono_literals;
using tests::back_off;
using tests::envelope;
using tests::error_response;
using tests::fault;
using tests::no_photo_response;
using tests::photo_response;
using tests::picture_response;
using tests::stored_response;
using tests::unchanged_response;

Asked const signed_in {
    .host = "mail.contoso.com", .with_credentials = true, .tried = { SignInScheme::basic }
};
Asked const conditional { .host = "mail.contoso.com",
    .with_credentials = true,
    .with_validator = true,
    .tried = { SignInScheme::basic } };

std::string const picture = tests::jpeg_of(40);
std::string const picture_base64 = base::base64_encode(as_bytes(picture));

HttpAnswer answer_of(int status, std::string_view body, std::string type = "text/xml; charset=utf-8")
{
    return {
        .status = status, .content_type = std::move(type), .etag = "\"A1\"", .body = copy_of(as_bytes(body))
    };
}

Outcome<PhotoAnswer> judged(int status, std::string_view body, Asked const& asked = signed_in)
{
    return judge_photo_answer(answer_of(status, body), asked);
}

// The bytes of the photo; what it is instead, in brackets.
std::string photo_in(Outcome<PhotoAnswer> const& answer)
{
    if (!answer) return "[" + answer.error().message + ": " + answer.error().detail + "]";
    if (auto const* const photo = std::get_if<ReceivedPhoto>(&*answer))
        return std::string(base::as_text(photo->bytes));
    return std::holds_alternative<Unchanged>(*answer) ? "[unchanged]" : "[none]";
}

template <class Value> Failure failure_in(Outcome<Value> const& answer)
{
    EXPECT_FALSE(answer);
    return answer ? Failure {} : answer.error();
}

Failure refused_upload(int status, std::string_view body, std::string type = "text/xml")
{
    return failure_in(judge_stored_answer(answer_of(status, body, std::move(type)), signed_in));
}

}

TEST(SoapAnswer, IsThePhotoWithTheEntityTagOfTheHeader)
{
    auto const answer = judged(200, picture_response(picture_base64));
    ASSERT_TRUE(answer);
    EXPECT_EQ(std::get<ReceivedPhoto>(*answer),
        (ReceivedPhoto { PictureType::jpeg, "\"A1\"", copy_of(as_bytes(picture)) }));
}

TEST(SoapAnswer, IsThePhotoInEveryShapeThatServersGiveIt)
{
    auto const data = "<PictureData>" + picture_base64 + "</PictureData>";
    std::string https = picture_response(picture_base64);
    for (std::size_t at = 0; (at = https.find("http://schemas", at)) != std::string::npos; at += 5)
        https.insert(at + 4, "s");
    auto const bare = "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body>"
                      "<GetUserPhotoResponse xmlns=\""
        + std::string(tests::messages_space) + "\">" + data + "</GetUserPhotoResponse></Body></Envelope>";
    for (auto const& body : {
             https,
             bare, // No Header, no ResponseClass, no ResponseCode, no HasChanged, no ContentType.
             photo_response("<HasChanged>true</HasChanged>" + data),
             photo_response("<HasChanged>1</HasChanged>" + data + "<ContentType/>"),
             photo_response("<HasChanged>false</HasChanged>" + data), // spec/photos.md 9.6
             photo_response(data + "<ContentType>image/Jpeg</ContentType><New a=\"b\"><er/></New>"),
             picture_response(
                 "\r\n  " + picture_base64.substr(0, 8) + "\r\n\t" + picture_base64.substr(8) + "\n"),
             "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\r\n" + bare,
         })
        EXPECT_EQ(photo_in(judged(200, body)), picture) << body;
}

TEST(SoapAnswer, HeedsTheCharsetOfTheContentType)
{
    std::string utf16 = "\xFF\xFE";
    for (char const letter : picture_response(picture_base64).substr(38)) utf16.append({ letter, '\0' });
    EXPECT_EQ(photo_in(judge_photo_answer(answer_of(200, utf16, "text/xml"), signed_in)), picture);
    auto const utf8 = picture_response(picture_base64);
    for (auto const* const type : { "text/xml; a=b; Charset=\"UTF-8\"", "application/xml", "", "text/xml;" })
        EXPECT_EQ(photo_in(judge_photo_answer(answer_of(200, utf8, type), signed_in)), picture) << type;
    EXPECT_EQ(failure_in(judge_photo_answer(answer_of(200, utf8, "text/xml; charset=utf-7"), signed_in)).kind,
        FailureKind::protocol);
}

TEST(SoapAnswer, BelievesTheBytesAndNotTheDeclaredType)
{
    auto const gif = base::base64_encode(as_bytes("GIF89a......"));
    EXPECT_EQ(std::get<ReceivedPhoto>(judged(200, picture_response(gif)).value()).type, PictureType::gif);
    auto const text = base::base64_encode(as_bytes("%PDF-1.7"));
    EXPECT_EQ(failure_in(judged(200, picture_response(text))).kind, FailureKind::protocol);
    EXPECT_EQ(failure_in(judged(200, picture_response("no base64!"))).kind, FailureKind::protocol);
}

TEST(SoapAnswer, IsUnchangedOnlyWhereSomethingWasCompared)
{
    EXPECT_EQ(judged(200, unchanged_response(), conditional), PhotoAnswer(Unchanged {}));
    EXPECT_EQ(judged(200, photo_response("<HasChanged>false</HasChanged>"), conditional),
        PhotoAnswer(Unchanged {}));
    EXPECT_EQ(failure_in(judged(200, unchanged_response())).kind, FailureKind::protocol);
}

TEST(SoapAnswer, IsNoPhotoInEveryWayThatServersSayIt)
{
    struct Row {
        int status;
        std::string body;
    };
    for (auto const& [status, body] : {
             Row { 404, no_photo_response() },
             Row { 404, "" },
             Row { 404, "<html>wrong page</html>" },
             Row { 404, error_response("GetUserPhotoResponse", "") },
             Row { 200, no_photo_response() },
             Row { 200, no_photo_response("ErrorNonExistentMailbox") },
             Row { 200, photo_response("<HasChanged>true</HasChanged><PictureData/>") },
             Row { 200, photo_response("<HasChanged>true</HasChanged>") },
             Row { 200, fault("ErrorNonExistentMailbox") },
             Row { 500, fault("ErrorItemNotFound") },
             Row { 500, fault("ErrorNonExistentMailbox") },
             Row { 500, fault("ErrorMailRecipientNotFound") },
             Row { 500, fault("ErrorNameResolutionNoResults") },
             Row { 500, no_photo_response("ErrorMailRecipientNotFound") },
             Row { 500, error_response("GetUserPhotoResponse", "") },
             Row { 500, "" },
             Row { 500, "no XML" },
             Row { 500, envelope("") },
         }) {
        EXPECT_EQ(photo_in(judged(status, body)), "[none]") << status << body;
        EXPECT_EQ(photo_in(judged(status, body, conditional)), "[none]") << status << body;
    }
}

TEST(SoapAnswer, FindsAFaultWhateverTheStatus)
{
    for (int const status : { 200, 400, 403, 404, 500, 503 })
        EXPECT_EQ(failure_in(judged(status, fault("ErrorAccessDenied"))).kind, FailureKind::denied) << status;
}

TEST(SoapAnswer, GivesEveryCodeOfAServerAKind)
{
    struct Row {
        std::string_view code;
        FailureKind kind;
    };
    for (auto const [code, kind] : {
             Row { "ErrorAccessDenied", FailureKind::denied },
             Row { "ErrorImpersonateUserDenied", FailureKind::denied },
             Row { "ErrorServerBusy", FailureKind::server_busy },
             Row { "ErrorExceededConnectionCount", FailureKind::server_busy },
             Row { "ErrorInternalServerError", FailureKind::server_error },
             Row { "ErrorInternalServerTransientError", FailureKind::server_error },
             Row { "ErrorADUnavailable", FailureKind::server_error },
             Row { "ErrorMailboxStoreUnavailable", FailureKind::server_error },
             Row { "ErrorPasswordExpired", FailureKind::sign_in },
             Row { "ErrorInvalidPhotoSize", FailureKind::refused },
             Row { "ErrorInvalidSmtpAddress", FailureKind::refused },
             Row { "ErrorOfTomorrow", FailureKind::refused },
             Row { "ErrorInvalidServerVersion", FailureKind::protocol },
             Row { "ErrorInvalidRequest", FailureKind::protocol },
             Row { "ErrorInvalidSchemaVersionForMailboxVersion", FailureKind::protocol },
             Row { "ErrorSchemaValidation", FailureKind::protocol },
             Row { "ErrorIncorrectSchemaVersion", FailureKind::protocol },
         }) {
        auto const by_fault = failure_in(judged(500, fault(code)));
        auto const by_response = failure_in(judged(200, error_response("GetUserPhotoResponse", code)));
        EXPECT_EQ(by_fault.kind, kind) << code;
        EXPECT_EQ(by_fault, by_response) << code;
        // It says what the server said, so that somebody can look it up.
        EXPECT_EQ(by_fault.detail, std::string(code) + ": Words.");
        EXPECT_EQ(refused_upload(500, fault(code)), by_fault) << code;
        EXPECT_EQ(refused_upload(200, error_response("SetUserPhotoResponse", code)), by_fault) << code;
    }
}

TEST(SoapAnswer, ReadsFaultsInTheFormsOfOtherServers)
{
    auto const old = envelope(
        "<soap:Fault "
        "xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:faultcode>Client</soap:faultcode>"
        "<detail><e:ResponseCode xmlns:e=\"x\">ErrorAccessDenied</e:ResponseCode></detail></soap:Fault>");
    EXPECT_EQ(failure_in(judged(500, old)).kind, FailureKind::denied);
    auto const code_alone = envelope(
        "<s:Fault><faultcode>a:ErrorServerBusy</faultcode><faultstring>Later.</faultstring></s:Fault>");
    EXPECT_EQ(failure_in(judged(200, code_alone)).kind, FailureKind::server_busy);
    // A fault that gives no reason of EWS says that the server failed, and nothing of the photo.
    auto const wordless
        = envelope("<s:Fault><faultcode>s:Server</faultcode><faultstring>Oops.</faultstring></s:Fault>");
    auto const failure = failure_in(judged(500, wordless));
    EXPECT_EQ(failure.kind, FailureKind::server_error);
    EXPECT_EQ(failure.detail, "Server: Oops.");
}

TEST(SoapAnswer, SaysWhenABusyServerMayBeAskedAgain)
{
    EXPECT_EQ(failure_in(judged(500, fault("ErrorServerBusy", back_off(297'749)))).retry_after, 298s);
    auto const message = error_response("GetUserPhotoResponse", "ErrorServerBusy", "Later.", back_off(1000));
    EXPECT_EQ(failure_in(judged(200, message)).retry_after, 1s);
    auto by_header = answer_of(503, fault("ErrorServerBusy"));
    by_header.retry_after = 7s;
    EXPECT_EQ(failure_in(judge_photo_answer(by_header, signed_in)).retry_after, 7s);
    EXPECT_EQ(failure_in(judged(500, fault("ErrorServerBusy", back_off(-1)))).retry_after, std::nullopt);
}

TEST(SoapAnswer, ShowsWhatBreaksTheSchema)
{
    auto const body = fault("ErrorSchemaValidation",
        "<t:MessageXml "
        "xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><t:LineNumber>1</t:LineNumber>"
        "<t:LinePosition>9</t:LinePosition><t:Violation>GetUserPhoto is "
        "unknown.</t:Violation></t:MessageXml>");
    EXPECT_THAT(failure_in(judged(500, body)).detail, HasSubstr("GetUserPhoto is unknown."));
}

TEST(SoapAnswer, TakesAWebPageForASignIn)
{
    for (auto const* const type : { "text/html", "text/xml", "" }) {
        auto const page = answer_of(200, "<!DOCTYPE html><html><body>sign in</body></html>", type);
        EXPECT_EQ(failure_in(judge_photo_answer(page, signed_in)).kind, FailureKind::sign_in) << type;
        EXPECT_EQ(failure_in(judge_stored_answer(page, signed_in)).kind, FailureKind::sign_in) << type;
    }
}

TEST(SoapAnswer, JudgesWhatBringsNoSoapByItsStatus)
{
    struct Row {
        int status;
        FailureKind kind;
    };
    for (auto const [status, kind] : {
             Row { 200, FailureKind::protocol },
             Row { 204, FailureKind::protocol },
             Row { 400, FailureKind::protocol },
             Row { 401, FailureKind::sign_in },
             Row { 403, FailureKind::denied },
             Row { 405, FailureKind::protocol },
             Row { 407, FailureKind::network },
             Row { 429, FailureKind::server_busy },
             Row { 440, FailureKind::sign_in },
             Row { 456, FailureKind::sign_in },
             Row { 502, FailureKind::server_error },
             Row { 503, FailureKind::server_busy },
         }) {
        EXPECT_EQ(failure_in(judged(status, "")).kind, kind) << status;
        EXPECT_EQ(refused_upload(status, "").kind, kind) << status;
    }
    // A picture counts only where the server says that all is well.
    EXPECT_EQ(failure_in(judged(503, picture_response(picture_base64))).kind, FailureKind::server_busy);
    EXPECT_EQ(photo_in(judged(404, picture_response(picture_base64))), "[none]");
    EXPECT_EQ(refused_upload(404, "").kind, FailureKind::protocol) << "there is no EWS";
    EXPECT_EQ(refused_upload(500, "").kind, FailureKind::server_error);
}

TEST(SoapAnswer, RefusesHostileXml)
{
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += "<a>";
    std::string const entities = "<!DOCTYPE lol [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>";
    for (auto const& body : {
             entities + photo_response("<PictureData>&b;</PictureData>").substr(38),
             std::string("<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>"),
             photo_response("<A b=\"" + std::string(100'000, 'x') + "\"/>"),
             photo_response("<!--" + std::string(100'000, 'x') + "-->"),
             envelope(deep),
             photo_response("<PictureData>\x01</PictureData>"),
             photo_response("<PictureData>").substr(0, 300),
             std::string("\0\0\0\0", 4),
         }) {
        EXPECT_EQ(failure_in(judged(200, body)).kind, FailureKind::protocol);
        EXPECT_EQ(refused_upload(200, body).kind, FailureKind::protocol);
    }
}

TEST(SoapAnswer, RefusesAnotherOperationsResponse)
{
    EXPECT_EQ(failure_in(judged(200, stored_response())).kind, FailureKind::protocol);
    EXPECT_EQ(refused_upload(200, picture_response(picture_base64)).kind, FailureKind::protocol);
    EXPECT_EQ(refused_upload(200, envelope("")).kind, FailureKind::protocol);
}

TEST(SoapAnswer, RefusesAPictureOverTheLimit)
{
    auto const most = likeness::limits::upload_bytes_max;
    auto const of_size = [](std::size_t size) {
        return judged(200, picture_response(base::base64_encode(as_bytes(tests::jpeg_of(size)))));
    };
    EXPECT_EQ(photo_in(of_size(most)).size(), most);
    EXPECT_EQ(failure_in(of_size(most + 1)).kind, FailureKind::protocol);
}

TEST(SoapAnswer, DisarmsTheServersWords)
{
    // XML holds no other control characters than these; C1 ones it does.
    auto const failure = failure_in(
        judged(200, error_response("GetUserPhotoResponse", "ErrorOfTomorrow", "one\ntwo\xC2\x9Bthree")));
    EXPECT_EQ(failure.detail, "ErrorOfTomorrow: one?two??three");
    EXPECT_EQ(failure.message, "mail.contoso.com refuses this");
}

TEST(SoapAnswer, AcknowledgesAnUploadInBothForms)
{
    auto const wrapped = [](std::string_view message) {
        return envelope("<m:SetUserPhotoResponse xmlns:m=\"" + std::string(tests::messages_space)
            + "\"><m:ResponseMessages>" + std::string(message)
            + "</m:ResponseMessages></m:SetUserPhotoResponse>");
    };
    EXPECT_TRUE(judge_stored_answer(answer_of(200, stored_response()), signed_in));
    EXPECT_TRUE(
        judge_stored_answer(answer_of(200,
                                wrapped("<m:SetUserPhotoResponseMessage "
                                        "ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                                        "</m:SetUserPhotoResponseMessage>")),
            signed_in));
    auto const denied = "<m:ResponseCode>ErrorAccessDenied</m:ResponseCode></m:SetUserPhotoResponseMessage>";
    EXPECT_EQ(refused_upload(200,
                  wrapped("<m:SetUserPhotoResponseMessage ResponseClass=\"Error\">" + std::string(denied)))
                  .kind,
        FailureKind::denied);
    // A server that forgets the class has still refused.
    EXPECT_EQ(refused_upload(200, wrapped("<m:SetUserPhotoResponseMessage>" + std::string(denied))).kind,
        FailureKind::denied);
    EXPECT_EQ(refused_upload(200, wrapped("")).kind, FailureKind::protocol);
}

TEST(SoapAnswer, TellsAnUploadToNobodyFromOneThatIsRefused)
{
    auto const refused = [](std::string_view code) {
        return refused_upload(200, error_response("SetUserPhotoResponse", code)).kind;
    };
    EXPECT_EQ(refused("ErrorNonExistentMailbox"), FailureKind::not_found);
    EXPECT_EQ(refused("ErrorContentConversionFailed"), FailureKind::refused);
    EXPECT_EQ(refused("ErrorDataSizeLimitExceeded"), FailureKind::refused);
}

}
