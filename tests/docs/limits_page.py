#!/usr/bin/env python3
"""docs/limits.md names every limit of the code with its value, and no other.

Reads each limits.hpp in src and apps and, on the page, the table under the heading that names that file. Values are compared
as numbers: the page may say "20 MiB" or "40,000,000" where the code says 20u << 20 or 40'000'000.
"""

import re
import sys

from documents import ROOT, conclude

PAGE = ROOT / "docs" / "limits.md"

# "inline constexpr std::size_t address_bytes_max = 320;" and "std::chrono::seconds idle_time_max { 120 };"
DECLARATION = re.compile(r"^\s*(?:inline constexpr )?([\w:]+) (\w+)\s*(?:=\s*([^;{}]+)|\{\s*([\d']+)\s*\});", re.M)
DURATION = re.compile(r"(?:std::)?chrono::(\w+)[({]\s*(\d+)\s*[)}]")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \|", re.M)
UNITS = {"": 1, "bytes": 1, "px": 1, "s": 1, "ms": 0.001, "min": 60, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


DURATION_UNITS = {"milliseconds": 0.001, "seconds": 1, "minutes": 60, "hours": 3600}


def value_in_code(kind, expression):
    digits = expression.replace("'", "").strip()
    if duration := DURATION.fullmatch(digits):  # A literal with a unit of its own, whatever it is kept as.
        return int(duration[2]) * DURATION_UNITS[duration[1]]
    number = re.fullmatch(r"(\d+)u?(?:\s*<<\s*(\d+))?", digits)
    if not number:
        raise ValueError(f"cannot read {expression!r}")
    return (int(number[1]) << int(number[2] or 0)) * DURATION_UNITS.get(kind.rpartition("::")[2], 1)


def value_on_page(text):
    number = re.fullmatch(r"([\d,]+)(?: ([A-Za-z]+))?", text.strip())
    if not number or (number[2] or "") not in UNITS:
        raise ValueError(f"cannot read {text!r}")
    return int(number[1].replace(",", "")) * UNITS[number[2] or ""]


def limits_of(header):
    code = re.sub(r"//.*", "", header.read_text())
    limits = {m[2]: value_in_code(m[1], m[3] or m[4]) for m in DECLARATION.finditer(code)}
    if unread := set(re.findall(r"\b\w+_max\b", code)) - limits.keys():
        raise ValueError(f"{header}: cannot read the declaration of {', '.join(sorted(unread))}")
    return limits


def limits_on(page, path):
    sections = re.split(r"^## ", page, flags=re.M)
    section = next((s for s in sections if f"`{path}`" in s.partition("\n")[0]), "")
    return {m[1]: value_on_page(m[2]) for m in ROW.finditer(section)}


def differences(path, code, page):
    if not code:
        yield f"{path}: no limit found in it"
    for name in sorted(code.keys() | page.keys()):
        if name not in page:
            yield f"{path}: {name} = {code[name]} is missing in docs/limits.md"
        elif name not in code:
            yield f"{path}: docs/limits.md names {name}, which the code has not"
        elif code[name] != page[name]:
            yield f"{path}: {name} is {code[name]} in the code and {page[name]} in docs/limits.md"


def main():
    page = PAGE.read_text()
    headers = sorted([*ROOT.glob("src/**/limits.hpp"), *ROOT.glob("apps/**/limits.hpp")])
    problems = []
    for header in headers:
        path = header.relative_to(ROOT).as_posix()
        problems += differences(path, limits_of(header), limits_on(page, path))
    return conclude(len(headers), problems, "headers agree with docs/limits.md")


if __name__ == "__main__":
    sys.exit(main())
