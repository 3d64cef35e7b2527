#include "likeness/picture.hpp"

#include "support/temporary_folder.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace likeness::exchange {

namespace {

Picture const picture { "image/png", { std::byte { 0x89 }, std::byte { 'P' }, std::byte { 0 } } };

std::string content_of(std::filesystem::path const& file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

}

TEST(Picture, BecomesAFileInPlaceOfWhatWasThere)
{
    test::TemporaryFolder const folder;
    auto const file = folder.path() / "Sadie.png";
    std::ofstream(file) << "an older and longer file";
    EXPECT_TRUE(save(picture, file));
    EXPECT_EQ(content_of(file), std::string("\x89P\0", 3));
}

TEST(Picture, IsNeverSavedOutsideTheFolderWhateverItIsCalled)
{
    test::TemporaryFolder const folder;
    auto const inside = folder.path() / "inside";
    std::filesystem::create_directory(inside);
    for (auto const* const name : { "../outside.jpg", "/tmp/x", "..", "a/../../b", "..\\c" }) {
        auto const file = save_in(inside, name, picture);
        ASSERT_TRUE(file) << name;
        EXPECT_EQ(file->parent_path(), inside) << name;
        EXPECT_EQ(file->extension(), ".png") << name;
        EXPECT_TRUE(std::filesystem::exists(*file));
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(Picture, TellsThatItCannotBeSaved)
{
    test::TemporaryFolder const folder;
    auto const saved = save(picture, folder.path() / "no such folder" / "Sadie.png");
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.failure().kind, FailureKind::internal);
    EXPECT_FALSE(saved.failure().detail.empty());
}

TEST(PictureFile, IsReadUnlessItIsMissingOrEmpty)
{
    test::TemporaryFolder const folder;
    auto const file = folder.path() / "Sadie.png";
    EXPECT_EQ(read_picture_file(file).failure().kind, FailureKind::invalid_request);
    std::ofstream(file).flush();
    EXPECT_EQ(read_picture_file(file).failure().kind, FailureKind::invalid_request);
    ASSERT_TRUE(save(picture, file));
    EXPECT_EQ(*read_picture_file(file), picture.bytes);
}

TEST(FileName, IsMadeOfWhatAPersonOrAServerSays)
{
    EXPECT_EQ(*file_name_from("ContactPicture.jpg", "image/jpeg"), "ContactPicture.jpg");
    EXPECT_EQ(*file_name_from("ContactPicture.jpg", "image/png"), "ContactPicture.png");
    EXPECT_EQ(*file_name_from("../Sadie Daniels", "image/gif"), "Sadie Daniels.gif");
}

}
