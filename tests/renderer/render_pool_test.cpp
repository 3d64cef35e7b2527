#include "renderer/render_pool.hpp"

#include "base/file.hpp"
#include "core/picture_size.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace likeness::renderer {

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr auto real_program = LIKENESS_RENDER_PROGRAM;
constexpr auto misbehaving_program = LIKENESS_MISBEHAVING_RENDER_PROGRAM;

base::Bytes picture(std::string const& name)
{
    auto bytes = base::read_file(std::filesystem::path(LIKENESS_TEST_PICTURES) / name, 1u << 20);
    EXPECT_TRUE(bytes) << name;
    return bytes ? std::move(*bytes) : base::Bytes {};
}

std::vector<int> edges_of(Result<std::vector<Rendition>> const& answer)
{
    EXPECT_TRUE(answer) << for_operator(answer.error());
    std::vector<int> edges;
    if (answer)
        for (auto const& rendition : *answer) edges.push_back(rendition.edge_px);
    return edges;
}

// The processes that this one has, alive or not yet reaped.
std::vector<pid_t> children()
{
    std::vector<pid_t> found;
    for (auto const& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream list(task.path() / "children");
        for (pid_t child = 0; list >> child;) found.push_back(child);
    }
    return found;
}

std::vector<int> const card_edges { 48, 64, 96 };

TEST(RenderPool, RendersEveryFormat)
{
    auto const pool = make_render_pool({ .program = real_program });
    for (auto const* const name : { "card.jpg", "card-progressive.jpg", "card.png", "card.gif", "card.webp",
             "card.tif", "card.heic", "card.avif" })
        EXPECT_EQ(edges_of(pool->render(picture(name))), card_edges) << name;
}

TEST(RenderPool, SaysWhyAPictureIsRefused)
{
    auto const pool = make_render_pool({ .program = real_program });
    auto const answer = pool->render(base::as_bytes("this is no picture"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::content_conversion_failed);
    EXPECT_EQ(answer.error().message, "The file is no picture of a kind that is read.");
    EXPECT_FALSE(pool->render({}));
    EXPECT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges);
}

TEST(RenderPool, TellsTheChildItsLimits)
{
    auto const pool = make_render_pool({ .program = real_program, .upload_pixels_max = 120 * 100 - 1 });
    auto const answer = pool->render(picture("card.jpg"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::data_size_limit_exceeded);
    EXPECT_THAT(answer.error().message, HasSubstr("11999 pixels"));
}

TEST(RenderPool, StartsNoProcessForAnUploadThatIsTooLarge)
{
    auto const card = picture("card.jpg");
    auto const pool = make_render_pool({ .program = real_program, .upload_bytes_max = card.size() - 1 });
    auto const answer = pool->render(card);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::data_size_limit_exceeded);
    EXPECT_TRUE(children().empty());
}

TEST(RenderPool, TakesAnUploadThatJustFits)
{
    auto const card = picture("card.jpg");
    auto const pool = make_render_pool({ .program = real_program, .upload_bytes_max = card.size() });
    EXPECT_EQ(edges_of(pool->render(card)), card_edges);
}

TEST(RenderPool, NamesAProgramThatIsMissing)
{
    for (auto const* const path :
        { "/nonexistent/likeness-render", "/", LIKENESS_TEST_PICTURES "/card.jpg" }) {
        auto const pool = make_render_pool({ .program = path });
        for (int attempt = 0; attempt < 2; ++attempt) {
            auto const answer = pool->render(picture("card.jpg"));
            ASSERT_FALSE(answer);
            EXPECT_EQ(answer.error().code, Code::internal_server_error);
            EXPECT_EQ(answer.error().message, "The picture renderer cannot be started.");
            EXPECT_THAT(answer.error().detail, HasSubstr(path));
        }
    }
}

Rendition largest_of_card(PhotoRenderer& pool)
{
    auto renditions = pool.render(picture("card.jpg"));
    EXPECT_TRUE(renditions) << for_operator(renditions.error());
    return renditions ? renditions->back() : Rendition {};
}

TEST(RenderPool, FitsARenditionIntoFewerBytesAtTheSamePixels)
{
    auto const pool = make_render_pool({ .program = real_program, .processes = 1 });
    auto const rendition = largest_of_card(*pool);
    auto const bytes_max = rendition.jpeg.size() * 3 / 4;
    auto const fitted = pool->fit(rendition.jpeg, bytes_max);
    ASSERT_TRUE(fitted) << for_operator(fitted.error());
    EXPECT_LE(fitted->size(), bytes_max);
    EXPECT_GT(fitted->size(), bytes_max / 2) << "a better one would have fitted";
    EXPECT_EQ(read_picture_size(*fitted), (PictureSize { 96, 96 }));
    EXPECT_EQ(children().size(), 1u);
    EXPECT_EQ(edges_of(pool->render(picture("card.png"))), card_edges);
}

TEST(RenderPool, SaysThatNothingFits)
{
    auto const pool = make_render_pool({ .program = real_program, .processes = 1 });
    auto const rendition = largest_of_card(*pool);
    for (std::size_t const bytes_max : { 100, 1, 0 }) {
        auto const refused = pool->fit(rendition.jpeg, bytes_max);
        ASSERT_FALSE(refused) << bytes_max;
        EXPECT_EQ(refused.error().code, Code::content_conversion_failed);
        EXPECT_THAT(refused.error().message, HasSubstr(std::to_string(bytes_max) + " bytes"));
    }
}

TEST(RenderPool, StartsNoProcessToFitWhatIsNoRendition)
{
    auto const pool = make_render_pool({ .program = real_program, .upload_bytes_max = 50'000 });
    for (auto const* const name : { "card.jpg", "card.png", "card.heic" }) // 120 x 100, all of them.
        EXPECT_EQ(pool->fit(picture(name), 100'000).error().code, Code::content_conversion_failed) << name;
    EXPECT_EQ(pool->fit({}, 100'000).error().code, Code::content_conversion_failed);
    EXPECT_EQ(pool->fit(base::Bytes(50'001), 100'000).error().code, Code::data_size_limit_exceeded);
    EXPECT_TRUE(children().empty());
}

struct Failure {
    char const* request;
    Code code;
    char const* message;
};

void PrintTo(Failure const& failure, std::ostream* out)
{
    *out << failure.request;
}

class BrokenRenderer : public testing::TestWithParam<Failure> { };

TEST_P(BrokenRenderer, CostsOneUploadAndIsExplained)
{
    auto const [request, code, message] = GetParam();
    auto const pool = make_render_pool({ .program = misbehaving_program,
        .processes = 1,
        .memory_bytes_max = 512u << 20,
        .time_max = std::string_view(request) == "please spin" ? 30s : 3s });
    for (int round = 0; round < 2; ++round) {
        auto const answer = pool->render(base::as_bytes(request));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, code) << for_operator(answer.error());
        EXPECT_EQ(answer.error().message, message) << for_operator(answer.error());
        EXPECT_TRUE(children().empty());
    }
    EXPECT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges);
    EXPECT_EQ(edges_of(pool->render(picture("card.png"))), card_edges);
}

constexpr auto passing = Code::internal_server_transient_error;
constexpr auto crashed = "The picture made the renderer crash.";
constexpr auto hung = "The picture kept the renderer busy for too long.";
constexpr auto grew = "The picture made the renderer grow past its memory limit.";

INSTANTIATE_TEST_SUITE_P(RenderPool, BrokenRenderer,
    testing::Values(Failure { "please crash", passing, crashed },
        Failure { "please leave", passing, crashed }, Failure { "please stop halfway", passing, crashed },
        Failure { "please babble", passing, crashed }, Failure { "please promise much", passing, crashed },
        Failure { "please hang", passing, hung }, Failure { "please spin", passing, hung },
        Failure { "please stall halfway", passing, hung }, Failure { "please grow", passing, grew },
        Failure { "please want memory", passing, grew },
        Failure {
            "please do not start", Code::internal_server_error, "The picture renderer cannot be started." }),
    [](auto const& tested) {
        std::string name(tested.param.request);
        std::ranges::replace(name, ' ', '_');
        return name;
    });

// A comment, and a frame of 48 x 48 pixels.
base::Bytes jpeg_that_asks(std::string_view request)
{
    using namespace std::string_literals;
    auto text = "\xFF\xD8\xFF\xFE\0"s + static_cast<char>(request.size() + 2) + std::string(request);
    text += "\xFF\xC0\0\x0B\x08\0\x30\0\x30\1\1\x11\0"s;
    return base::copy_of(base::as_bytes(text));
}

TEST(BrokenRenderer, ThatIsToFitARenditionCostsThatOneAndIsExplained)
{
    auto const pool = make_render_pool({ .program = misbehaving_program, .processes = 1, .time_max = 3s });
    for (auto const& [request, message] :
        { std::pair { "please crash", crashed }, std::pair { "please babble", crashed },
            std::pair { "please promise much", crashed }, std::pair { "please hang", hung } }) {
        auto const answer = pool->fit(jpeg_that_asks(request), 1000);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, passing);
        EXPECT_EQ(answer.error().message, message) << request;
        EXPECT_TRUE(children().empty());
    }
    EXPECT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges);
}

TEST(BrokenRenderer, ThatNeverReadsALargeUploadIsEnded)
{
    auto const pool = make_render_pool({ .program = misbehaving_program, .time_max = 2s });
    base::Bytes upload(10u << 20);
    std::ranges::copy(base::as_bytes("please hang"), upload.begin());
    auto const answer = pool->render(upload);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message, hung);
}

TEST(BrokenRenderer, ThatDiesWhileItRestsCostsNothing)
{
    auto const pool = make_render_pool({ .program = real_program, .processes = 1 });
    ASSERT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges);
    auto const before = children();
    ASSERT_EQ(before.size(), 1u);
    ASSERT_EQ(::kill(before.front(), SIGKILL), 0);
    // Dead, but left for the pool to reap.
    siginfo_t unused {};
    ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(before.front()), &unused, WEXITED | WNOWAIT), 0);
    EXPECT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges);
    EXPECT_NE(children(), before);
}

TEST(RenderPool, KeepsAProcessForTheNextUpload)
{
    auto const pool = make_render_pool({ .program = real_program, .processes = 2 });
    ASSERT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges);
    auto const first = children();
    ASSERT_EQ(first.size(), 1u);
    ASSERT_EQ(edges_of(pool->render(picture("card.png"))), card_edges);
    EXPECT_EQ(children(), first);
}

// The kernel takes "parent" for the thread that started a process.
TEST(RenderPool, KeepsAProcessWhoseFirstCallerHasEnded)
{
    auto const pool = make_render_pool({ .program = real_program, .processes = 1 });
    std::thread([&] { EXPECT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges); }).join();
    auto const first = children();
    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges);
    EXPECT_EQ(children(), first);
}

TEST(RenderPool, ReplacesAProcessThatHasDoneItsShare)
{
    auto const pool = make_render_pool({ .program = real_program, .processes = 1 });
    auto const refuse_one = [&] { EXPECT_FALSE(pool->render(base::as_bytes("x"))); };
    refuse_one();
    auto const first = children();
    for (unsigned upload = 1; upload + 1 < limits::renderer_uploads_max; ++upload) refuse_one();
    EXPECT_EQ(children(), first);
    refuse_one();
    EXPECT_TRUE(children().empty());
    refuse_one();
    EXPECT_NE(children(), first);
}

TEST(RenderPool, ServesManyCallersAtOnce)
{
    auto const pool = make_render_pool({ .program = real_program, .processes = 2, .waiting_max = 8 });
    auto const card = picture("card.jpg");
    auto const alone = pool->render(card);
    ASSERT_TRUE(alone);
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 6; ++caller)
            callers.emplace_back([&] {
                for (int upload = 0; upload < 5; ++upload) {
                    auto const answer = pool->render(card);
                    ASSERT_TRUE(answer) << for_operator(answer.error());
                    EXPECT_EQ(*answer, *alone);
                }
            });
    }
    EXPECT_LE(children().size(), 2u);
}

TEST(RenderPool, IsBusyWhenTooManyWait)
{
    auto const pool = make_render_pool(
        { .program = misbehaving_program, .processes = 1, .waiting_max = 0, .time_max = 5s });
    std::jthread const occupant([&] {
        for (;;) {
            auto const answer = pool->render(base::as_bytes("please hang"));
            ASSERT_FALSE(answer);
            if (answer.error().code != Code::server_busy) return;
        }
    });
    // Until the other is in: either of the two may be first.
    for (;;) {
        auto const answer = pool->render(base::as_bytes("please leave"));
        ASSERT_FALSE(answer);
        if (answer.error().code == Code::server_busy) break;
    }
}

TEST(RenderPool, IsBusyWhenNobodyIsReadyInTime)
{
    auto const pool = make_render_pool(
        { .program = misbehaving_program, .processes = 1, .waiting_max = 1, .time_max = 1s });
    std::atomic<int> busy = 0;
    std::atomic<int> hung_ones = 0;
    auto const ask = [&] {
        auto const answer = pool->render(base::as_bytes("please hang"));
        ASSERT_FALSE(answer);
        ++(answer.error().code == Code::server_busy ? busy : hung_ones);
    };
    {
        std::jthread const one(ask);
        std::jthread const other(ask);
    }
    // Whoever waited has used up its time, or got a moment of it: nobody waits for twice as long.
    EXPECT_EQ(busy + hung_ones, 2);
    EXPECT_GE(hung_ones, 1);
}

TEST(RenderPool, LeavesNoProcessBehind)
{
    {
        auto const pool = make_render_pool({ .program = real_program, .processes = 1 });
        ASSERT_EQ(edges_of(pool->render(picture("card.jpg"))), card_edges);
        ASSERT_EQ(children().size(), 1u);
    }
    EXPECT_TRUE(children().empty());
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

TEST(LikenessRender, DoesNotDecodeForWhoeverStartsIt)
{
    auto const status = std::system((std::string(real_program) + " --help 2> /dev/null").c_str());
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 64);
}

TEST(DefaultRenderProgram, IsInTheLibexecFolderWhereItIsNotBesideUs)
{
    auto const here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    EXPECT_EQ(default_render_program(), here.parent_path() / "libexec" / "likeness" / "likeness-render");
}

}

}
