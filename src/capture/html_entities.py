#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the named characters of HTML, as Python's own library has them from the standard, as a C++ table.

  html_entities.py OUT"""
import html.entities
import sys

with open(sys.argv[1], "w", encoding="utf-8") as out:
    out.write("// Made by src/capture/html_entities.py. In the order of the names' bytes.\n")
    for name, text in sorted(html.entities.html5.items(), key=lambda one: one[0].encode()):
        out.write('{"%s", "%s"},\n' % (name, "".join("\\%03o" % byte for byte in text.encode())))
