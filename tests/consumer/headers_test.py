#!/usr/bin/python3
"""Every public header compiles alone, as C++20, under every compiler that is here, without a warning.

usage: headers_test.py COMPILER...
"""

import pathlib
import shutil
import subprocess
import sys
import unittest

INCLUDE = pathlib.Path(__file__).resolve().parents[2] / "include"
STRICT = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]
COMPILERS = [name for name in sys.argv[1:] if shutil.which(name)]


class Headers(unittest.TestCase):
    def test_compile_alone(self):
        headers = sorted(INCLUDE.rglob("*.hpp"))
        self.assertGreater(len(headers), 5)
        for compiler in COMPILERS:
            for header in headers:
                name = header.relative_to(INCLUDE)
                with self.subTest(compiler=compiler, header=str(name)):
                    source = f"#include <{name}>\n#include <{name}>\n"
                    run = subprocess.run([compiler, *STRICT, "-x", "c++", f"-I{INCLUDE}", "-"], input=source,
                                         capture_output=True, text=True)
                    self.assertEqual(run.returncode, 0, run.stderr)

    def test_include_nothing_of_others_but_the_standard_library(self):
        for header in INCLUDE.rglob("*.hpp"):
            for line in header.read_text().splitlines():
                if line.startswith("#include"):
                    with self.subTest(header=header.name, line=line):
                        self.assertRegex(line, r"^#include <(likeness/\w+\.hpp|[a-z_]+)>$")


if __name__ == "__main__":
    assert COMPILERS, "no compiler"
    unittest.main(argv=sys.argv[:1], verbosity=2)
