#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small houses with one thing wrong, and what lint_rooms.py says of each."""
import pathlib
import tempfile
import unittest

import lint_rooms

SPDX = "// SPDX-License-Identifier: AGPL-3.0-or-later\n"
HASH = "# SPDX-License-Identifier: AGPL-3.0-or-later\n"
ROOMS = {
    "core": "ruban_room(core LINKS fmt::fmt)",
    "crypto": "ruban_room(crypto USES core)",
    "letter": "ruban_room(letter USES core crypto  # and\n  LINKS PkgConfig::cmark TEST_LINKS rapidcheck)",
    "ledger": "ruban_room(ledger USES core crypto)",
    "store": "ruban_room(store USES core ledger)",
    "i18n": "ruban_room(i18n USES core)",
    "web/pages": "ruban_room(pages USES core letter)",
    "web": "ruban_room(web USES core store pages)",
    "app": "ruban_room(app USES core store web)",
}


class Rooms(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for room, call in ROOMS.items():
            self.write(f"src/{room}/CMakeLists.txt", HASH + call + "\n")
        for header in ("core/time.h", "ledger/tree.h", "letter/letter.h", "store/store.h", "store/sqlite/open.h",
                       "web/pages/html.h", "web/http/server.h"):
            self.write("src/" + header, SPDX + "#pragma once\n")

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def faults(self):
        return [f"{path}:{line}: {what}" for path, line, what in lint_rooms.lint(self.root)]

    def expect(self, path, text, *parts):
        """One fault in this file, which holds all the parts; without parts, none."""
        self.write(path, text)
        found = self.faults()
        self.assertEqual(len(found), 1 if parts else 0, found)
        for part in parts:
            self.assertIn(part, found[0])

    def test_a_house_as_it_should_be_passes(self):
        self.expect("src/letter/letter.cc", SPDX + '#include "letter/letter.h"\n#include <string>\n#include "core/time.h"\n')

    def test_a_room_that_is_not_used_may_not_be_included(self):
        self.expect("src/letter/letter.cc", SPDX + '#include "ledger/tree.h"\n',
                    "src/letter/letter.cc:2:", "letter doesn't USE ledger")

    def test_what_a_used_room_uses_is_not_used_by_itself(self):
        self.expect("src/app/main.cc", SPDX + '#include "ledger/tree.h"\n', "app doesn't USE ledger")

    def test_a_room_inside_another_is_a_room_of_its_own(self):
        self.expect("src/web/pages/letter_page.cc", SPDX + '#include "store/store.h"\n', "pages doesn't USE store")

    def test_tests_keep_to_the_rooms_too(self):
        self.expect("src/letter/letter_test.cc", SPDX + '#include "store/store.h"\n', "letter doesn't USE store")

    def test_an_arrow_that_is_not_drawn_is_a_fault(self):
        self.expect("src/letter/CMakeLists.txt", HASH + "ruban_room(letter USES core store)\n", "letter USES store")
        self.expect("src/letter/CMakeLists.txt", HASH + "# ruban_room(letter USES store)\nruban_room(letter USES core)\n")

    def test_an_unknown_room_is_a_fault(self):
        self.expect("src/attic/CMakeLists.txt", HASH + "ruban_room(attic USES core)\n", "attic isn't in the picture")

    def test_a_file_outside_of_every_room_is_a_fault(self):
        self.expect("src/loose.cc", SPDX, "lies in no room")

    def test_libraries_stay_with_their_owners(self):
        for path, header in [("src/store/store.cc", "<sqlite3.h>"), ("src/store/store.cc", "<SQLiteCpp/SQLiteCpp.h>"),
                             ("src/web/public/a.cc", "<boost/beast/core.hpp>"), ("src/web/a.cc", "<boost/asio/post.hpp>"),
                             ("src/web/a.cc", "<ctemplate/template.h>"), ("src/core/a.cc", "<toml++/toml.h>"),
                             ("src/letter/check.cc", "<cmark.h>"), ("src/web/a.cc", "<sodium.h>"),
                             ("src/store/a.cc", "<openssl/evp.h>"), ("src/web/a.cc", "<curl/curl.h>"),
                             ("src/store/a.cc", "<locale>"), ("src/web/a.cc", '"store/sqlite/open.h"')]:
            self.expect(path, SPDX + f"#include {header}\n", "which only")
            (self.root / path).unlink()

    def test_owners_may_include_their_libraries(self):
        for path, header in [("src/store/sqlite/open.cc", "<sqlite3.h>"), ("src/web/http/server.cc", "<boost/beast.hpp>"),
                             ("src/web/pages/html.cc", "<ctemplate/template.h>"), ("src/letter/document.cc", "<cmark.h>"),
                             ("src/app/main.cc", '"store/sqlite/open.h"'), ("src/app/serve.cc", '"web/http/server.h"'),
                             ("src/store/contract_test.cc", '"store/sqlite/open.h"')]:
            self.expect(path, SPDX + f"#include {header}\n")

    def test_pure_rooms_touch_nothing_outside(self):
        for header in ("thread", "mutex", "fstream", "filesystem", "iostream", "sys/socket.h", "boost/json.hpp"):
            self.expect("src/letter/letter.cc", SPDX + f"#include <{header}>\n", "is pure")
        self.expect("src/letter/letter.cc", SPDX + "#include <mutex_like.h>\n")
        self.expect("src/letter/letter_test.cc", SPDX + "#include <fstream>\n")

    def test_the_clock_is_read_in_app_alone(self):
        read = SPDX + "auto now() { return std::chrono::system_clock::now(); }\n"
        self.expect("src/store/store.cc", read, "reads the wall clock")
        self.expect("src/store/store.cc", SPDX + "auto a = time(nullptr);\n", "reads the wall clock")
        self.expect("src/store/store.cc", SPDX + "// system_clock::now\nauto a = b.time(0);\nauto t = s(\"system_clock::now\");\n")
        self.expect("src/app/clock.cc", read)

    def test_randomness_comes_from_crypto(self):
        for call in ("std::random_device d;", "int a = rand();", "std::srand(1);", "std::mt19937 g;"):
            self.expect("src/core/a.cc", SPDX + call + "\n", "random")
        self.expect("src/core/a.cc", SPDX + "auto a = operand(1); std::ranges::sort(b);\n")

    def test_nothing_depends_on_the_locale(self):
        for call in ("toupper(c)", "std::tolower(c)", "isalpha(c)", "strftime(b, 9, f, &t)", "setlocale(LC_ALL, z)",
                     "std::stod(s)", "strtod(s, nullptr)", "atof(s)", "strcasecmp(a, b)"):
            self.expect("src/core/a.cc", SPDX + f"auto a = {call};\n", "locale")
        self.expect("src/core/a.cc", SPDX + 'int n = snprintf(b, 9, "%.2f", d);\n', "'%.2f'")
        self.expect("src/core/a.cc", SPDX + 'int n = snprintf(b, 9, "%d 100%% full", d); auto m = u_isalpha(c) + x.isalpha(c);\n')
        self.expect("src/i18n/format.cc", SPDX + "auto a = std::locale();\n")

    def test_HTML_lies_in_templates(self):
        page = SPDX + 'auto a = "<p class=\\"x\\">";\n'
        for path in ("src/web/public/home.cc", "src/store/a.cc"):
            self.expect(path, page, "is HTML")
            self.expect(path, SPDX + 'auto a = R"(one\n<div>\n)";\n', "is HTML")
            self.expect(path, SPDX + 'auto a = b + "</li>";\n', "is HTML")
            self.expect(path, SPDX + '// <p>\n#include <map>\nauto a = "a < b, 1 <2> 3, name <a@b.example>"; auto c = b<p>(1);\n')
        self.expect("src/web/pages/document_html.cc", page)
        self.expect("src/web/public/home_test.cc", page)

    def test_SQL_lies_in_the_driver(self):
        for sql in ("SELECT name FROM signature", "INSERT INTO a VALUES(1)", "UPDATE letter SET a = 1", "DELETE FROM letter",
                    "CREATE TABLE x (a)", "PRAGMA foreign_keys"):
            self.expect("src/store/store.cc", SPDX + f'auto a = "{sql}";\n', "is SQL")
        self.expect("src/store/store.cc", SPDX + 'auto a = "Select what is removed from it."; auto b = "UPDATE";\n')
        self.expect("src/store/sqlite/open.cc", SPDX + 'auto a = "SELECT 1 FROM b";\n')

    def test_quotes_and_comments_are_told_apart(self):
        odd = SPDX + "char a = '\"'; int b = 1'000'000;  // \"<p>\"\nauto c = \"\\\"//\"; /* TO\n<p> rand() */ auto d = 'x';\n"
        self.expect("src/core/a.cc", odd)
        code, texts = lint_rooms.split_cpp('a("x", R"y(1\n2)y"); // "no"\nb("z");')
        self.assertEqual(texts, [(1, "x"), (1, "1\n2"), (3, "z")])
        self.assertEqual(code.count("\n"), 2)

    def test_every_source_names_its_licence(self):
        for path in ("src/core/a.cc", "fuzz/a_fuzz.cc", "tools/a.py", "tests/a/CMakeLists.txt", "migrations/sqlite/1.sql",
                     "cmake/a.cmake", "static/ruban.css"):
            self.expect(path, "x\n", "SPDX")
            (self.root / path).unlink()
        self.expect("fuzz/a_fuzz.cc", "// rooms: core\n" + SPDX)
        self.expect("tests/browser/node_modules/a/a.js", "x\n")

    def test_a_file_has_an_end(self):
        self.expect("src/core/a.cc", SPDX + "int a;\n" * 600, "601 lines")
        self.expect("src/core/a.cc", SPDX + "int a;\n" * 599)

    def test_nothing_is_left_for_later(self):
        for words in ("// TODO: later", "// FIXME", "/* XXX */"):
            self.expect("src/core/a.cc", SPDX + words + "\n", "finish it")
        self.expect("src/core/a.cc", SPDX + "#if 0\nint a;\n#endif\n", "nobody compiles")
        self.expect("src/core/a.cc", SPDX + "// what is to do; MASTODON; 0xXXXX\n#if 01\n#endif\n")


if __name__ == "__main__":
    unittest.main()
