// The photo URL: bytes in, request out, and back.
// Source: spec/photos.md 1.1 and 2.
#include "rest/photo_request.hpp"

#include <gtest/gtest.h>

namespace likeness::rest {
namespace {

struct Readable {
    char const* query;
    char const* email;
    PhotoSize size;
};

class ReadablePhotoQuery : public testing::TestWithParam<Readable> { };

TEST_P(ReadablePhotoQuery, IsRead)
{
    auto const request = read_photo_query(GetParam().query);
    ASSERT_TRUE(request) << for_operator(request.error());
    EXPECT_EQ(request->email.text(), GetParam().email);
    EXPECT_EQ(request->size, GetParam().size);
}

INSTANTIATE_TEST_SUITE_P(Spellings, ReadablePhotoQuery,
    testing::Values(
        Readable { "email=sadie@contoso.com&size=HR240x240", "sadie@contoso.com", PhotoSize::hr240x240 },
        // The founding document's C# string, verbatim.
        Readable { "email=sadie@contoso.com&amp;size=HR240x240", "sadie@contoso.com", PhotoSize::hr240x240 },
        Readable { "email=sadie@contoso.com&amp;amp;size=HR96X96", "sadie@contoso.com", PhotoSize::hr96x96 },
        Readable { "email=sadie@contoso.com&AMP;size=HR96X96", "sadie@contoso.com", PhotoSize::hr96x96 },
        Readable { "SIZE=hr48X48&EMAIL=sadie%40contoso.com", "sadie@contoso.com", PhotoSize::hr48x48 },
        Readable { "email=smtp:sadie@contoso.com&size=HR64x64", "sadie@contoso.com", PhotoSize::hr64x64 },
        Readable { "email=SMTP%3Asadie@contoso.com", "sadie@contoso.com", PhotoSize::hr648x648 },
        Readable { "email=%20sadie@contoso.com%20&size=", "sadie@contoso.com", PhotoSize::hr648x648 },
        Readable {
            "email=sadie@contoso.com&size=%20HR120x120%20", "sadie@contoso.com", PhotoSize::hr120x120 },
        // Addresses contain a plus, so a plus stays one.
        Readable { "email=sadie+news@contoso.com", "sadie+news@contoso.com", PhotoSize::hr648x648 },
        Readable { "email=sadie%2Bnews@contoso.com", "sadie+news@contoso.com", PhotoSize::hr648x648 },
        // The first of a name wins; what OWA adds is ignored.
        Readable { "email=sadie@contoso.com&email=hope@contoso.com&UA=0&sc=1425", "sadie@contoso.com",
            PhotoSize::hr648x648 },
        Readable { "&&UA&=x&email=sadie@contoso.com&", "sadie@contoso.com", PhotoSize::hr648x648 },
        Readable { "email=s%C3%A4die@contoso.com",
            "s\xC3\xA4"
            "die@contoso.com",
            PhotoSize::hr648x648 }));

struct Unreadable {
    char const* query;
    Code code;
};

class UnreadablePhotoQuery : public testing::TestWithParam<Unreadable> { };

TEST_P(UnreadablePhotoQuery, IsRefusedWithItsReason)
{
    auto const request = read_photo_query(GetParam().query);
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error().code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Shapes, UnreadablePhotoQuery,
    testing::Values(Unreadable { "", Code::invalid_smtp_address },
        Unreadable { "size=HR48x48", Code::invalid_smtp_address },
        Unreadable { "email=", Code::invalid_smtp_address },
        Unreadable { "email=sadie", Code::invalid_smtp_address },
        Unreadable { "email=@contoso.com", Code::invalid_smtp_address },
        Unreadable { "email=sadie@", Code::invalid_smtp_address },
        Unreadable { "email=sa%00die@contoso.com", Code::invalid_smtp_address },
        Unreadable { "email=sa%0D%0Adie@contoso.com", Code::invalid_smtp_address },
        Unreadable { "email=%FF%FE@contoso.com", Code::invalid_smtp_address },
        Unreadable { "email=sadie@contoso.com&size=240", Code::invalid_photo_size },
        Unreadable { "email=sadie@contoso.com&size=HR240", Code::invalid_photo_size },
        Unreadable { "email=sadie@contoso.com&size=HR100x100", Code::invalid_photo_size },
        Unreadable { "email=sadie@contoso.com&size=HR1024xN", Code::invalid_photo_size }));

TEST(PhotoQuery, IsReadBackAsItWasWritten)
{
    for (auto const* const text :
        { "sadie@contoso.com", "sadie+news@contoso.com", "a&b=c#d%41@contoso.com", "\"s d\"@contoso.com",
            "s\xC3\xA4"
            "die@contoso.com" }) {
        auto const email = EmailAddress::parse(text);
        if (!email) continue; // A blank is in no address.
        for (auto const size : photo_sizes) {
            auto const read = read_photo_query(write_photo_query({ *email, size }));
            ASSERT_TRUE(read) << text;
            EXPECT_EQ(read->email.text(), email->text());
            EXPECT_EQ(read->size, size);
        }
    }
}

TEST(PhotoPath, MatchesInAnyCase)
{
    EXPECT_TRUE(is_photo_path("/ews/exchange.asmx/s/GetUserPhoto"));
    EXPECT_TRUE(is_photo_path("/EWS/Exchange.asmx/s/getuserphoto"));
    EXPECT_FALSE(is_photo_path("/ews/exchange.asmx/s/GetUserPhoto/"));
    EXPECT_FALSE(is_photo_path("/ews/exchange.asmx"));
}

}
}
