#include "client/photos/cached_photo.hpp"

#include "base/base64.hpp"
#include "client/photos/photo_client.hpp"
#include "client/soap/ews_client.hpp"
#include "client/soap_texts.hpp"
#include "support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using testing::HasSubstr;
using testing::Not;
using tests::http_answer;
using tests::jpeg_of;
using tests::Reply;
using tests::ScriptedServer;

// A server with one photo, by REST and by SOAP, whose tag and existence a test changes.
struct PhotoServer {
    std::string etag_line = "ETag: \"A1\"";
    std::string bytes = jpeg_of(1000);
    std::string instead; ///< Said where it is not empty.

    ScriptedServer server { [this](std::string const& head) {
        if (!instead.empty()) return Reply { .bytes = instead };
        auto const tag = etag_line.empty() ? "" : etag_line.substr(6);
        bool const is_known = !tag.empty() && head.find("If-None-Match: " + tag) != std::string::npos;
        return Reply { .bytes = head.starts_with("POST") ? by_soap(is_known) : by_rest(is_known) };
    } };

private:
    std::string by_rest(bool is_known) const
    {
        if (is_known) return http_answer("304 Not Modified", { etag_line });
        return http_answer("200 OK", { etag_line.empty() ? "X: y" : etag_line }, bytes);
    }
    std::string by_soap(bool is_known) const
    {
        auto const base64 = base::base64_encode(base::as_bytes(bytes));
        return tests::soap_answer("200 OK",
            is_known ? tests::unchanged_response() : tests::picture_response(base64),
            { etag_line.empty() ? "X: y" : etag_line });
    }
};

class CachedPhoto : public testing::Test {
protected:
    Outcome<FetchedPhoto> get(PhotoSize size = PhotoSize::hr240x240, std::string const& path = "")
    {
        auto const url = "http://127.0.0.1:" + std::to_string(photos.server.port()) + path;
        auto client
            = PhotoClient::open({ .endpoint = parse_url(url).and_then(photo_endpoint).value() }).value();
        return get_user_photo(client, cache, { EmailAddress::parse("sadie@contoso.com").value(), size });
    }
    Outcome<FetchedPhoto> get_by_soap()
    {
        auto const url = "http://127.0.0.1:" + std::to_string(photos.server.port());
        auto client = EwsClient::open({ .endpoint = parse_url(url).and_then(ews_endpoint).value() }).value();
        return get_user_photo(
            client, cache, { EmailAddress::parse("sadie@contoso.com").value(), PhotoSize::hr240x240 });
    }
    std::string last_request() const { return photos.server.requests().back(); }

    PhotoServer photos;
    test::TemporaryFolder const folder;
    PhotoCache cache = PhotoCache::open(folder.path()).value();
};

}

TEST_F(CachedPhoto, IsSentOnceAndThenConfirmed)
{
    auto const first = get();
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->is_unchanged);
    EXPECT_FALSE(first->cache_error);
    auto const second = get();
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->is_unchanged);
    EXPECT_EQ(second->photo, first->photo);
    EXPECT_THAT(last_request(), HasSubstr("If-None-Match: \"A1\""));
}

TEST_F(CachedPhoto, IsSentOnceAndThenConfirmedBySoapToo)
{
    auto const first = get_by_soap();
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->is_unchanged);
    auto const second = get_by_soap();
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->is_unchanged);
    EXPECT_EQ(second->photo, first->photo);
    EXPECT_THAT(last_request(), HasSubstr("If-None-Match: \"A1\""));
}

TEST_F(CachedPhoto, IsAnEntryOfItsOwnForEachInterface)
{
    // A server need not give the same picture the same tag by both.
    ASSERT_TRUE(get());
    ASSERT_TRUE(get_by_soap());
    EXPECT_THAT(last_request(), Not(HasSubstr("If-None-Match")));
    EXPECT_TRUE(get()->is_unchanged);
    EXPECT_TRUE(get_by_soap()->is_unchanged);
}

TEST_F(CachedPhoto, IsYoungAgainWhenItIsConfirmed)
{
    using Time = std::filesystem::file_time_type;
    ASSERT_TRUE(get());
    auto const entry = std::filesystem::directory_iterator(folder.path())->path();
    auto const long_ago = Time::clock::now() - std::chrono::hours(48);
    std::filesystem::last_write_time(entry, long_ago);
    EXPECT_TRUE(get()->is_unchanged);
    EXPECT_GT(std::filesystem::last_write_time(entry), long_ago + std::chrono::hours(47));
}

TEST_F(CachedPhoto, IsTheSameEntryForEverySpellingOfTheAddress)
{
    ASSERT_TRUE(get(PhotoSize::hr240x240, "/EWS/Exchange.asmx"));
    EXPECT_TRUE(get(PhotoSize::hr240x240, "/ews/exchange.asmx/s/getuserphoto")->is_unchanged);
}

TEST_F(CachedPhoto, IsSentAgainWhenItChanged)
{
    ASSERT_TRUE(get());
    photos.etag_line = "ETag: \"B2\"";
    photos.bytes = jpeg_of(2000);
    auto const changed = get();
    ASSERT_TRUE(changed);
    EXPECT_FALSE(changed->is_unchanged);
    EXPECT_EQ(changed->photo->bytes.size(), 2000u);
    EXPECT_TRUE(get()->is_unchanged);
}

TEST_F(CachedPhoto, NeverAsksForOneSizeWithTheTagOfAnother)
{
    ASSERT_TRUE(get(PhotoSize::hr240x240));
    ASSERT_TRUE(get(PhotoSize::hr96x96));
    EXPECT_THAT(last_request(), Not(HasSubstr("If-None-Match")));
}

TEST_F(CachedPhoto, TakesWeakAndBareTagsAndNone)
{
    photos.etag_line = "ETag: W/\"A1\"";
    ASSERT_TRUE(get());
    EXPECT_TRUE(get()->is_unchanged);
    EXPECT_THAT(last_request(), HasSubstr("If-None-Match: W/\"A1\""));
    photos.etag_line = "ETag: B2";
    ASSERT_TRUE(get());
    EXPECT_FALSE(get()->is_unchanged) << "this server compares letter by letter";
    EXPECT_THAT(last_request(), HasSubstr("If-None-Match: \"B2\""));
    photos.etag_line.clear();
    ASSERT_TRUE(get());
    EXPECT_FALSE(get()->is_unchanged);
    EXPECT_THAT(last_request(), Not(HasSubstr("If-None-Match")));
}

TEST_F(CachedPhoto, IsForgottenWhenTheServerShowsItNoMore)
{
    ASSERT_TRUE(get());
    photos.instead = http_answer("404 Not Found");
    auto const gone = get();
    ASSERT_TRUE(gone);
    EXPECT_FALSE(gone->photo);
    photos.instead.clear();
    EXPECT_FALSE(get()->is_unchanged);
}

TEST_F(CachedPhoto, SurvivesAFailure)
{
    ASSERT_TRUE(get());
    for (auto const* const status : { "401 Unauthorized", "503 Service Unavailable" }) {
        photos.instead = http_answer(status);
        EXPECT_FALSE(get());
    }
    photos.instead.clear();
    EXPECT_TRUE(get()->is_unchanged);
}

TEST_F(CachedPhoto, IsFetchedAnewWhenTheEntryIsDamaged)
{
    ASSERT_TRUE(get());
    for (auto const& file : std::filesystem::directory_iterator(folder.path()))
        std::filesystem::resize_file(file, 100);
    auto const anew = get();
    ASSERT_TRUE(anew);
    EXPECT_FALSE(anew->is_unchanged);
    EXPECT_TRUE(get()->is_unchanged);
}

TEST_F(CachedPhoto, IsDeliveredAlsoWhenItCannotBeKept)
{
    std::filesystem::remove_all(folder.path());
    auto const fetched = get();
    ASSERT_TRUE(fetched);
    EXPECT_EQ(fetched->photo->bytes.size(), 1000u);
    EXPECT_TRUE(fetched->cache_error);
}

}
