#include "client/photos/picture_name.hpp"

#include "base/utf8.hpp"
#include "client/limits.hpp"

#include <gtest/gtest.h>

namespace likeness::client {

TEST(PictureName, IsSafeWhateverAServerSays)
{
    struct Case {
        std::string said;
        std::string name;
    };
    Case const cases[] {
        { "ContactPicture.jpg", "ContactPicture.jpg" },
        { "Sadie Daniels", "Sadie Daniels.jpg" },
        { "photo.PNG", "photo.jpg" },
        { "letter.exe", "letter.exe.jpg" },
        { "../../etc/passwd", "passwd.jpg" },
        { "..\\..\\windows\\system.ini", "system.ini.jpg" },
        { "/", "picture.jpg" },
        { "", "picture.jpg" },
        { ".", "_.jpg" },
        { "..", "__.jpg" },
        { ".bashrc", "_bashrc.jpg" },
        { "-rf", "_rf.jpg" },
        { "a\nb\x1B[31m\x7F", "ab_31m.jpg" },
        { std::string("a\0b", 3), "ab.jpg" },
        { "C:x|y<z>\"*?'`$;&", "C_x_y_z_________.jpg" },
        { "\xC3\xA9t\xC3\xA9.jpg", "\xC3\xA9t\xC3\xA9.jpg" },
        { "no \xFF UTF-8", "no _ UTF-8.jpg" },
        { " blanks ", "_blanks_.jpg" },
    };
    for (auto const& [said, name] : cases) EXPECT_EQ(picture_name(said, PictureType::jpeg), name) << said;
}

TEST(PictureName, HasTheExtensionOfThePicturesOwnType)
{
    EXPECT_EQ(picture_name("ContactPicture.jpg", PictureType::png), "ContactPicture.png");
    EXPECT_EQ(picture_name("Hope.jpeg", PictureType::gif), "Hope.gif");
}

TEST(PictureName, IsCutBetweenLetters)
{
    for (std::size_t before = 0; before < 4; ++before) {
        std::string said(before, 'a');
        while (said.size() < 200) said += "\xE2\x82\xAC";
        auto const name = picture_name(said, PictureType::jpeg);
        EXPECT_TRUE(base::is_utf8(name)) << before;
        EXPECT_LE(name.size(), limits::picture_name_bytes_max + 4);
        EXPECT_GT(name.size(), limits::picture_name_bytes_max - 4);
    }
}

}
