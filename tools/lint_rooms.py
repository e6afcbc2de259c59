#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds the sources to the house of docs/architecture.md.

  tools/lint_rooms.py [ROOT]     prints path:line: what is wrong; fails if there is anything

A room is a folder whose CMakeLists.txt calls ruban_room(name USES …). It includes itself and the rooms that it USES, and
it USES only what the picture below allows. Beside that: each library stays in the rooms that own it, the pure rooms touch
nothing outside of themselves, and no file says what no file should say.
"""
import pathlib
import re
import sys

PURE = {"core", "crypto", "letter", "ledger", "signature", "eligibility", "credential"}
CHECKING = PURE | {"audit"}
# What each room may use at most.
PICTURE = {
    "core": set(),
    "crypto": {"core"},
    "letter": {"core", "crypto"},
    "ledger": {"core", "crypto"},
    "signature": {"core", "crypto", "letter", "ledger"},
    "eligibility": {"core", "crypto", "letter", "signature"},
    "credential": {"core", "crypto", "letter", "signature"},
    "audit": {"core", "crypto", "ledger", "letter", "signature", "credential"},
    "i18n": {"core"},
    "mail": CHECKING | {"i18n"},
    "store": CHECKING | {"mail"},
    "press": {"core", "i18n", "letter"},
    "fetch": {"core"},
    "capture": {"core", "crypto", "fetch"},
    "picture": {"core"},
    "service": CHECKING | {"store", "mail", "fetch", "capture"},
    "pages": {"core", "crypto", "letter", "i18n", "fetch", "capture"},
    "web": CHECKING | {"store", "mail", "i18n", "service", "pages", "press", "fetch", "capture"},
    "cli": CHECKING | {"store", "mail", "i18n", "service", "fetch", "capture", "picture"},
    "witness": CHECKING | {"store", "i18n", "pages", "web"},
    "app": CHECKING | {"store", "mail", "i18n", "service", "pages", "press", "web", "cli", "witness", "fetch", "capture",
                       "picture"},
}

# Where a header may be included: a regular expression on it, and the folders or files under src/.
OWNERS = [
    (r"sqlite3\.h$|SQLiteCpp/", ["store/sqlite"]),
    (r"pqxx/|libpq", ["store/postgres"]),
    (r"boost/(beast|asio)\b", ["web/http"]),
    (r"ctemplate/|templates/.*\.varnames\.h", ["web/pages", "mail", "i18n"]),
    (r"toml\+\+/", ["letter/toml_library.h"]),
    (r"letter/toml_library\.h$", ["letter/toml_tree.cc", "app"]),
    (r"cmark\.h$", ["letter/document.cc"]),
    (r"cairo|librsvg/|pango|fontconfig/|qrencode", ["press"]),
    (r"jpeglib\.h$|jerror\.h$|png\.h$", ["picture/read_jpeg.cc", "picture/read_png.cc", "picture/encode.cc"]),
    (r"gmime/", ["mail", "web/http"]),
    (r"curl/", ["mail", "fetch", "cli", "app"]),
    (r"zlib\.h$", ["web/http", "fetch"]),
    (r"resolv\.h$|arpa/|netinet/", ["fetch", "cli"]),
    (r"openssl/", ["crypto", "credential"]),
    (r"sodium\.h$", ["core", "crypto"]),
    (r"boost/locale|(locale|clocale|locale\.h)$", ["i18n"]),
    (r"CLI/", ["cli", "app"]),
    (r"spdlog/", ["mail", "store", "service", "web", "cli", "witness", "app"]),
    (r"store/(sqlite|postgres)/.*", ["store", "app"]),
    (r"web/http/.*", ["web", "witness", "app"]),
    (r"web/(?!pages/|http/).*", ["web", "app"]),
]
NOT_IN_PURE_ROOMS = re.compile(
    r"(thread|mutex|shared_mutex|condition_variable|future|iostream|fstream|filesystem|ctime|time\.h|unistd\.h|stdio\.h|"
    r"sys/.*|netinet/.*|boost/.*)$")

# A named exception is a promise to keep it: path under src/, rule, why.
EXCEPTIONS = {
    ("web/http/io_thread.cc", "clock"): "the Date line of HTTP is the machine's, whatever the clock of the domain says",
    ("cli/run.cc", "clock"): "the edge of the process: every command takes the moment from the Terminal made there",
    ("app/signatories.cc", "random"): "the demonstration draws its invented people in the same way everywhere",
}

# Rule, regular expression on code without comments and texts, what to say, folders where it is allowed.
CODE_RULES = [
    ("clock", r"\bsystem_clock::now\b|(?<![\w.>:])time\s*\(\s*(?:nullptr|NULL|0|&)|\bgettimeofday\b|\bclock_gettime\b",
     "reads the wall clock: take an Instant or a core Clock", ["app"]),
    ("random", r"\brandom_device\b|\bmt19937|\b(?:std::)?s?rand\s*\(|\brandom\s*\(\s*\)",
     "draws random numbers that crypto::Random doesn't know of", []),
    ("locale", r"(?<![\w.>])(?:std::)?(?:to(?:upper|lower)|is(?:alpha|alnum|digit|space|upper|lower|punct|print|xdigit)|strftime|strptime|"
     r"setlocale|localeconv|strcoll|strxfrm|strto[df]|strtold|ato[f]|sto[df]|stold|strcasecmp|strncasecmp)\s*\(|\bstd::locale\b",
     "depends on the process's locale", ["i18n"]),
    ("ifzero", r"^\s*#\s*if\s+0\b", "is code that nobody compiles: remove it", []),
]
# The same on the texts between quotes.
TEXT_RULES = [
    ("html", r"</?(?:a|abbr|article|b|bdi|blockquote|body|br|button|code|div|em|form|h[1-6]|head|html|i|img|input|label|li|"
     r"main|ol|p|pre|script|section|span|strong|style|svg|table|td|th|title|tr|ul)(?:\s[^<]*)?/?>",
     "is HTML: it belongs in templates/", ["web/pages/changes_html.cc", "web/pages/document_html.cc", "web/pages/ring.cc", "press", "web/pages/samples"]),
    ("sql", r"^\s*(?:SELECT\s.+\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+TABLE\s|PRAGMA\s)",
     "is SQL: it belongs in store/sqlite or migrations/", ["store/sqlite", "store/postgres"]),
    ("printf", r"(?<!%)(?:%%)*%[-+#0]*[0-9.*]*[lL]?[aAeEfFgG]", "formats a fraction as the process's locale does: use fmt", []),
]
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")

SOURCES = {".cc", ".h", ".c", ".py", ".sh", ".cmake", ".sql", ".ts", ".js", ".mjs", ".css"}
FOLDERS = ["src", "fuzz", "bench", "tests", "tools", "cmake", "client", "static", "migrations"]
SKIPPED = {"node_modules", "vectors", "__pycache__", "dist", "results", "corpus"}
MOST_LINES = 600

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s]{0,16})\((?P<raw>.*?)\)(?P=delimiter)"'
    r'|(?:u8|[uUL])?"(?P<text>(?:\\.|[^"\\\n])*)"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)


def split_cpp(source):
    """The code with comments and texts blanked out, and the texts with their lines."""
    texts = []

    def blank(match):
        found = match["text"] if match["text"] is not None else match["raw"]
        if found is not None:
            texts.append((source.count("\n", 0, match.start()) + 1, found))
            return '""' + "\n" * match[0].count("\n")
        return " " + "\n" * match[0].count("\n")

    return TOKEN.sub(blank, source), texts


def lies_in(path, places):
    return any(path == place or path.startswith(place + "/") for place in places)


def is_test(path):
    return path.endswith("_test.cc") or "/test_" in path or "/contract/" in path or "/samples/" in path


class House:
    """The rooms of src/: where each lies and what it uses."""

    def __init__(self, root):
        self.src = root / "src"
        self.folders = {}  # folder under src/ -> room
        self.uses = {}
        self.faults = []
        for file in sorted(self.src.rglob("CMakeLists.txt")):
            text = re.sub(r"#[^\n]*", "", file.read_text(encoding="utf-8"))
            call = re.search(r"\bruban_room\s*\(\s*([a-z0-9_]+)([^)]*)\)", text)
            if not call:
                continue
            name = call[1]
            words = call[2].split()
            uses = []
            if "USES" in words:
                for word in words[words.index("USES") + 1:]:
                    if word in ("LINKS", "TEST_LINKS"):
                        break
                    uses.append(word)
            self.folders[file.parent.relative_to(self.src).as_posix()] = name
            self.uses[name] = set(uses)
            self._check_picture(file.relative_to(root).as_posix(), name, uses)

    def _check_picture(self, file, name, uses):
        if name not in PICTURE:
            self.faults.append((file, 1, f"the room {name} isn't in the picture of tools/lint_rooms.py"))
            return
        for other in uses:
            if other not in PICTURE[name]:
                self.faults.append((file, 1, f"{name} USES {other}: no arrow in the picture leads there"))

    def room_of(self, path):
        """The room of a path under src/, by its deepest folder."""
        folder = path
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            if folder in self.folders:
                return self.folders[folder]
        return None


def lint_includes(house, path, source, add):
    room = house.room_of(path)
    if room is None:
        add(1, "lies in no room")
        return
    for number, line in enumerate(source.split("\n"), 1):
        include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not include:
            continue
        header = include[2]
        for pattern, places in OWNERS:
            if re.match(pattern, header) and not is_test(path) and not lies_in(path, places):
                add(number, f"includes {header}, which only {', '.join(places)} may")
        if room in PURE and not is_test(path) and NOT_IN_PURE_ROOMS.match(header):
            add(number, f"includes {header}: the room {room} is pure")
        if include[1] == '"' and (house.src / header).exists():
            other = house.room_of(header)
            if other not in (room, None) and other not in house.uses[room]:
                add(number, f"includes {header}, but {room} doesn't USE {other}")


def lint_cpp(path, source, add):
    code, texts = split_cpp(source)
    for rule, pattern, what, places in CODE_RULES:
        if lies_in(path, places) or (path, rule) in EXCEPTIONS or (is_test(path) and rule != "ifzero"):
            continue
        for match in re.finditer(pattern, code, re.MULTILINE):
            add(code.count("\n", 0, match.start()) + 1, f"{match[0].strip()} {what}")
    for rule, pattern, what, places in TEXT_RULES:
        if lies_in(path, places) or is_test(path):
            continue
        if rule == "printf" and not re.search(r"\bprintf\s*\(|\b[fsv]n?printf\s*\(|\bvsnprintf\s*\(", code):
            continue
        for line, text in texts:
            match = re.search(pattern, text)
            if match:
                add(line, f"{match[0].strip()!r} {what}")


def lint_any(source, add):
    lines = source.split("\n")
    if not any("SPDX-License-Identifier: AGPL-3.0-or-later" in line for line in lines[:5]):
        add(1, "has no line SPDX-License-Identifier: AGPL-3.0-or-later near its top")
    if len(lines) - 1 > MOST_LINES:
        add(MOST_LINES + 1, f"has {len(lines) - 1} lines, more than {MOST_LINES}")
    for number, line in enumerate(lines, 1):
        match = UNFINISHED.search(line)
        if match:
            add(number, f"says {match[0]}: finish it, or open an issue")


def files_of(root):
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if SKIPPED & set(file.relative_to(root).parts) or not file.is_file():
                continue
            if file.suffix in SOURCES or file.name == "CMakeLists.txt":
                yield file


def lint(root):
    """All faults as (path, line, what)."""
    root = pathlib.Path(root).resolve()
    house = House(root)
    faults = list(house.faults)
    for file in files_of(root):
        path = file.relative_to(root).as_posix()
        try:
            source = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            faults.append((path, 1, "isn't UTF-8"))
            continue

        def add(line, what, path=path):
            faults.append((path, line, what))

        if not file.name.startswith("lint_rooms"):  # which says all of it, to find it
            lint_any(source, add)
        if path.startswith("src/") and file.suffix in (".cc", ".h"):
            inside = path[len("src/"):]
            lint_includes(house, inside, source, add)
            lint_cpp(inside, source, add)
    return sorted(faults)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    faults = lint(root)
    for path, line, what in faults:
        print(f"{path}:{line}: {what}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
