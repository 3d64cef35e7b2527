// `admin photo set, get, list, remove` and `admin check`, beyond what tests/end_to_end shows.
#include "apps/likeness_program.hpp"

#include "apps/likeness/serve/demo_pictures/pictures.hpp"
#include "core/limits.hpp"
#include "core/picture_type.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

class AdminPhoto : public testing::Test {
protected:
    void SetUp() override
    {
        for (auto const* const name : { "sadie", "hope" })
            ASSERT_EQ(folder.admin({ "person", "add", email(name), "--name", name }).status, 0);
    }
    static std::string email(std::string const& name) { return name + "@contoso.com"; }
    std::string picture() const { return folder.write("sadie.jpg", base::as_text(app::sadie_picture())); }
    Finished set(std::string const& file, std::string const& input = "/dev/null") const
    {
        return folder.admin({ "photo", "set", email("sadie"), file }, input);
    }

    AdminFolder folder;
};

TEST_F(AdminPhoto, ComesFromAFileOrTheStandardInput)
{
    EXPECT_EQ(set("-", picture()).status, 0);
    auto const again = folder.json({ "photo", "set", email("sadie"), picture() });
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(again[0].at("version"), 2);
    EXPECT_EQ(again[0].at("sizes").size(), 9u);
    EXPECT_EQ(again[0].at("sizes")[0].at("size"), "HR48x48");
}

TEST_F(AdminPhoto, IsWrittenToTheStandardOutputOrAFile)
{
    ASSERT_EQ(set(picture()).status, 0);
    auto const got = folder.admin({ "photo", "get", email("sadie"), "--size", "hr64x64" });
    EXPECT_EQ(sniff_picture(base::as_bytes(got.output)), PictureType::jpeg);
    EXPECT_EQ(got.messages, "");
    ASSERT_EQ(
        folder.admin({ "photo", "get", email("sadie"), "--size", "HR64x64", "-o", folder.path("got.jpg") })
            .status,
        0);
    EXPECT_EQ(content_of(folder.path("got.jpg")), got.output);
}

TEST_F(AdminPhoto, TellsNoPhotoFromAWrongQuestion)
{
    EXPECT_EQ(folder.admin({ "photo", "get", email("hope") }).status, 3);
    EXPECT_EQ(folder.admin({ "photo", "get", email("nobody") }).status, 3);
    auto const size = folder.admin({ "photo", "get", email("sadie"), "--size", "96" });
    EXPECT_EQ(size.status, 2);
    EXPECT_NE(size.messages.find("HR48x48"), std::string::npos); // Which there are.
    ASSERT_EQ(set(picture()).status, 0);
    EXPECT_EQ(folder.admin({ "photo", "get", email("sadie"), "-o", folder.path("none/got.jpg") }).status, 2);
}

TEST_F(AdminPhoto, RefusesBadUploadsWithTheReason)
{
    EXPECT_EQ(set(folder.path("none.jpg")).status, 2);
    EXPECT_EQ(set(folder.path("")).status, 2);
    auto const text = set(folder.write("text.jpg", "no picture"));
    EXPECT_EQ(text.status, 1);
    EXPECT_NE(text.messages.find("give a JPEG, PNG"), std::string::npos) << text.messages;
    auto const large = folder.path("large.jpg");
    folder.write("large.jpg", "\xFF\xD8\xFF");
    std::filesystem::resize_file(large, limits::upload_bytes_max + 1);
    EXPECT_EQ(set(large).status, 1);
    EXPECT_NE(set(large).messages.find("20 MB"), std::string::npos);
    EXPECT_EQ(folder.admin({ "photo", "set", email("nobody"), picture() }).status, 3);
}

TEST_F(AdminPhoto, IsRemovedForGoodOrInFavourOfTheDirectory)
{
    ASSERT_EQ(set(picture()).status, 0);
    ASSERT_EQ(folder.admin({ "photo", "remove", email("sadie"), "--use-directory" }).status, 0);
    // The upload refreshed the thumbnail, which shows now.
    EXPECT_EQ(folder.admin({ "photo", "get", email("sadie") }).status, 0);
    EXPECT_EQ(folder.json({ "photo", "list", email("sadie") })[0].at("removed"), false);
    ASSERT_EQ(folder.admin({ "photo", "remove", email("sadie") }).status, 0);
    EXPECT_EQ(folder.admin({ "photo", "get", email("sadie") }).status, 3);
    EXPECT_EQ(folder.json({ "photo", "list", email("sadie") })[0].at("removed"), true);
    EXPECT_EQ(folder.admin({ "photo", "remove", email("nobody") }).status, 3);
}

TEST_F(AdminPhoto, ListsWhoHasOrHadOne)
{
    EXPECT_EQ(folder.admin({ "photo", "list" }).output, "");
    EXPECT_EQ(folder.admin({ "photo", "list", email("hope") }).output, "hope@contoso.com  no photo\n");
    ASSERT_EQ(set(picture()).status, 0);
    ASSERT_EQ(folder.admin({ "photo", "remove", email("hope") }).status, 0);
    auto const listed = folder.json({ "photo", "list" });
    ASSERT_EQ(listed.size(), 2u);
    EXPECT_EQ(listed[0].at("email"), email("hope"));
    EXPECT_EQ(listed[0].at("removed"), true);
    EXPECT_EQ(listed[1].at("email"), email("sadie"));
}

TEST_F(AdminPhoto, FollowsTheConfiguration)
{
    auto const config = folder.write("likeness.toml", "thumbnail_pixels = 96\n");
    ASSERT_EQ(folder.admin({ "photo", "set", email("sadie"), picture(), "--config", config }).status, 0);
    auto const served = [&](LikenessProgram::Words more) {
        more.insert(more.begin(), { "photo", "get", email("sadie"), "--size", "HR48x48" });
        return folder.admin(std::move(more)).output.size();
    };
    auto const mailbox = folder.write("mailbox.toml", "hr48_prefers_directory = false\n");
    // By default the directory's thumbnail, which has 96 pixels here, is served for HR48x48.
    EXPECT_GT(served({}), served({ "--config", mailbox }));
}

TEST_F(AdminPhoto, IsFoundSoundOrNotByTheCheck)
{
    ASSERT_EQ(set(picture()).status, 0);
    auto const sound = folder.json({ "check" });
    ASSERT_EQ(sound.size(), 1u);
    EXPECT_EQ(sound[0].at("people"), 2);
    EXPECT_EQ(sound[0].at("photos"), 1);
    EXPECT_EQ(sound[0].at("renditions"), 9);
    EXPECT_EQ(sound[0].at("problems"), nlohmann::json::array());

    // Another key makes every entity tag a wrong one.
    std::filesystem::remove(folder.data() + "/secret.key");
    folder.write("data/secret.key", std::string(32, 'k'));
    std::filesystem::permissions(folder.data() + "/secret.key", std::filesystem::perms::owner_read);
    auto const broken = folder.admin({ "check" });
    EXPECT_EQ(broken.status, 1) << broken.output << broken.messages;
    EXPECT_NE(
        broken.output.find(folder.person(email("sadie")).at("id").get<std::string>()), std::string::npos);
    EXPECT_NE(broken.messages.find("has 10 problems"), std::string::npos) << broken.messages;
}

}
}
