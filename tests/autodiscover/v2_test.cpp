// Autodiscover v2: the two forms of the address, the answers, and the refusals.
// Source: spec/autodiscover.md 6.
#include "autodiscover/v2.hpp"

#include <gtest/gtest.h>

namespace likeness::autodiscover {
namespace {

struct Readable {
    char const* target;
    char const* email;
    EndpointProtocol protocol = EndpointProtocol::ews;
};

class ReadableV2Request : public testing::TestWithParam<Readable> { };

TEST_P(ReadableV2Request, IsRead)
{
    EXPECT_TRUE(is_v2_target(GetParam().target));
    auto const request = read_v2_request(GetParam().target);
    ASSERT_TRUE(request) << static_cast<int>(request.error());
    EXPECT_EQ(request->email.text(), GetParam().email);
    EXPECT_EQ(request->protocol, GetParam().protocol);
}

INSTANTIATE_TEST_SUITE_P(Forms, ReadableV2Request,
    testing::Values(Readable { "/autodiscover/autodiscover.json?Email=sadie@contoso.com&Protocol=EWS",
                        "sadie@contoso.com" },
        Readable {
            "/Autodiscover/Autodiscover.JSON?PROTOCOL=ews&email=sadie%40contoso.com", "sadie@contoso.com" },
        Readable {
            "/autodiscover/autodiscover.json/v1.0/sadie@contoso.com?Protocol=EWS", "sadie@contoso.com" },
        Readable { "/autodiscover/autodiscover.json/V1.0/"
                   "sadie%40contoso.com?Protocol=autodiscoverv1&RedirectCount=1",
            "sadie@contoso.com", EndpointProtocol::autodiscover_v1 },
        // The path goes before the query.
        Readable {
            "/autodiscover/autodiscover.json/v1.0/sadie@contoso.com?Email=hope@contoso.com&Protocol=Ews",
            "sadie@contoso.com" },
        // Copies of an escaped URL; the first of a name wins.
        Readable {
            "/autodiscover/autodiscover.json?Email=sadie@contoso.com&amp;Protocol=%20Ews%20&Protocol=x",
            "sadie@contoso.com" }));

struct Unreadable {
    char const* target;
    V2Refusal refusal;
};

class UnreadableV2Request : public testing::TestWithParam<Unreadable> { };

TEST_P(UnreadableV2Request, IsRefusedWithItsReason)
{
    auto const request = read_v2_request(GetParam().target);
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error(), GetParam().refusal);
}

INSTANTIATE_TEST_SUITE_P(Shapes, UnreadableV2Request,
    testing::Values(Unreadable { "/autodiscover/autodiscover.json", V2Refusal::mandatory_parameter_missing },
        Unreadable { "/autodiscover/autodiscover.json?", V2Refusal::mandatory_parameter_missing },
        Unreadable {
            "/autodiscover/autodiscover.json?Email=&Protocol=", V2Refusal::mandatory_parameter_missing },
        Unreadable { "/autodiscover/autodiscover.json?Protocol=Ews", V2Refusal::mandatory_parameter_missing },
        Unreadable { "/autodiscover/autodiscover.json?Email=sadie@contoso.com", V2Refusal::missing_protocol },
        Unreadable { "/autodiscover/autodiscover.json/v1.0/sadie@contoso.com", V2Refusal::missing_protocol },
        Unreadable { "/autodiscover/autodiscover.json?Email=sadie@contoso.com&Protocol=%20",
            V2Refusal::missing_protocol },
        Unreadable { "/autodiscover/autodiscover.json?Email=sadie@contoso.com&Protocol=ActiveSync",
            V2Refusal::protocol_not_supported },
        Unreadable { "/autodiscover/autodiscover.json?Email=sadie&Protocol=Ews", V2Refusal::user_not_found },
        Unreadable { "/autodiscover/autodiscover.json?Email=%FF@contoso.com&Protocol=Ews",
            V2Refusal::user_not_found }));

TEST(V2Target, IsThePathAloneOrWithAnAddress)
{
    EXPECT_TRUE(is_v2_target("/autodiscover/autodiscover.json"));
    EXPECT_TRUE(is_v2_target("/AutoDiscover/AutoDiscover.json?x"));
    EXPECT_TRUE(is_v2_target("/autodiscover/autodiscover.json/v1.0/x"));
    for (auto const* const target :
        { "", "/", "/autodiscover/autodiscover.jsonx", "/autodiscover/autodiscover.json/",
            "/autodiscover/autodiscover.json/v1.0/", "/autodiscover/autodiscover.json/v2.0/sadie@contoso.com",
            "/autodiscover/autodiscover.xml", "/x?/autodiscover/autodiscover.json" })
        EXPECT_FALSE(is_v2_target(target)) << target;
}

TEST(V2Request, IsReadBackAsItWasWritten)
{
    for (auto const* const text : { "sadie@contoso.com", "sadie+news@contoso.com", "a&b=c#d%41/?@contoso.com",
             "s\xC3\xA4"
             "die@contoso.com" })
        for (auto const protocol : { EndpointProtocol::ews, EndpointProtocol::autodiscover_v1 }) {
            FindEndpoint const request { EmailAddress::parse(text).value(), protocol };
            auto const target = write_v2_request(request);
            EXPECT_TRUE(is_v2_target(target));
            auto const read = read_v2_request(target);
            ASSERT_TRUE(read) << target;
            EXPECT_EQ(*read, request);
            EXPECT_EQ(read->email.text(), request.email.text());
        }
}

TEST(V2Answer, EchoesTheProtocolInItsOwnSpellingAndIsReadBack)
{
    FoundEndpoint const ews { EndpointProtocol::ews, "https://mail.contoso.com/EWS/Exchange.asmx" };
    EXPECT_EQ(
        write_v2_answer(ews), R"({"Protocol":"Ews","Url":"https://mail.contoso.com/EWS/Exchange.asmx"})");
    FoundEndpoint const older { EndpointProtocol::autodiscover_v1, "https://mail.contoso.com/a\"b\\c" };
    for (auto const& found : { ews, older }) {
        auto const text = write_v2_answer(found);
        EXPECT_EQ(read_v2_answer(base::as_bytes(text)).value(), found);
    }
    EXPECT_EQ(write_v2_answer({ EndpointProtocol::ews, "\xFF" }),
        "{\"Protocol\":\"Ews\",\"Url\":\"\xEF\xBF\xBD\"}");
}

TEST(V2Refusals, HaveTheCodesOfExchange)
{
    EXPECT_EQ(write_v2_refusal(V2Refusal::missing_protocol),
        R"({"ErrorCode":"MissingProtocol","ErrorMessage":"A valid value must be provided for the query parameter 'Protocol'."})");
    EXPECT_EQ(write_v2_refusal(V2Refusal::user_not_found),
        R"({"ErrorCode":"UserNotFound","ErrorMessage":"The given user is not found."})");
    for (auto const& [refusal, code] :
        { std::pair(V2Refusal::mandatory_parameter_missing, "MandatoryParameterMissing"),
            { V2Refusal::missing_protocol, "MissingProtocol" },
            { V2Refusal::protocol_not_supported, "ProtocolNotSupported" },
            { V2Refusal::user_not_found, "UserNotFound" }, { V2Refusal::server_busy, "ServerBusy" },
            { V2Refusal::internal_server_error, "InternalServerError" } }) {
        auto const text = write_v2_refusal(refusal);
        auto const answer = read_v2_answer(base::as_bytes(text));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, code);
        EXPECT_FALSE(answer.error().message.empty());
    }
}

TEST(V2Refusals, TellNobodyFromADirectoryThatCannotBeAsked)
{
    EXPECT_EQ(v2_refusal_of(Code::non_existent_mailbox), V2Refusal::user_not_found);
    for (auto const code : { Code::ad_unavailable, Code::internal_server_transient_error, Code::server_busy })
        EXPECT_EQ(v2_refusal_of(code), V2Refusal::server_busy);
    EXPECT_EQ(v2_refusal_of(Code::internal_server_error), V2Refusal::internal_server_error);
}

TEST(V2Answer, ThatIsNoneEndsInAFailure)
{
    for (auto const* const text : { "", "[]", "null", "{", "{}", R"({"Protocol":"Ews"})",
             R"({"Protocol":"ActiveSync","Url":"https://a/"})", R"({"Protocol":1,"Url":2})", "<html/>",
             "\xFF\xFE" })
        EXPECT_EQ(read_v2_answer(base::as_bytes(text)).error(), V2Failure {}) << text;
}

}
}
