#!/usr/bin/env python3
"""docs/configuration.md has a row for every key that the configuration file may have, and for no other."""

import re
import sys

from documents import ROOT, conclude

PAGE = ROOT / "docs" / "configuration.md"
READERS = [ROOT / "apps" / "likeness" / "serve" / name for name in ("config.cpp", "directory_table.cpp",
                                                      "impersonation_table.cpp")]


def main():
    sources = "".join(reader.read_text() for reader in READERS)
    keys = set(re.findall(r'^\s*(?:Directory)?Key \{\s*"(\w+)",', sources, re.M))
    rows = set(re.findall(r"^\| `(\w+)` \|", PAGE.read_text(), re.M))
    problems = [f"docs/configuration.md lacks a row for {key}" for key in sorted(keys - rows)]
    problems += [f"docs/configuration.md has a row for {row}, which is no key" for row in sorted(rows - keys)]
    return conclude(len(keys), problems, "keys agree with docs/configuration.md")


if __name__ == "__main__":
    sys.exit(main())
