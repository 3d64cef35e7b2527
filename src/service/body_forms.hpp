// A body of the one form as the other: what a client gets that asks for text of what was written as HTML, and back.
// Source: spec/contacts.md 2, BodyType.
#pragma once

#include <string>
#include <string_view>

namespace likeness::service {

/// What there is to read of it: markup, scripts and styles dropped, references resolved, a line for each paragraph.
/// In: anything; what is no HTML comes out as some text. Takes time in proportion to its length.
std::string text_of_html(std::string_view html);

/// A whole document that shows the text, line by line.
std::string html_of_text(std::string_view text);

}
