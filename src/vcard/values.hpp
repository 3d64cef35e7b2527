// The text within a value: escapes, components and lists.
// Source: RFC 6350, 3.4; RFC 2426, 4 and 5.
#pragma once

#include "vcard/content_line.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace likeness::vcard {

/// The whole value as a text. An escape that there is not, such as the "\:" that Google writes, is the letter behind it.
std::string text_of(ContentLine const& line);

/// "Daniels;Sadie;;;" as its parts. Blanks around a part are not of it.
std::vector<std::string> components_of(ContentLine const& line);

/// The same of a name, whose part may be a list: "Dr.,Prof." is "Dr. Prof.".
std::vector<std::string> name_components_of(ContentLine const& line);

/// "Friends,Work" as its parts; empty ones are left out.
std::vector<std::string> list_of(ContentLine const& line);

/// What text_of makes the text of again, without line ends.
std::string escaped(std::string_view text);

/// The same for an address of the web, in which commas and semicolons mean themselves.
std::string escaped_uri(std::string_view text);

}
