// A body of one form as the other.
// Source: spec/contacts.md 2, BodyType.
#include "service/body_forms.hpp"

#include <gtest/gtest.h>

namespace likeness::service {
namespace {

TEST(BodyForms, WhatThereIsToReadOfHtml)
{
    std::pair<std::string_view, std::string_view> const cases[] = {
        { "", "" },
        { "plain", "plain" },
        { "<html><head><title>no</title></head><body><p>one</p>\r\n<p>two</p></body></html>", "one\r\ntwo" },
        { "one<br/>two<BR>three", "one\r\ntwo\r\nthree" },
        { "a  lot\n of\tblanks ", "a lot of blanks" },
        { "<style>p { }</style><script>if (a < b) x();</script >seen", "seen" },
        { "<!-- <p>no</p> -->seen", "seen" },
        { "&lt;b&gt; &amp;amp; &quot;&#65;&#x42;&#xe9;&#x1F600;&quot;", "<b> &amp; \"AB\u00e9\U0001F600\"" },
        { "&unknown; & &#xD800; &#0; &#99999999; &", "&unknown; & &#xD800; &#0; &#99999999; &" },
        { "<p", "" },
        { "<script>never closed", "" },
        { "<header>seen</header>", "seen" },
    };
    for (auto const& [html, text] : cases) EXPECT_EQ(text_of_html(html), text) << html;
}

TEST(BodyForms, TextAsHtmlReadsBackAsTheSameText)
{
    EXPECT_EQ(html_of_text("a < b & c"), "<html><body>a &lt; b &amp; c</body></html>");
    for (std::string_view const text : { "one line", "one\r\ntwo\r\nthree", "<p> & &amp; \u00e9" })
        EXPECT_EQ(text_of_html(html_of_text(text)), text);
}

}
}
