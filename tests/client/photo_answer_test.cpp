#include "client/photos/photo_answer.hpp"

#include "client/scripted_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using base::as_bytes;
using base::copy_of;
using namespace std::chrono_literals;

Asked const anonymous { .host = "mail.contoso.com" };
Asked const signed_in {
    .host = "mail.contoso.com", .with_credentials = true, .tried = { SignInScheme::basic }
};

HttpAnswer picture(std::string_view bytes, std::string type = "image/jpeg", std::string etag = "\"A1\"")
{
    return { .status = 200,
        .content_type = std::move(type),
        .etag = std::move(etag),
        .body = copy_of(as_bytes(bytes)) };
}

FailureKind kind_of(HttpAnswer answer, Asked const& asked = signed_in)
{
    auto const judged = judge_answer(std::move(answer), asked);
    EXPECT_FALSE(judged);
    return judged ? FailureKind::internal : judged.error().kind;
}

}

TEST(PhotoAnswer, IsThePhotoWhenTheBytesAreAPicture)
{
    auto const bytes = tests::jpeg_of(40);
    auto const judged = judge_answer(picture(bytes), signed_in);
    ASSERT_TRUE(judged);
    EXPECT_EQ(std::get<ReceivedPhoto>(*judged),
        (ReceivedPhoto { PictureType::jpeg, "\"A1\"", copy_of(as_bytes(bytes)) }));
}

TEST(PhotoAnswer, BelievesTheBytesAndNotTheDeclaredType)
{
    auto const judged = judge_answer(picture("GIF89a......", "image/Jpeg"), signed_in);
    ASSERT_TRUE(judged);
    EXPECT_EQ(std::get<ReceivedPhoto>(*judged).type, PictureType::gif);
}

TEST(PhotoAnswer, NeedsNoEtag)
{
    auto const judged = judge_answer(picture(tests::jpeg_of(40), "image/jpeg", ""), signed_in);
    ASSERT_TRUE(judged);
    EXPECT_EQ(std::get<ReceivedPhoto>(*judged).validator, "");
}

TEST(PhotoAnswer, TakesAWebPageForASignIn)
{
    EXPECT_EQ(kind_of(picture("sign in", "Text/HTML; charset=utf-8")), FailureKind::sign_in);
    EXPECT_EQ(kind_of(picture("sign in", "application/xhtml+xml")), FailureKind::sign_in);
    EXPECT_EQ(kind_of(picture(" \r\n<!DOCTYPE html><html>", "")), FailureKind::sign_in);
    EXPECT_EQ(kind_of(picture("\xEF\xBB\xBF<HTML>", "image/jpeg")), FailureKind::sign_in);
    // Even where its first bytes pass for a picture.
    EXPECT_EQ(kind_of(picture(tests::jpeg_of(40), "text/html")), FailureKind::sign_in);
}

TEST(PhotoAnswer, RefusesWhatIsNoPicture)
{
    EXPECT_EQ(kind_of(picture("")), FailureKind::protocol);
    EXPECT_EQ(kind_of(picture("%PDF-1.7")), FailureKind::protocol);
    EXPECT_EQ(kind_of(picture("<?xml version=\"1.0\"?>", "text/xml")), FailureKind::protocol);
}

TEST(PhotoAnswer, IsUnchangedOnlyWhereSomethingWasCompared)
{
    Asked const conditional { .host = "mail.contoso.com", .with_validator = true };
    EXPECT_EQ(judge_answer({ .status = 304 }, conditional), PhotoAnswer(Unchanged {}));
    EXPECT_EQ(kind_of({ .status = 304 }, anonymous), FailureKind::protocol);
}

TEST(PhotoAnswer, IsNoPhotoAt404)
{
    EXPECT_EQ(judge_answer({ .status = 404 }, signed_in), PhotoAnswer(NoPhoto {}));
}

TEST(PhotoAnswer, NamesTheKindOfEveryOtherStatus)
{
    struct Row {
        int status;
        FailureKind kind;
    };
    for (auto const [status, kind] : {
             Row { 201, FailureKind::protocol },
             Row { 204, FailureKind::protocol },
             Row { 206, FailureKind::protocol },
             Row { 300, FailureKind::protocol },
             Row { 400, FailureKind::protocol },
             Row { 401, FailureKind::sign_in },
             Row { 403, FailureKind::denied },
             Row { 405, FailureKind::protocol },
             Row { 407, FailureKind::network },
             Row { 408, FailureKind::network },
             Row { 413, FailureKind::refused },
             Row { 421, FailureKind::protocol },
             Row { 429, FailureKind::server_busy },
             Row { 440, FailureKind::sign_in },
             Row { 456, FailureKind::sign_in },
             Row { 500, FailureKind::server_error },
             Row { 501, FailureKind::server_error },
             Row { 502, FailureKind::server_error },
             Row { 503, FailureKind::server_busy },
             Row { 599, FailureKind::server_error },
         })
        EXPECT_EQ(kind_of({ .status = status }), kind) << status;
}

TEST(PhotoAnswer, SaysWhenABusyServerMayBeAskedAgain)
{
    auto const judged = judge_answer({ .status = 503, .retry_after = 120s }, signed_in);
    ASSERT_FALSE(judged);
    EXPECT_EQ(judged.error().retry_after, 120s);
}

TEST(PhotoAnswer, TellsARefusedPasswordFromAMissingOneAndFromAnotherScheme)
{
    HttpAnswer const basic { .status = 401,
        .challenges = { "Negotiate", "BASIC realm=\"mail.contoso.com\"" } };
    HttpAnswer const joined { .status = 401, .challenges = { "Negotiate, NTLM, Basic realm=\"x\"" } };
    HttpAnswer const other { .status = 401, .challenges = { "Negotiate", "NTLM" } };
    EXPECT_THAT(judge_answer(basic, signed_in).error().message, testing::HasSubstr("refuses the user name"));
    EXPECT_THAT(judge_answer(joined, signed_in).error().message, testing::HasSubstr("refuses the user name"));
    EXPECT_THAT(judge_answer(basic, anonymous).error().message, testing::HasSubstr("wants a sign-in"));
    EXPECT_THAT(judge_answer(other, signed_in).error().message, testing::HasSubstr("does not offer Basic"));
    EXPECT_EQ(judge_answer(other, signed_in).error().detail, "Negotiate, NTLM");
}

TEST(PhotoAnswer, ShowsTheServersReasonWithoutItsControlCharacters)
{
    auto const judged = judge_answer({ .status = 400, .photo_error = "Error\x1B[2J" }, signed_in);
    ASSERT_FALSE(judged);
    EXPECT_EQ(judged.error().detail, "Error?[2J");
}

}
