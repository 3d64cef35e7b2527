// The assembler reads the files: no generator, no array of a million numbers to compile.
#include "apps/likeness/serve/demo_pictures/pictures.hpp"

asm(R"(
    .pushsection .rodata
likeness_demo_sadie:
    .incbin ")" LIKENESS_DEMO_PICTURES R"(/sadie.jpg"
likeness_demo_sadie_end:
likeness_demo_hope:
    .incbin ")" LIKENESS_DEMO_PICTURES R"(/hope.jpg"
likeness_demo_hope_end:
    .popsection
)");

extern "C" {
extern std::byte const likeness_demo_sadie[];
extern std::byte const likeness_demo_sadie_end[];
extern std::byte const likeness_demo_hope[];
extern std::byte const likeness_demo_hope_end[];
}

namespace likeness::app {

base::ByteView sadie_picture()
{
    return { likeness_demo_sadie, likeness_demo_sadie_end };
}
base::ByteView hope_picture()
{
    return { likeness_demo_hope, likeness_demo_hope_end };
}

}
