#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lint_licence.py finds, and what it leaves alone."""
import pathlib
import tempfile
import unittest

import lint_licence


class LicenceLint(unittest.TestCase):
    def found(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            names = [name.replace("__", "/").replace("_dot_", ".") for name in files]
            for name, text in zip(names, files.values()):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return list(lint_licence.unnamed(root, names))

    def test_a_source_without_its_licence_is_named(self):
        self.assertEqual(self.found(src__a_dot_cc="int a;\n"), ["src/a.cc"])

    def test_a_licence_in_the_first_lines_is_enough(self):
        self.assertEqual(self.found(a_dot_py=f"#!/usr/bin/env python3\n# {lint_licence.LINE}\n"), [])
        self.assertEqual(self.found(a_dot_py="\n\n\n# " + lint_licence.LINE), ["a.py"])

    def test_letters_and_test_data_are_left_alone(self):
        self.assertEqual(self.found(letters__x__en_dot_md="Dear you.\n", fuzz__corpus__x_dot_cc="", a_dot_json="{}"), [])


if __name__ == "__main__":
    unittest.main()
