#include "client/photos/either_photo_source.hpp"

#include "base/base64.hpp"
#include "client/photos/photo_client.hpp"
#include "client/scripted_sender.hpp"
#include "client/soap/ews_client.hpp"
#include "client/soap_texts.hpp"

#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using tests::jpeg_of;
using tests::ScriptedSender;

GetUserPhoto const sadies { .email = EmailAddress::parse("sadie@contoso.com").value() };

HttpAnswer picture(std::string const& bytes)
{
    return { .status = 200, .content_type = "image/jpeg", .body = base::copy_of(base::as_bytes(bytes)) };
}

HttpAnswer soap_picture(std::string const& bytes)
{
    return tests::soap(tests::picture_response(base::base64_encode(base::as_bytes(bytes))));
}

HttpClientOptions options(Outcome<Url> (*endpoint)(Url const&), std::shared_ptr<HttpSender> sender)
{
    return { .endpoint = parse_url("https://mail.contoso.com").and_then(endpoint).value(),
        .sender = std::move(sender) };
}

// One server that answers the one thing by REST and the other by SOAP.
struct Server {
    Server(HttpAnswer by_rest, HttpAnswer by_soap)
        : sender(std::make_shared<ScriptedSender>(
              [=](HttpRequest const& request) { return request.method == Method::get ? by_rest : by_soap; }))
        , rest(PhotoClient::open(options(photo_endpoint, sender)).value())
        , soap(EwsClient::open(options(ews_endpoint, sender)).value())
        , source(rest, soap)
    {
    }

    std::string asked_by() const
    {
        std::string text;
        for (auto const& request : sender->requests())
            text += request.method == Method::get ? "REST " : "SOAP ";
        return text;
    }

    std::shared_ptr<ScriptedSender> sender;
    PhotoClient rest;
    EwsClient soap;
    EitherPhotoSource source;
};

}

TEST(EitherPhotoSource, AsksByRestAloneWhereThatAnswers)
{
    Server server(picture(jpeg_of(40)), soap_picture(jpeg_of(50)));
    auto const answer = server.source.get_user_photo(sadies, {});
    ASSERT_TRUE(answer);
    EXPECT_EQ(std::get<ReceivedPhoto>(*answer).bytes.size(), 40u);
    EXPECT_EQ(server.asked_by(), "REST ");
}

TEST(EitherPhotoSource, AsksBySoapWhereTheRestAddressIsNone)
{
    HttpAnswer const page { .status = 200, .content_type = "text/html" };
    for (auto const& by_rest : { HttpAnswer { .status = 400 }, { .status = 405 }, { .status = 501 }, page }) {
        Server server(by_rest, soap_picture(jpeg_of(50)));
        auto const answer = server.source.get_user_photo(sadies, {});
        ASSERT_TRUE(answer) << by_rest.status;
        EXPECT_EQ(std::get<ReceivedPhoto>(*answer).bytes.size(), 50u);
        EXPECT_TRUE(server.source.get_user_photo(sadies, {}));
        EXPECT_EQ(server.asked_by(), "REST SOAP SOAP ") << "what was found out is kept";
    }
}

TEST(EitherPhotoSource, BelievesWhatRestSays)
{
    for (int const status : { 401, 403, 404, 429, 500, 503 }) {
        Server server({ .status = status }, soap_picture(jpeg_of(50)));
        auto const answer = server.source.get_user_photo(sadies, {});
        EXPECT_EQ(answer.has_value(), status == 404) << status;
        EXPECT_EQ(server.asked_by(), "REST ") << status;
    }
}

TEST(EitherPhotoSource, TellsWhatRestSaidWhereNeitherWorks)
{
    Server server({ .status = 405 }, tests::soap(tests::fault("ErrorAccessDenied"), 500));
    auto const answer = server.source.get_user_photo(sadies, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().http_status, 405);
}

}
