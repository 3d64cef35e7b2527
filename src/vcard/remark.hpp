// Remark: what is to be said of a place in a vCard file.
#pragma once

#include <cstddef>
#include <string>

namespace likeness::vcard {

struct Remark {
    std::size_t line = 0; ///< From 1.
    std::string text; ///< A part of a sentence: "PHOTO is no picture". May hold what stood in the file.

    friend bool operator==(Remark const&, Remark const&) = default;
};

}
