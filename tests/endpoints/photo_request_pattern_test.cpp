// A GetUserPhoto request is recognized by one that was parsed before, and never taken for what it is not.
#include "endpoints/photo_request_pattern.hpp"

#include "support/founding_requests.hpp"

#include <gtest/gtest.h>
#include <random>

namespace likeness::endpoints {
namespace {

std::string envelope(std::string const& inside, std::string const& behind = "")
{
    return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' "
           "xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'><s:Body><m:GetUserPhoto>"
        + inside + "</m:GetUserPhoto></s:Body></s:Envelope>" + behind;
}

std::string photo_request(std::string const& email, std::string const& size = "HR48x48")
{
    return envelope("<m:Email>" + email + "</m:Email><m:SizeRequested>" + size + "</m:SizeRequested>");
}

// What parsing gives: the requests that `known_photo_request` has an answer for.
std::optional<KnownPhotoRequest> parsed(std::string const& text)
{
    auto const request = ews::read_request(base::as_bytes(text), "utf-8");
    return request ? known_photo_request(*request) : std::nullopt;
}

std::optional<PhotoRequestPattern> pattern_of(std::string const& text)
{
    auto const request = ews::read_request(base::as_bytes(text), "utf-8");
    return request ? PhotoRequestPattern::of(text, *request) : std::nullopt;
}

TEST(PhotoRequestPattern, KnowsTheSameRequestWithAnotherAddressAndSize)
{
    auto const pattern = pattern_of(photo_request("sadie@contoso.com"));
    ASSERT_TRUE(pattern);
    auto const known = pattern->match(photo_request("HOPE@contoso.com", "hr648X648"));
    ASSERT_TRUE(known);
    EXPECT_EQ(known->request.email.text(), "HOPE@contoso.com");
    EXPECT_EQ(known->request.size, PhotoSize::hr648x648);
}

TEST(PhotoRequestPattern, KnowsItInEitherOrder)
{
    auto const text = [](std::string const& email) {
        return envelope("<m:SizeRequested>HR96x96</m:SizeRequested><m:Email>" + email + "</m:Email>");
    };
    auto const pattern = pattern_of(text("sadie@contoso.com"));
    ASSERT_TRUE(pattern);
    auto const known = pattern->match(text("hope@contoso.com"));
    ASSERT_TRUE(known);
    EXPECT_EQ(known->request.email.text(), "hope@contoso.com");
    EXPECT_EQ(known->request.size, PhotoSize::hr96x96);
}

TEST(PhotoRequestPattern, LeavesToTheParserWhatDiffersInMore)
{
    auto const pattern = pattern_of(photo_request("sadie@contoso.com"));
    ASSERT_TRUE(pattern);
    for (auto const* const email : { "", " ", "a&amp;b@contoso.com", "<m:x/>hope@contoso.com", "hope",
             "ho pe@contoso.com", "hope@contoso.com</m:Email><m:Email>sadie@contoso.com",
             "<![CDATA[hope@contoso.com]]>", "m\xC3\xBCller@contoso.com", "hope@contoso.com]]>" })
        EXPECT_FALSE(pattern->match(photo_request(email))) << email;
    EXPECT_FALSE(pattern->match(photo_request("hope@contoso.com", "HR1x1")));
    EXPECT_FALSE(pattern->match(photo_request("hope@contoso.com") + " "));
    EXPECT_FALSE(pattern->match(" " + photo_request("hope@contoso.com")));
    auto const whole = photo_request("hope@contoso.com");
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(pattern->match(std::string_view(whole).substr(0, size))) << size;
}

TEST(PhotoRequestPattern, IsNotMadeOfTextsThatAreNotPlain)
{
    EXPECT_FALSE(pattern_of(photo_request("<![CDATA[sadie@contoso.com]]>")));
    EXPECT_FALSE(pattern_of(photo_request("sadie&#64;contoso.com")));
    EXPECT_FALSE(pattern_of(photo_request("sadie@<!-- -->contoso.com")));
    EXPECT_FALSE(pattern_of(photo_request("s\xC3\xA4"
                                          "die@contoso.com")));
}

TEST(PhotoRequestPattern, IsMadeOfTheFoundingDocumentsRequest)
{
    std::string const text(test::founding_request);
    auto const pattern = pattern_of(text);
    ASSERT_TRUE(pattern);
    auto const known = pattern->match(text);
    ASSERT_TRUE(known);
    EXPECT_EQ(known->request, parsed(text)->request);
    EXPECT_EQ(known->spellings, parsed(text)->spellings);
}

// The property that all rests on: whatever happened to the bytes, a match says what parsing them says.
TEST(PhotoRequestPattern, NeverSaysOtherThanParsingWould)
{
    auto const seed = photo_request("sadie@contoso.com", "HR240x240");
    auto const pattern = pattern_of(seed);
    ASSERT_TRUE(pattern);
    std::mt19937 random(4711);
    std::string_view const letters = "<>&;]![-\"'/ aH4@.m:\n\x7F\xC3";
    int matched = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto text = seed;
        auto const begin = seed.find("<m:Email>") + 5;
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            auto const at = begin + random() % 60;
            auto const letter = letters[random() % letters.size()];
            if (random() % 2)
                text[at] = letter;
            else
                text.insert(at, 1, letter);
        }
        auto const known = pattern->match(text);
        if (!known) continue;
        ++matched;
        auto const truth = parsed(text);
        ASSERT_TRUE(truth) << text;
        EXPECT_EQ(known->request, truth->request) << text;
        EXPECT_EQ(known->request.email.text(), truth->request.email.text()) << text;
    }
    EXPECT_GT(matched, 100);
}

TEST(PhotoRequestPatterns, KeepTheOnesThatAreUsed)
{
    PhotoRequestPatterns patterns;
    auto const learn = [&](std::string const& text) {
        auto const request = ews::read_request(base::as_bytes(text), "utf-8");
        ASSERT_TRUE(request);
        patterns.learn(text, *request);
    };
    auto const comment = [](int number) { return "<!--" + std::to_string(number) + "-->"; };
    learn(photo_request("sadie@contoso.com"));
    for (int other = 0; other < 100; ++other) {
        learn(photo_request("sadie@contoso.com") + comment(other));
        EXPECT_TRUE(patterns.match(photo_request("hope@contoso.com"))) << other;
    }
    EXPECT_FALSE(patterns.match(photo_request("hope@contoso.com") + comment(1)));
    learn(photo_request("sadie@contoso.com") + std::string(4000, '\n'));
    EXPECT_FALSE(patterns.match(photo_request("sadie@contoso.com") + std::string(4000, '\n')));
}

}
}
