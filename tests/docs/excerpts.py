#!/usr/bin/env python3
"""A code block behind the comment <!-- examples/FILE --> is, word for word, a part of that file."""

import re
import sys

from documents import ROOT, conclude, documents, name_of

EXCERPT = re.compile(r"^<!-- (?P<file>examples/\S+) -->\n```\w+\n(?P<text>.*?)^```$", re.M | re.S)


def main():
    checked, problems = 0, []
    for document in documents():
        for excerpt in EXCERPT.finditer(document.read_text()):
            checked += 1
            if excerpt["text"] not in (ROOT / excerpt["file"]).read_text():
                problems.append(f"{name_of(document)}: {excerpt['file']} has no such lines:\n{excerpt['text']}")
    return conclude(checked, problems, "excerpts are in the examples")


if __name__ == "__main__":
    sys.exit(main())
