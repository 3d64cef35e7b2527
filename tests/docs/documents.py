"""What the checks of this folder share: the project's Markdown files and the commands they show."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]

FENCE = re.compile(r"^(?P<mark><!-- tested -->\n\s*)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)


def documents():
    """Every Markdown file of the project; builds and hidden folders are not it."""
    return [
        file
        for file in sorted(ROOT.rglob("*.md"))
        if not any(part == "build" or part.startswith(".") for part in file.relative_to(ROOT).parts)
    ]


def name_of(file):
    return file.relative_to(ROOT).as_posix()


def shell_blocks(file, tested_only=False):
    """The text of the fenced sh blocks; `tested_only`: of those behind the comment <!-- tested -->."""
    return [
        m["text"]
        for m in FENCE.finditer(file.read_text())
        if m["language"] == "sh" and (m["mark"] or not tested_only)
    ]


def commands(block):
    """The command lines of a block, continued lines joined."""
    lines = block.replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def conclude(checked, problems, claim):
    """Prints what a check found; returns the exit code. A check that found nothing to check has failed."""
    print("\n".join(problems) or f"{checked} {claim}")
    return 1 if problems or not checked else 0
