// What a Publication is made into.
// Source: spec/autodiscover.md 3 and 5.
#include "service/published_urls.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

TEST(PublishedUrls, StandBelowTheBaseUrl)
{
    Publication const publication { .base_url = "https://mail.contoso.com:8443/mail" };
    EXPECT_EQ(ews_url(publication), "https://mail.contoso.com:8443/mail/EWS/Exchange.asmx");
    EXPECT_EQ(photos_url(publication), "https://mail.contoso.com:8443/mail/EWS/Exchange.asmx/s/GetUserPhoto");
    EXPECT_EQ(
        autodiscover_url(publication), "https://mail.contoso.com:8443/mail/autodiscover/autodiscover.xml");
}

TEST(PublishedUrls, HaveAHostWithoutPortAndPath)
{
    for (auto const& [url, host] : { std::pair("https://mail.contoso.com", "mail.contoso.com"),
             { "https://mail.contoso.com:8443/mail", "mail.contoso.com" },
             { "https://[2001:db8::1]:8443", "[2001:db8::1]" }, { "https://[2001:db8::1]", "[2001:db8::1]" },
             { "", "" } })
        EXPECT_EQ(host_of({ .base_url = url }), host) << url;
}

TEST(PublishedBuild, IsPaddedForSoapAndPackedForPlainXml)
{
    EXPECT_EQ(padded_build({}), "15.01.2507.000");
    EXPECT_EQ(padded_build({ 15, 20, 160, 4 }), "15.20.0160.004");
    EXPECT_EQ(packed_build({}), "73C189CB");
    EXPECT_EQ(packed_build({ 15, 0, 516, 0 }), "73C08204"); // The documentation's sample.
    EXPECT_EQ(packed_build({ 99'999, 99'999, 99'999, 0 }).size(), 8u);
}

}
}
