#!/usr/bin/env python3
"""Every `./run TASK` and `likeness SUBCOMMAND --flag` that a document shows is one.

usage: commands_exist.py LIKENESS   (the program; its --help is asked)
"""

import functools
import re
import shlex
import subprocess
import sys

from documents import ROOT, commands, conclude, documents, name_of, shell_blocks


@functools.cache
def output_of(*command):
    """What it prints, or None where it fails."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr if done.returncode == 0 else None


@functools.cache
def tasks():
    return set(re.findall(r"^  (\w+)", output_of(str(ROOT / "run")), re.M))


def simple_commands(line):
    """The words of each command of a pipeline or list, without variables set in front of it."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words = []
    for token in [*lexer, ";"]:
        if not re.fullmatch(r"[;&|()]+", token):
            words.append(token)
            continue
        while words and re.match(r"\w+=", words[0]):
            words.pop(0)
        if words:
            yield words
        words = []


def problem_with_likeness(program, words):
    """The subcommands are the words in front of the first that is none."""
    help_text, path = output_of(program, "--help"), []
    for word in words:
        deeper = output_of(program, *path, word, "--help") if re.fullmatch(r"[a-z][a-z-]*", word) else None
        # An argument is taken for what it is, and the same help comes again.
        if deeper is None or deeper == help_text:
            break
        help_text, path = deeper, [*path, word]
    rest = words[len(path):]
    if rest and not rest[0].startswith("-") and re.search(r"^Usage: .*SUBCOMMAND", help_text, re.M):
        return f"{' '.join(['likeness', *path])} has no subcommand {rest[0]}"
    flags = {word.partition("=")[0] for word in words if word.startswith("--")}
    unknown = [flag for flag in sorted(flags) if not re.search(re.escape(flag) + r"\b", help_text)]
    return f"likeness {' '.join(path)} has no {', '.join(unknown)}" if unknown else None


def problem_with(program, words):
    name = words[0]
    if name == "./run" and len(words) > 1 and words[1] not in tasks():
        return f"./run has no task {words[1]}"
    if name.rpartition("/")[2] == "likeness":
        return problem_with_likeness(program, words[1:])
    return None


def main():
    program = sys.argv[1]
    shown, problems = 0, []
    for file in documents():
        for block in shell_blocks(file):
            for words in (words for line in commands(block) for words in simple_commands(line)):
                shown += words[0] == "./run" or words[0].endswith("likeness")
                if problem := problem_with(program, words):
                    problems.append(f"{name_of(file)}: {problem}")
    return conclude(shown, problems, "commands exist")


if __name__ == "__main__":
    sys.exit(main())
