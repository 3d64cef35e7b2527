#!/usr/bin/env python3
"""Every relative link of every Markdown file leads to a file, and a #part of it to a heading of that file."""

import re
import sys

from documents import ROOT, conclude, documents, name_of

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)


def anchors_of(file):
    """As the usual viewers make them of headings: lower case, no punctuation, blanks as hyphens."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", file.read_text()), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def problem_with(file, link):
    path, _, anchor = link.partition("#")
    target = (ROOT / path[1:] if path.startswith("/") else file.parent / path).resolve() if path else file
    if not target.exists():
        return "there is no such file"
    if anchor and target.suffix == ".md" and anchor not in anchors_of(target):
        return "there is no such heading"
    return None


def main():
    checked, problems = 0, []
    for file in documents():
        for link in LINK.findall(FENCED.sub("", file.read_text())):
            if re.match(r"[a-z][a-z0-9+.-]*:", link):
                continue  # Other people's pages are not ours to test.
            checked += 1
            if problem := problem_with(file, link):
                problems.append(f"{name_of(file)}: ({link}): {problem}")
    return conclude(checked, problems, "links lead somewhere")


if __name__ == "__main__":
    sys.exit(main())
