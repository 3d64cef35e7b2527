// The pool: one child's failure costs one upload, and the next one works.
// Source: spec/photos.md 10; docs/decisions/0003-pictures-in-a-process-of-their-own.md
#include "renderer/render_pool.hpp"

#include "base/file.hpp"
#include "core/picture_type.hpp"
#include "support/temporary_folder.hpp"

#include <fmt/format.h>
#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <thread>

namespace likeness::renderer {
namespace {

using namespace std::chrono_literals;

base::Bytes picture()
{
    return base::read_file(LIKENESS_PICTURE, 1 << 20).value();
}

// The real program, but its first start does something else, by a shell script.
class Misbehaving {
public:
    explicit Misbehaving(std::string const& first_time)
    {
        std::ofstream(program()) << fmt::format(
            "#!/bin/sh\nif /bin/rm \"$0.first\" 2>/dev/null; then\n{}\nfi\nexec '{}' \"$@\"\n", first_time,
            LIKENESS_RENDER_PROGRAM);
        std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
        std::ofstream(program().string() + ".first");
    }

    std::filesystem::path program() const { return folder_.path() / "renderer"; }

private:
    test::TemporaryFolder folder_;
};

void expect_one_failure_and_then_success(RenderPoolOptions options)
{
    options.processes = 1;
    auto const pool = make_render_pool(options);
    auto const failed = pool->render(picture());
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Code::internal_server_transient_error);
    EXPECT_FALSE(failed.error().message.empty());
    auto const next = pool->render(picture());
    ASSERT_TRUE(next) << for_operator(next.error());
    EXPECT_EQ(next->size(), photo_sizes.size());
}

TEST(RenderPool, MakesEverySizeOfAPicture)
{
    auto const pool = make_render_pool({ .program = LIKENESS_RENDER_PROGRAM });
    auto const renditions = pool->render(picture());
    ASSERT_TRUE(renditions) << for_operator(renditions.error());
    ASSERT_EQ(renditions->size(), photo_sizes.size());
    for (std::size_t i = 0; i < photo_sizes.size(); ++i) {
        EXPECT_EQ((*renditions)[i].code, photo_sizes[i]);
        EXPECT_EQ((*renditions)[i].edge_px, edge_px(photo_sizes[i]));
        EXPECT_EQ(sniff_picture((*renditions)[i].jpeg), PictureType::jpeg);
    }
}

TEST(RenderPool, SurvivesAChildThatCrashes)
{
    Misbehaving const child("kill -SEGV $$");
    expect_one_failure_and_then_success({ .program = child.program() });
}

TEST(RenderPool, SurvivesAChildThatLeaves)
{
    Misbehaving const child("exit 0");
    expect_one_failure_and_then_success({ .program = child.program() });
}

TEST(RenderPool, KillsAChildThatHangs)
{
    Misbehaving const child("exec /bin/sleep 600");
    auto const pool = make_render_pool({ .program = child.program(), .processes = 1, .time_max = 2s });
    auto const failed = pool->render(picture());
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Code::internal_server_transient_error);
}

TEST(RenderPool, KillsAChildThatGrows)
{
    Misbehaving const child(
        "exec /usr/bin/python3 -c 'import time; kept = bytearray(1500 << 20); time.sleep(600)'");
    expect_one_failure_and_then_success({ .program = child.program(), .memory_bytes_max = 1'000u << 20 });
}

TEST(RenderPool, BelievesNoNonsenseOfAChild)
{
    for (auto const* const nonsense :
        { "printf 'this is no answer at all, in no way' >&3; exec /bin/sleep 600",
            // A frame that says it has 2^56 bytes, one that is empty, one with no renditions.
            "printf '\\000\\000\\000\\000\\000\\000\\000\\001' >&3; exec /bin/sleep 600",
            "printf '\\000\\000\\000\\000\\000\\000\\000\\000' >&3; exec /bin/sleep 600",
            "printf '\\004\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000' >&3; exec /bin/sleep "
            "600" }) {
        Misbehaving const child(nonsense);
        expect_one_failure_and_then_success({ .program = child.program() });
    }
}

TEST(RenderPool, TellsWhatIsWrongWithAnUploadAndGoesOn)
{
    auto const pool = make_render_pool({ .program = LIKENESS_RENDER_PROGRAM, .processes = 1 });
    auto const text = base::as_bytes("no picture at all");
    EXPECT_EQ(pool->render(text).error().code, Code::content_conversion_failed);
    auto truncated = picture();
    truncated.resize(truncated.size() / 2);
    EXPECT_EQ(pool->render(truncated).error().code, Code::content_conversion_failed);
    EXPECT_TRUE(pool->render(picture()));
}

TEST(RenderPool, RefusesAnUploadOverTheLimit)
{
    auto const file = picture();
    auto const pool
        = make_render_pool({ .program = LIKENESS_RENDER_PROGRAM, .upload_bytes_max = file.size() - 1 });
    EXPECT_EQ(pool->render(file).error().code, Code::data_size_limit_exceeded);
    auto const exact
        = make_render_pool({ .program = LIKENESS_RENDER_PROGRAM, .upload_bytes_max = file.size() });
    EXPECT_TRUE(exact->render(file));
    auto const few = make_render_pool({ .program = LIKENESS_RENDER_PROGRAM, .upload_pixels_max = 1'000 });
    EXPECT_EQ(few->render(file).error().code, Code::data_size_limit_exceeded);
}

TEST(RenderPool, NamesAProgramThatIsNotThere)
{
    auto const pool = make_render_pool({ .program = "/nowhere/likeness-render" });
    auto const failed = pool->render(picture());
    ASSERT_FALSE(failed);
    EXPECT_NE(for_operator(failed.error()).find("/nowhere/likeness-render"), std::string::npos);
}

TEST(RenderPool, SaysBusyPastItsQueue)
{
    Misbehaving const child("exec /bin/sleep 600");
    auto const pool
        = make_render_pool({ .program = child.program(), .processes = 1, .waiting_max = 0, .time_max = 5s });
    auto const hanging = std::async(std::launch::async, [&] { return pool->render(picture()).has_value(); });
    bool busy = false;
    for (int i = 0; i < 400 && !busy; ++i) {
        std::this_thread::sleep_for(5ms);
        auto const refused = pool->render(base::as_bytes("no picture"));
        busy = !refused && refused.error().code == Code::server_busy;
    }
    EXPECT_TRUE(busy);
}

TEST(RenderPool, ServesManyThreadsAtOnce)
{
    auto const pool = make_render_pool({ .program = LIKENESS_RENDER_PROGRAM, .processes = 2 });
    std::vector<std::future<bool>> uploads;
    for (int i = 0; i < 8; ++i)
        uploads.push_back(
            std::async(std::launch::async, [&] { return pool->render(picture()).has_value(); }));
    for (auto& upload : uploads) EXPECT_TRUE(upload.get());
}

}
}
