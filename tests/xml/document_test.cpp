// XML from strangers: what is read, what is refused, and where.
// Source: spec/soap.md 1 to 3; docs/decisions/0002-xml-expat.md.
#include "xml/document.hpp"
#include "xml/limits.hpp"
#include "xml/writer.hpp"

#include <gtest/gtest.h>

namespace likeness::xml {
namespace {

constexpr Space fruit = 3;
constexpr std::array<Namespace, 2> vocabulary { { { fruit, Spelling::http, "http://example.org/fruit" },
    { fruit, Spelling::https, "https://example.org/fruit" } } };

base::BasicResult<Document, Defect> read(std::string_view text, std::string_view charset = "")
{
    return Document::read(base::as_bytes(text), charset, vocabulary);
}

std::string refusal_of(std::string_view text, std::string_view charset = "")
{
    auto const document = read(text, charset);
    return document ? "" : std::string(document.error().reason);
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string utf16(std::string_view ascii, bool big_endian)
{
    std::string wide = big_endian ? "\xFE\xFF" : "\xFF\xFE";
    for (char const letter : ascii) {
        if (big_endian) wide.push_back('\0');
        wide.push_back(letter);
        if (!big_endian) wide.push_back('\0');
    }
    return wide;
}

TEST(XmlDocument, ShowsNamesTextAndAttributes)
{
    auto const document = read("<f:bowl xmlns:f='http://example.org/fruit' size='2'><f:fig "
                               "ripe='yes'>sweet</f:fig><f:pear/></f:bowl>");
    ASSERT_TRUE(document);
    auto const& root = document->root();
    EXPECT_TRUE(root.is(fruit, "bowl"));
    EXPECT_EQ(root.attribute("size"), "2");
    auto const* const fig = root.child(fruit, "fig");
    ASSERT_TRUE(fig);
    EXPECT_EQ(fig->text, "sweet");
    EXPECT_EQ(fig->attribute("ripe"), "yes");
    EXPECT_EQ(fig->attribute("sweet"), std::nullopt);
    ASSERT_TRUE(fig->next);
    EXPECT_EQ(fig->next->name, "pear");
    EXPECT_EQ(fig->next->text, "");
    EXPECT_EQ(root.child(fruit, "plum"), nullptr);
}

TEST(XmlDocument, TakesBothSpellingsOfANamespaceForOneAndTellsWhichWasUsed)
{
    for (auto const& [uri, spelling] : { std::pair("http://example.org/fruit", Spelling::http),
             { "https://example.org/fruit", Spelling::https } }) {
        auto const text = std::string("<bowl xmlns='") + uri + "'/>";
        auto const document = read(text);
        ASSERT_TRUE(document);
        EXPECT_TRUE(document->root().is(fruit, "bowl"));
        EXPECT_EQ(document->spelling_of(fruit), spelling);
    }
}

TEST(XmlDocument, TheSpellingThatAnElementUsesGoesBeforeOneThatIsOnlyDeclared)
{
    auto const document = read(
        "<bowl xmlns:a='https://example.org/fruit' xmlns:b='http://example.org/fruit'><b:fig/></bowl>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->spelling_of(fruit), Spelling::http);
    EXPECT_EQ(read("<bowl xmlns:a='https://example.org/fruit'/>")->spelling_of(fruit), Spelling::https);
    EXPECT_EQ(read("<bowl/>")->spelling_of(fruit), std::nullopt);
}

TEST(XmlDocument, AnUnknownNamespaceIsNoNamespaceOfTheVocabulary)
{
    auto const document = read("<a:bowl xmlns:a='urn:other'><fig/></a:bowl>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().space, unknown_space);
    EXPECT_EQ(document->root().first_child->space, no_space);
}

TEST(XmlDocument, GathersTextThatDoesNotStandInTheBytesAsItIsMeant)
{
    EXPECT_EQ(read("<a>one &amp; two</a>")->root().text, "one & two");
    EXPECT_EQ(read("<a>&#x2603;&lt;</a>")->root().text, "\xE2\x98\x83<");
    EXPECT_EQ(read("<a>one\r\ntwo</a>")->root().text, "one\ntwo");
    EXPECT_EQ(read("<a>one<![CDATA[<two>]]>three</a>")->root().text, "one<two>three");
    EXPECT_EQ(read("<a>one<!-- not this -->two</a>")->root().text, "onetwo");
    EXPECT_EQ(read("<a>line\nline</a>")->root().text, "line\nline");
}

TEST(XmlDocument, LeavesLongTextWhereItStands)
{
    auto const text = "<a>" + repeated("0123456789ABCDEF", 100'000) + "</a>";
    auto const document = read(text);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().text.size(), 1'600'000u);
    EXPECT_EQ(document->root().text.data(), text.data() + 3);
}

TEST(XmlDocument, TextBetweenChildrenIsNobodys)
{
    auto const document = read("<a>\n  <b>x</b>\n  <c/> stray </a>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().text, "");
    EXPECT_EQ(document->root().first_child->text, "x");
}

TEST(XmlDocument, ReadsTheEncodingsThatClientsSend)
{
    EXPECT_EQ(read("\xEF\xBB\xBF<a>\xC3\xA9</a>")->root().text, "\xC3\xA9");
    EXPECT_EQ(read("\xEF\xBB\xBF<a>\xC3\xA9</a>", "utf-8")->root().text, "\xC3\xA9");
    EXPECT_EQ(read(utf16("<a>text</a>", true))->root().text, "text");
    EXPECT_EQ(read(utf16("<a>text</a>", false), "utf-16")->root().text, "text");
    EXPECT_EQ(read(utf16("<a>text</a>", false), "utf-8")->root().text, "text");
    EXPECT_EQ(read("<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9</a>")->root().text, "\xC3\xA9");
    EXPECT_EQ(read("<a>\xE9</a>", "ISO-8859-1")->root().text, "\xC3\xA9");
}

TEST(XmlDocument, TheCharsetFromOutsideWinsOverTheDeclaration)
{
    // .NET programs that build a request in a StringWriter declare utf-16 and send UTF-8.
    EXPECT_EQ(
        read("<?xml version='1.0' encoding='utf-16'?><a>\xC3\xA9</a>", "utf-8")->root().text, "\xC3\xA9");
    EXPECT_EQ(refusal_of("<a/>", "koi8-r"), "the character set is none that is read here");
}

TEST(XmlDocument, SaysWhereAnElementStands)
{
    auto const document = read("<a>\n  <b/>\n</a>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().at, (Position { 1, 2 }));
    EXPECT_EQ(document->root().first_child->at, (Position { 2, 4 }));
}

TEST(XmlDocument, SaysWhereItIsNotWellFormed)
{
    auto const document = read("<a>\n  <b></c>\n</a>");
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().at.line, 2u);
    EXPECT_EQ(document.error().reason, "mismatched tag");
}

TEST(XmlDocument, RefusesWhatIsNoWellFormedDocument)
{
    for (auto const* const text : { "", " ", "text", "<a>", "<a/><b/>", "<a/>text", "<a b='1' b='2'/>",
             "<p:a/>", "<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>", "<a>&unknown;</a>",
             "<a>\xC3</a>", "<a>\xFF</a>", "<a>\xED\xA0\x80</a>", "<a>\x01</a>", "<a>]]></a>", "<a b=\"<\"/>",
             "{\"json\": true}" })
        EXPECT_NE(refusal_of(text), "") << text;
}

TEST(XmlDocument, RefusesEveryDoctypeSoThatThereAreNoEntities)
{
    EXPECT_EQ(refusal_of("<!DOCTYPE a><a/>"), "a DOCTYPE is not taken");
    EXPECT_EQ(refusal_of("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), "a DOCTYPE is not taken");
    EXPECT_EQ(refusal_of("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), "a DOCTYPE is not taken");
}

TEST(XmlDocument, RefusesNestingPastItsLimit)
{
    EXPECT_EQ(refusal_of(repeated("<a>", limits::depth_max) + repeated("</a>", limits::depth_max)), "");
    EXPECT_EQ(refusal_of(repeated("<a>", limits::depth_max + 1)), "elements are nested too deep");
    EXPECT_EQ(refusal_of(repeated("<a>", 1'000'000)), "elements are nested too deep");
}

TEST(XmlDocument, RefusesMoreElementsThanItsLimit)
{
    EXPECT_EQ(refusal_of("<a>" + repeated("<b/>", limits::elements_max - 1) + "</a>"), "");
    EXPECT_EQ(
        refusal_of("<a>" + repeated("<b/>", limits::elements_max) + "</a>"), "there are too many elements");
}

TEST(XmlDocument, RefusesMoreAttributesThanItsLimit)
{
    auto const with = [](std::size_t count) {
        std::string text = "<a";
        for (std::size_t i = 0; i < count; ++i) text += " a" + std::to_string(i) + "=''";
        return text + "/>";
    };
    EXPECT_EQ(refusal_of(with(limits::attributes_per_element_max)), "");
    EXPECT_EQ(refusal_of(with(limits::attributes_per_element_max + 1)), "an element has too many attributes");
    EXPECT_EQ(refusal_of(with(1'000'000)), "a tag or comment is too long");
}

TEST(XmlDocument, CountsDeclarationsOfPrefixesAsAttributes)
{
    auto const with = [](std::size_t count) {
        std::string text = "<a b=''";
        for (std::size_t i = 1; i < count; ++i) text += " xmlns:p" + std::to_string(i) + "='urn:x'";
        return text + "/>";
    };
    EXPECT_EQ(refusal_of(with(limits::attributes_per_element_max)), "");
    EXPECT_EQ(refusal_of(with(limits::attributes_per_element_max + 1)), "an element has too many attributes");
    EXPECT_EQ(refusal_of(with(3'000)), "an element has too many attributes");
}

TEST(XmlDocument, RefusesMoreAttributesOfAllElementsThanItsLimit)
{
    EXPECT_EQ(refusal_of("<a>" + repeated("<b c='' d=''/>", limits::attributes_max / 2) + "</a>"), "");
    EXPECT_EQ(refusal_of("<a>" + repeated("<b c='' d=''/>", limits::attributes_max / 2 + 1) + "</a>"),
        "there are too many attributes");
}

TEST(XmlDocument, RefusesATokenPastItsLimitLongBeforeItEnds)
{
    std::string const megabytes(30u << 20, 'x');
    for (auto const& text : { "<a b='" + megabytes + "'/>", "<" + megabytes + "/>",
             "<!--" + megabytes + "--><a/>", "<?" + megabytes + "?><a/>", "<a>&" + megabytes + ";</a>" })
        EXPECT_EQ(refusal_of(text), "a tag or comment is too long") << text.substr(0, 10);
}

TEST(XmlWriter, WritesWhatReadsBackAsItWas)
{
    std::string out;
    Writer writer(out);
    std::string const odd = "a<b>&\"'\r\n\t\xC3\xA9 ]]>";
    writer.open("bowl")
        .attribute("size", odd)
        .element("fig", odd)
        .element("pear", "")
        .open("plum")
        .close()
        .close();
    EXPECT_TRUE(out.ends_with("<pear/><plum/></bowl>"));
    auto const document = read(out);
    ASSERT_TRUE(document) << out;
    EXPECT_EQ(document->root().attribute("size"), odd);
    EXPECT_EQ(document->root().first_child->text, odd);
}

TEST(XmlWriter, ReplacesWhatXmlCannotHold)
{
    std::string out;
    append_escaped(out, std::string_view("a\0b\x1F", 4));
    append_escaped(out, "\xFF\xC3\xA9\xED\xA0\x80\xEF\xBF\xBF");
    EXPECT_EQ(out,
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_TRUE(read("<a>" + out + "</a>"));
}

}
}
