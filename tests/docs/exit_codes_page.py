#!/usr/bin/env python3
"""docs/exit-codes.md and `likeness --help` give the same exit codes the same meanings.

usage: exit_codes_page.py LIKENESS
"""

import re
import subprocess
import sys

from documents import ROOT, conclude


def main(program):
    page = (ROOT / "docs" / "exit-codes.md").read_text()
    shown = subprocess.run([program, "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
    on_page = dict(re.findall(r"^\| (\d+) \| ([^|]+) \|$", page, re.M))
    in_help = dict(re.findall(r"^ +(\d+)  (\S.*)$", shown.partition("Exit codes:")[2], re.M))
    problems = [
        f"{code}: docs/exit-codes.md says {on_page.get(code)!r}, the help {in_help.get(code)!r}"
        for code in sorted(on_page.keys() | in_help.keys(), key=int)
        if on_page.get(code) != in_help.get(code)
    ]
    return conclude(len(in_help), problems, "exit codes are the same in docs/exit-codes.md and the help")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
