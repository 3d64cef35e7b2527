// The SOAP envelope.
// Source: spec/soap.md 2 and 3.
#include "xml/soap.hpp"

#include <gtest/gtest.h>

namespace likeness::xml {
namespace {

constexpr std::array<Namespace, 2> vocabulary { { { soap_space, Spelling::http, soap_uri },
    { soap_space, Spelling::https, soap_https_uri } } };

Document read(std::string_view text)
{
    auto document = Document::read(base::as_bytes(text), "", vocabulary);
    EXPECT_TRUE(document) << text;
    return std::move(*document);
}

TEST(SoapEnvelope, HasAHeaderOrNoneAndABody)
{
    auto const document
        = read("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header><x/></s:Header>"
               "<s:Body><first/><second/></s:Body></s:Envelope>");
    auto const envelope = open_envelope(document);
    ASSERT_TRUE(envelope);
    ASSERT_TRUE(envelope->header);
    EXPECT_EQ(envelope->header->first_child->name, "x");
    EXPECT_EQ(envelope->content()->name, "first");
}

TEST(SoapEnvelope, MayBeSpelledWithHttpsAndHaveNothingInIt)
{
    auto const document
        = read("<Envelope xmlns='https://schemas.xmlsoap.org/soap/envelope/'><Body/></Envelope>");
    auto const envelope = open_envelope(document);
    ASSERT_TRUE(envelope);
    EXPECT_EQ(envelope->header, nullptr);
    EXPECT_EQ(envelope->content(), nullptr);
}

TEST(SoapEnvelope, IsNothingElse)
{
    auto const other = read("<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'><Body/></Envelope>");
    EXPECT_EQ(open_envelope(other).error().reason, "this is no SOAP envelope");
    auto const empty = read("<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'/>");
    EXPECT_EQ(open_envelope(empty).error().reason, "the SOAP envelope has no Body");
}

TEST(SoapEnvelope, TellsWhichBlocksMustBeUnderstood)
{
    auto const document
        = read("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'>"
               "<a s:mustUnderstand='1'/><b mustUnderstand='1'/><c s:mustUnderstand='0'/></s:Envelope>");
    auto const* const first = document.root().first_child;
    EXPECT_TRUE(must_be_understood(*first));
    EXPECT_FALSE(must_be_understood(*first->next));
    EXPECT_FALSE(must_be_understood(*first->next->next));
}

}
}
