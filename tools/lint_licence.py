#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names each file of ours whose first lines don't say under which licence it is. Letters, their texts and test data are
words and bytes, and mail templates in plain text would send what they say."""
import pathlib
import re
import subprocess
import sys

LINE = "SPDX-License-Identifier: AGPL-3.0-or-later"
OURS = re.compile(r"\.(cc|h|c|cmake|py|mjs|ts|tpl|css|sql|sh|md|go)$|/CMakeLists\.txt$|^CMakeLists\.txt$")
OTHERS = re.compile(r"^(letters/.*\.md|fuzz/corpus/|tests/vectors/|templates/mail/[^/]*(text|subject)[^/]*\.tpl$|templates/[^/]*subject)")
FIRST_LINES = 3


def unnamed(root, names):
    for name in names:
        if not OURS.search(name) or OTHERS.search(name):
            continue
        with open(root / name, encoding="utf-8") as file:
            if not any(LINE in line for line, _ in zip(file, range(FIRST_LINES))):
                yield name


def main():
    root = pathlib.Path(__file__).resolve().parents[1]
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, check=True,
                           stdout=subprocess.PIPE, text=True).stdout.split("\0")
    found = [name for name in names if name and (root / name).exists()]
    bad = list(unnamed(root, found))
    for name in bad:
        print(f"{name}: its first lines don't name its licence: {LINE}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
