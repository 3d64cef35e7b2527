// Writer: XML out, well-formed whatever the text in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace likeness::xml {

/// Appends `text` as character data that reads back as it was: markup escaped, also the line ends that a reader would
/// change. What XML cannot hold (control characters, bytes that are not UTF-8) becomes U+FFFD.
void append_escaped(std::string& out, std::string_view text);

/// Appends to a string that must outlive it. Names are written as given, with their prefix, and must outlive the
/// element; declaring prefixes is the caller's business (`attribute("xmlns:t", ...)`).
class Writer {
public:
    explicit Writer(std::string& out)
        : out_(out)
    {
        open_.reserve(usual_depth_max);
    }

    Writer& open(std::string_view name);
    Writer& attribute(std::string_view name, std::string_view value); ///< Right behind open().
    Writer& text(std::string_view text);
    Writer& raw(std::string_view xml); ///< Written as it is: base64, or what a Writer has made.
    Writer& close(); ///< "<a/>" where nothing was in it.

    /// <name>text</name>; <name/> for no text.
    Writer& element(std::string_view name, std::string_view text);

private:
    static constexpr std::size_t usual_depth_max = 16;

    void end_start_tag();

    std::string& out_;
    std::vector<std::string_view> open_;
    bool in_start_tag_ = false;
};

}
