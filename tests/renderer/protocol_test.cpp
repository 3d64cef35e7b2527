#include "renderer/protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::renderer {

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using Renditions = std::vector<Rendition>;

base::Bytes jpeg_of(std::size_t size)
{
    auto bytes = base::copy_of(base::as_bytes("\xFF\xD8\xFF\xE0"));
    bytes.resize(size, std::byte { 7 });
    return bytes;
}

Rendition rendition_of(PhotoSize code)
{
    return { .code = code, .edge_px = edge_px(code), .jpeg = jpeg_of(100) };
}

// What the parent makes of what a child says.
auto understood(Renditions const& renditions)
{
    return decode_answer(encode_answer(renditions));
}

TEST(Answer, OfRenditionsArrivesAsItWasSent)
{
    Renditions all;
    for (auto const code : photo_sizes) {
        all.push_back(rendition_of(code));
        auto const answer = understood(all);
        ASSERT_TRUE(answer);
        ASSERT_TRUE(*answer);
        EXPECT_EQ(**answer, all);
    }
}

TEST(Answer, OfOneSmallRenditionArrivesAsItWasSent)
{
    for (int const edge : { 1, 47, 48 }) {
        Renditions const one { { .code = PhotoSize::hr48x48, .edge_px = edge, .jpeg = jpeg_of(9) } };
        auto const answer = understood(one);
        ASSERT_TRUE(answer && *answer) << edge;
        EXPECT_EQ(**answer, one);
    }
}

TEST(Answer, OfAnErrorArrivesAsItWasSent)
{
    for (auto const code : { Code::content_conversion_failed, Code::data_size_limit_exceeded,
             Code::internal_server_transient_error }) {
        auto const answer = decode_answer(encode_answer(fail(code, "message", "detail")));
        ASSERT_TRUE(answer);
        ASSERT_FALSE(*answer);
        EXPECT_EQ(answer->error().code, code);
        EXPECT_EQ(answer->error().message, "message");
        EXPECT_EQ(answer->error().detail, "detail");
    }
}

TEST(Answer, OfAnotherErrorIsOneThatMayPass)
{
    auto const answer = decode_answer(encode_answer(fail(Code::access_denied, "let me in")));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().code, Code::internal_server_transient_error);
}

TEST(Answer, BringsNothingIntoLogsAndPagesButPrintableText)
{
    auto const answer = decode_answer(
        encode_answer(fail(Code::content_conversion_failed, "a\nb\x1B[2J\xC3\xA4", std::string(5000, 'x'))));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error().message, "a?b?[2J??");
    EXPECT_EQ(answer->error().detail.size(), 1024u);
}

TEST(Answer, ThatIsCutShortOrTooLongIsNonsense)
{
    for (auto const& whole : { encode_answer(Renditions { rendition_of(PhotoSize::hr48x48) }),
             encode_answer(fail(Code::content_conversion_failed, "message", "detail")) }) {
        for (std::size_t size = 0; size < whole.size(); ++size)
            ASSERT_FALSE(decode_answer(base::ByteView(whole).first(size))) << size;
        auto longer = whole;
        longer.push_back(std::byte { 0 });
        EXPECT_FALSE(decode_answer(longer));
    }
}

TEST(Answer, ThatIsNoSetOfRenditionsIsNonsense)
{
    auto const small = rendition_of(PhotoSize::hr48x48);
    auto const large = rendition_of(PhotoSize::hr64x64);
    auto const with = [](Rendition rendition, auto change) {
        change(rendition);
        return rendition;
    };
    EXPECT_FALSE(understood({}));
    EXPECT_FALSE(understood({ large, small })) << "order";
    EXPECT_FALSE(understood({ small, small })) << "a code twice";
    EXPECT_FALSE(understood(Renditions(10, small))) << "more than there are codes";
    EXPECT_FALSE(understood({ with(small, [](auto& r) { r.edge_px = 47; }), large }))
        << "small beside another";
    EXPECT_FALSE(understood({ with(small, [](auto& r) { r.edge_px = 49; }) })) << "larger than its code";
    EXPECT_FALSE(understood({ with(small, [](auto& r) { r.edge_px = 0; }) }));
    EXPECT_FALSE(understood({ with(small, [](auto& r) { r.edge_px = -1; }) }));
    EXPECT_FALSE(understood({ with(small, [](auto& r) { r.jpeg.clear(); }) }));
    EXPECT_FALSE(
        understood({ with(small, [](auto& r) { r.jpeg = base::copy_of(base::as_bytes("GIF89a")); }) }));
    EXPECT_FALSE(understood({ with(small, [](auto& r) { r.code = static_cast<PhotoSize>(50); }) }));
    EXPECT_FALSE(understood({ with(small, [](auto& r) { r.code = static_cast<PhotoSize>(-48); }) }));
}

TEST(Answer, WithAnUnknownStatusIsNonsense)
{
    auto bytes = encode_answer(fail(Code::content_conversion_failed, "message"));
    bytes.front() = std::byte { 9 };
    EXPECT_FALSE(decode_answer(bytes));
}

// A JPEG of which no more is there than what is looked at: its beginning, its frame, and then anything.
base::Bytes jpeg_of_size(unsigned char width_px, unsigned char height_px, std::size_t size)
{
    std::string text = "\xFF\xD8\xFF\xC0\x00\x11\x08"s;
    for (auto const edge : { height_px, width_px }) text += { '\0', static_cast<char>(edge) };
    text.resize(size, '\7');
    return base::copy_of(base::as_bytes(text));
}

auto fitted(base::Bytes const& jpeg)
{
    return decode_fit_answer(encode_fit_answer(jpeg), 48, 100);
}

TEST(FitAnswer, ArrivesAsItWasSent)
{
    for (std::size_t const size : { 50, 100 }) {
        auto const jpeg = jpeg_of_size(48, 48, size);
        auto const answer = fitted(jpeg);
        ASSERT_TRUE(answer && *answer) << size;
        EXPECT_EQ(**answer, jpeg);
    }
}

TEST(FitAnswer, ThatIsNotWhatWasAskedForIsNonsense)
{
    EXPECT_FALSE(fitted(jpeg_of_size(48, 48, 101))) << "too long";
    EXPECT_FALSE(fitted(jpeg_of_size(47, 48, 100))) << "another width";
    EXPECT_FALSE(fitted(jpeg_of_size(48, 49, 100))) << "another height";
    EXPECT_FALSE(fitted(jpeg_of(100))) << "no frame";
    EXPECT_FALSE(fitted(base::copy_of(base::as_bytes("GIF89a\x30\0\x30\0"sv)))) << "no JPEG";
    EXPECT_FALSE(fitted({}));
}

TEST(FitAnswer, OfAnErrorArrivesAsItWasSent)
{
    auto const answer = decode_fit_answer(
        encode_fit_answer(fail(Code::content_conversion_failed, "message", "detail\n")), 48, 100);
    ASSERT_TRUE(answer);
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().code, Code::content_conversion_failed);
    EXPECT_EQ(for_operator(answer->error()), "message: detail?");
}

TEST(FitAnswer, ThatIsCutShortOrTooLongIsNonsense)
{
    auto const whole = encode_fit_answer(jpeg_of_size(48, 48, 100));
    for (std::size_t size = 0; size < whole.size(); ++size)
        ASSERT_FALSE(decode_fit_answer(base::ByteView(whole).first(size), 48, 100)) << size;
    auto longer = whole;
    longer.push_back(std::byte { 0 });
    EXPECT_FALSE(decode_fit_answer(longer, 48, 100));
}

TEST(RequestHead, ArrivesAsItWasSent)
{
    for (RequestHead const head :
        { RequestHead {}, RequestHead { 20u << 20, 0 }, RequestHead { ~0ULL, 10'240 } })
        EXPECT_EQ(decode_request_head(encode_request_head(head)), head);
}

TEST(Frame, SaysHowLongItIs)
{
    for (std::uint64_t const size : { 0ULL, 1ULL, 20ULL << 20, ~0ULL })
        EXPECT_EQ(frame_bytes(frame_header(size)), size);
}

std::optional<ChildSettings> parsed(std::vector<std::string> const& arguments)
{
    std::vector<char const*> pointers;
    for (auto const& argument : arguments) pointers.push_back(argument.c_str());
    return ChildSettings::parse(pointers);
}

TEST(ChildSettings, ArriveAsTheyWereSent)
{
    ChildSettings const settings { .upload_bytes_max = 20u << 20,
        .upload_pixels_max = 40'000'000,
        .memory_bytes_max = 1ULL << 40,
        .cpu_max = std::chrono::milliseconds(1500) };
    EXPECT_EQ(parsed(settings.arguments()), settings);
}

TEST(ChildSettings, AreNotGuessed)
{
    auto const good = ChildSettings {}.arguments();
    auto const with = [&](std::size_t index, std::string text) {
        auto changed = good;
        changed.at(index) = std::move(text);
        return parsed(changed);
    };
    EXPECT_TRUE(parsed(good));
    EXPECT_FALSE(parsed({}));
    EXPECT_FALSE(parsed({ good.begin(), good.begin() + 3 }));
    EXPECT_FALSE(with(0, "--help"));
    EXPECT_FALSE(with(1, "--upload-pixels-max="));
    EXPECT_FALSE(with(2, "--memory-bytes-max=1G"));
    EXPECT_FALSE(with(3, "--cpu-milliseconds-max=-1"));
    EXPECT_FALSE(with(3, "--cpu-milliseconds-max=99999999999999999999999"));
}

}

TEST(PixelsAnswer, IsBelievedOnlyWithAsManyBytesAsItsPixelsHave)
{
    Pixels const pixels { 3, 2, base::Bytes(18) };
    auto const whole = encode_pixels_answer(pixels);
    auto const answer = decode_pixels_answer(whole, 3);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->value(), pixels);
    EXPECT_FALSE(decode_pixels_answer(whole, 2)) << "larger than was asked for";
    EXPECT_FALSE(decode_pixels_answer(encode_pixels_answer(Pixels { 3, 2, base::Bytes(17) }), 3));
    EXPECT_FALSE(decode_pixels_answer(encode_pixels_answer(Pixels { 3, 2, base::Bytes(19) }), 3));
    EXPECT_FALSE(decode_pixels_answer(encode_pixels_answer(Pixels { 0, 0, {} }), 3));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(decode_pixels_answer(base::ByteView(whole).first(size), 3)) << size;
}

}
