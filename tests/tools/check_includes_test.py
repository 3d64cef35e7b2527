#!/usr/bin/env python3
"""tools/check-includes on tiny trees: what it lets through, what it finds, and where it says it is."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "check-includes"

PAGE = """# Architecture

| measure | aim |
|---|---|
| image | 1 |

| room | may include |
|---|---|
| base | |
| core | base |
| image | core, base |
| storage | core, base |
| http | base |
| client | core, base |

| other | table |
|---|---|
| base | image |
"""


class CheckIncludes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name).resolve()
        self.write("docs/ARCHITECTURE.md", PAGE)

    def write(self, path, text):
        file = self.tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def run_tool(self):
        return subprocess.run([sys.executable, "-B", TOOL, self.tree], capture_output=True, text=True, check=False)

    def problems(self):
        """The lines of the report without the last, which counts."""
        done = self.run_tool()
        *problems, count = done.stdout.splitlines()
        self.assertEqual(done.returncode, 1 if problems else 0, done.stderr)
        self.assertTrue(count.endswith(f" {len(problems)} that break an arrow"), count)
        return problems

    def assert_fine(self, path, *includes):
        self.write(path, "".join(f"#include {include}\n" for include in includes))
        self.assertEqual(self.problems(), [])

    def assert_broken(self, path, include, *words):
        self.write(path, f"// What it is for.\n#include {include}\n")
        problems = self.problems()
        self.assertEqual(len(problems), 1, problems)
        self.assertTrue(problems[0].startswith(f"{path}:2: "), problems[0])
        for word in words:
            self.assertIn(word, problems[0])

    def test_lets_a_room_include_itself_and_what_the_table_allows(self):
        self.assert_fine("src/core/a.cpp", '"core/a.hpp"', '"base/b.hpp"', "<vector>", "<sys/stat.h>")

    def test_finds_an_arrow_that_is_not_drawn(self):
        self.assert_broken("src/http/a.cpp", '"core/a.hpp"', "http -> core", "http may include base")

    def test_finds_it_in_headers_and_in_angle_brackets_too(self):
        self.assert_broken("src/base/a.hpp", "<core/a.hpp>", "base -> core", "no other room")

    def test_finds_it_however_it_is_spaced(self):
        self.write("src/base/a.hpp", '  #  include   "core/a.hpp" // why\n')
        self.assertEqual(len(self.problems()), 1)

    def test_reads_no_includes_out_of_comments(self):
        self.write("src/base/a.hpp", '// #include "core/a.hpp"\n/// The #include "core/a.hpp" is missing.\n')
        self.assertEqual(self.problems(), [])

    def test_takes_sub_rooms_as_the_room_they_belong_to(self):
        self.assert_fine("src/storage/sqlite/a.cpp", '"storage/memory/b.hpp"', '"storage/c.hpp"', '"core/d.hpp"')
        self.assert_broken("src/storage/memory/b.cpp", '"client/a.hpp"', "storage -> client")

    def test_reads_the_one_table_and_no_other(self):
        self.assert_broken("src/base/a.cpp", '"image/a.hpp"', "base -> image")

    def test_takes_generated_files_by_their_room(self):
        self.assert_fine("src/storage/sqlite/a.cpp", '"storage/sqlite/generated.inc"')
        self.assert_broken("src/base/a.cpp", '"storage/sqlite/generated.inc"', "base -> storage")

    def test_wants_includes_written_from_src(self):
        self.write("src/core/b.hpp", "")
        self.assert_broken("src/core/a.cpp", '"b.hpp"', "written from src/", "core/")
        self.assert_broken("src/core/a.cpp", '"../core/b.hpp"', "written from src/")

    def test_finds_a_room_that_the_table_does_not_name(self):
        self.write("src/cellar/a.cpp", "")
        self.assertEqual(len(self.problems()), 1)
        self.assertIn("src/cellar", self.problems()[0])

    def test_keeps_pictures_out_of_every_app_but_the_renderer(self):
        self.assert_fine("apps/likeness-render/main.cpp", '"image/a.hpp"', '"core/b.hpp"')
        self.assert_fine("apps/likeness/a.cpp", '"http/a.hpp"', '"client/a.hpp"', '"storage/sqlite/a.hpp"')
        self.assert_broken("apps/likeness/main.cpp", '"image/a.hpp"', "apps/likeness -> image")

    def test_keeps_apps_apart_and_rooms_out_of_apps(self):
        self.write("apps/likeness-render/b.hpp", "")
        self.assert_fine("apps/likeness/a.cpp", '"apps/likeness/a.hpp"', '"likeness/b/c.hpp"')
        self.assert_broken("apps/likeness/a.cpp", '"likeness-render/b.hpp"', "apps/likeness -> apps/likeness-render")
        self.write("apps/likeness/a.cpp", "")
        self.assert_broken("src/core/a.cpp", '"apps/likeness/a.hpp"', "core -> apps/likeness")

    def test_keeps_each_library_in_its_room(self):
        for header, home in [("boost/asio/ip/tcp.hpp", "src/http"), ("boost/asio.hpp", "src/http"),
                             ("boost/beast/http.hpp", "src/http"), ("curl/curl.h", "src/client"),
                             ("sqlite3.h", "src/storage/sqlite"), ("vips/vips.h", "src/image"),
                             ("utf8proc.h", "src/base"), ("sodium.h", "src/base")]:
            with self.subTest(header=header):
                self.assert_fine(f"{home}/a.cpp", f"<{header}>")
                elsewhere = "src/storage/memory/a.cpp"
                self.assert_broken(elsewhere, f"<{header}>", f"{header} is included in {home}")
                self.assert_broken(elsewhere, f'"{header}"', f"{header} is included in {home}")
                (self.tree / elsewhere).unlink()
        self.assert_broken("apps/likeness/a.cpp", "<sqlite3.h>", "src/storage/sqlite alone")

    def test_does_not_mind_other_boost_libraries(self):
        self.assert_fine("src/core/a.cpp", "<boost/container/small_vector.hpp>")

    def test_names_every_broken_include(self):
        self.write("src/base/a.cpp", '#include "core/a.hpp"\n\n#include "http/a.hpp"\n')
        self.write("src/http/b.cpp", '#include "image/a.hpp"\n')
        self.assertEqual([line.split(": ")[0] for line in self.problems()],
                         ["src/base/a.cpp:1", "src/base/a.cpp:3", "src/http/b.cpp:1"])

    def test_refuses_a_tree_without_a_table(self):
        for page in ["", "| room | colour |\n|---|---|\n| base | red |\n"]:
            self.write("docs/ARCHITECTURE.md", page)
            done = self.run_tool()
            self.assertEqual(done.returncode, 2)
            self.assertIn("has no table", done.stderr)
        (self.tree / "docs" / "ARCHITECTURE.md").unlink()
        self.assertEqual(self.run_tool().returncode, 2)


if __name__ == "__main__":
    unittest.main()
