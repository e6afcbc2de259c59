#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds templates/ to what ctemplate's AUTOESCAPE can protect, and pages to the content security policy.

  tools/lint_templates.py [ROOT]     prints path:line: what is wrong; fails if there is anything

What was tried: a template without its AUTOESCAPE line escapes nothing; formaction, srcset and xlink:href let javascript:
through; unquoted attributes are mangled; a second variable at the start of an address isn't checked as an address.
Templates whose name ends in _text are plain text: no markup, nothing to escape. Those under mail/ may carry style
attributes, since mail has no style sheet.
"""
import pathlib
import re
import sys

FIRST_LINE = '{{%AUTOESCAPE context="HTML"}}'
# Variables that hold HTML made by our own code from checked values.
OWN_HTML = {"CHANGES", "CURVE", "DOCUMENT", "OLD_DOCUMENT", "RING"}
# Starts of addresses that are never empty, so that what follows isn't a start.
ADDRESS_STARTS = {"ORIGIN", "PATH"}
# url_query_escape comes before the escape that AUTOESCAPE chooses: a query may hold & and #.
MODIFIERS = {"none", "pre_escape", "url_query_escape"}
# Set once for a page and meant for its sections, too; or always set in both places.
INHERITED = {"TEXT_LANG", "VALUE"}

# The address that the form posts to is the authority itself, and known to nobody else.
WITHOUT_CSRF = {"templates/unsubscribe.tpl"}

ADDRESSES = {"href", "src", "action", "cite", "poster", "data"}
NEVER_VARIABLE = {"style", "formaction", "srcset", "xlink:href", "http-equiv", "integrity", "imagesrcset", "background",
                  "manifest", "ping", "codebase", "archive", "sandbox", "allow", "srcdoc"}
NEVER = {"style": "an inline style", "srcdoc": "a page in an attribute", "ping": "a tracker"}
FETCHED = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"),
           ("audio", "src"), ("embed", "src"), ("object", "data"), ("input", "src"), ("track", "src")}

MARKER = re.compile(r"\{\{(?P<kind>[#/>!%=]?)(?P<name>[^{}:]*)(?P<modifiers>(?::[^{}]*)?)\}\}")
TRANSLATION = re.compile(r"\{(?P<end>/?)_(?: [^{}]*)?\}")
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|\{\{[^{}]*\}\}|[^\"'<>])*)>")
ATTRIBUTE = re.compile(
    r"(?P<name>[a-zA-Z_:@][-a-zA-Z0-9_:.@]*)(?:\s*=\s*(?:(?P<quote>[\"'])(?P<value>.*?)(?P=quote)|(?P<bare>[^\s\"'>]+)))?",
    re.DOTALL)


def variables(text):
    return [match for match in MARKER.finditer(text) if match["kind"] == "" and match["name"]]


class Template:
    def __init__(self, path, text, add):
        self.path, self.text, self.add = path, text, add
        self.is_text = path.endswith("_text.tpl")
        self.is_mail = "/mail/" in path

    def at(self, offset, what):
        self.add(self.text.count("\n", 0, offset) + 1, what)

    def check(self):
        self.check_sections()
        self.check_inherited()
        self.check_translations()
        if self.is_text:
            return
        if self.text.split("\n", 1)[0] != FIRST_LINE:
            self.at(0, f"the first line isn't {FIRST_LINE}")
        self.check_modifiers()
        end = 0
        for tag in TAG.finditer(self.text):
            self.check_between(end, tag.start())
            self.check_tag(tag)
            end = tag.end()
        self.check_between(end, len(self.text))
        self.check_forms()
        for script in list(re.finditer(r"<script\b", self.text, re.IGNORECASE))[1:]:
            self.at(script.start(), "a second <script>")

    def check_sections(self):
        open_sections = []
        for marker in MARKER.finditer(self.text):
            if marker["kind"] == "#":
                open_sections.append(marker["name"])
            elif marker["kind"] == "/" and (not open_sections or open_sections.pop() != marker["name"]):
                self.at(marker.start(), f"{marker[0]} ends a section that isn't the last one begun")
                return
        for name in open_sections:
            self.at(len(self.text), f"the section {name} has no end")

    # A section without a value of its own shows the one around it: a signatory without a role got the recipient's.
    def check_inherited(self):
        open_sections, seen = [], {}
        for marker in MARKER.finditer(self.text):
            kind, name = marker["kind"], marker["name"]
            scope = tuple(s for s in open_sections if not s.startswith("IF_"))
            if kind == "#":
                open_sections.append(name)
            elif kind == "/" and open_sections:
                open_sections.pop()
            if kind not in ("", "#") or name in INHERITED:
                continue
            for other in seen.setdefault(name, set()):
                if other != scope and (other[:len(scope)] == scope or scope[:len(other)] == other):
                    self.at(marker.start(), f"{name} stands inside and outside of a section: one that isn't set inside "
                                            "shows the other; give it a name of its own")
            seen[name].add(scope)

    def check_translations(self):
        inside = None
        for mark in TRANSLATION.finditer(self.text):
            if mark["end"] and inside is None:
                self.at(mark.start(), "{/_} ends a sentence that wasn't begun")
            elif not mark["end"] and inside is not None:
                self.at(mark.start(), "{_} within another sentence")
            inside = None if mark["end"] else mark.start()
        if inside is not None:
            self.at(inside, "{_} without {/_}")

    def check_modifiers(self):
        for variable in variables(self.text):
            for modifier in variable["modifiers"].split(":")[1:]:
                if modifier not in MODIFIERS:
                    self.at(variable.start(), f"{variable[0]}: AUTOESCAPE chooses the escape; remove the modifier")
                elif modifier == "none" and variable["name"] not in OWN_HTML:
                    self.at(variable.start(), f"{variable[0]} isn't escaped: only {', '.join(sorted(OWN_HTML))} may be")

    # What TAG didn't take for a tag, but a browser might.
    def check_between(self, start, end):
        plain = re.sub(r"<!(?:doctype|DOCTYPE) html>", lambda match: " " * len(match[0]), self.text[start:end])
        for match in re.finditer(r"<", plain):
            self.at(start + match.start(), "a tag that can't be read: close its quotes and its bracket, or write &lt;")

    def check_tag(self, tag):
        name = tag["name"].lower()
        if tag["close"]:
            return
        if name == "style" and self.path.endswith("/embed.tpl"):
            return  # a frame is one request; its own policy allows styles, and no script at all
        if name in ("style", "base", "iframe", "object", "embed", "applet", "frame", "marquee"):
            self.at(tag.start(), f"<{name}>: the content security policy forbids it")
        if name == "script" and (" src=" not in tag["rest"] or self.text[tag.end():tag.end() + 9].lower() != "</script>"):
            self.at(tag.start(), "<script> with code in it: the content security policy forbids it")
        elif name == "script" and (not self.path.endswith(("/verify.tpl", "/sign_own.tpl", "/withdraw_own.tpl", "/quote.tpl", "/pledge.tpl")) or tag["rest"] != ' src="{{SCRIPT}}" defer'):
            self.at(tag.start(), "<script>: pages need none but those that check files, sign and withdraw, and these only their own")
        rest, offset = tag["rest"], tag.start("rest")
        quoted = re.sub(r"([\"'])(.*?)\1", lambda m: m[1] + " " * len(m[2]) + m[1], rest, flags=re.DOTALL)
        for marker in MARKER.finditer(quoted):
            if marker["kind"] not in ("#", "/"):
                self.at(offset + marker.start(), f"{marker[0]} within <{name}>, but not in the value of an attribute")
        # Sections may choose attributes; without their marks the attributes stand side by side.
        plain = MARKER.sub(lambda m: " " * len(m[0]) if m["kind"] in ("#", "/") and quoted[m.start()] == "{" else m[0], rest)
        for attribute in ATTRIBUTE.finditer(plain):
            self.check_attribute(name, attribute, offset + attribute.start())

    def check_attribute(self, tag, attribute, offset):
        name = attribute["name"].lower()
        if attribute["bare"] is not None:
            self.at(offset, f"{name}={attribute['bare']}: quote the value")
            return
        value = attribute["value"] or ""
        holds = variables(value)
        if name.startswith("on"):
            self.at(offset, f"{name}: the content security policy forbids scripts in attributes")
        elif name in NEVER and not (name == "style" and self.is_mail):
            self.at(offset, f"{name}: {NEVER[name]}, which the content security policy forbids")
        elif holds and name in NEVER_VARIABLE:
            self.at(offset, f"{name}: AUTOESCAPE doesn't protect a variable there")
        if attribute["quote"] == "'" and holds:
            self.at(offset, f"{name}: double quotes around a variable")
        if name in ADDRESSES:
            self.check_address(tag, name, value, offset)
        if tag == "meta" and name == "http-equiv":
            self.at(offset, "http-equiv: headers are the server's")

    def check_address(self, tag, name, value, offset):
        start = value.lower().lstrip()
        if re.match(r"(?:javascript|data|vbscript)\s*:", start):
            self.at(offset, f"{name}: no address of that scheme")
        if (tag, name) in FETCHED and re.match(r"(?:[a-z]+:)?//", start):
            self.at(offset, f"{name}: a request to a third party")
        first = MARKER.match(value)
        if not first or first["kind"] == "":
            # "{{A}}{{B}}": if A is empty, B is the start, and nobody has looked at its scheme.
            if first and first["name"] not in ADDRESS_STARTS and value[first.end():].startswith("{{"):
                self.at(offset, f"{name} begins with two variables: only {', '.join(sorted(ADDRESS_STARTS))} may be first")
        elif first["kind"] != "!":
            self.at(offset, f"{name} begins with {first[0]}: begin with a variable or fixed text")

    def check_forms(self):
        for form in re.finditer(r"<form\b([^>]*)>(.*?)(?:</form>|\Z)", self.text, re.DOTALL):
            method = re.search(r'\bmethod="(\w+)"', form[1])
            if not method or method[1] not in ("get", "post"):
                self.at(form.start(), 'a form needs method="get" or method="post"')
            elif method[1] == "post" and 'name="csrf"' not in form[2] and self.path not in WITHOUT_CSRF:
                self.at(form.start(), "a form that posts needs the hidden field csrf")


def lint_fillers(root, add):
    """The sources that fill templates: headers of names that don't clash, and names never typed by hand."""
    for file in sorted((root / "src").rglob("*.cc")):
        source = file.read_text(encoding="utf-8")
        path = file.relative_to(root).as_posix()
        names = re.findall(r'^#include [<"]templates/(.*)\.varnames\.h[>"]', source, re.MULTILINE)
        # ctemplate prefixes a template's names with the initials of its words: code_html gives kch_.
        initials = ["".join(word[0] for word in re.split("[_-]", name.rpartition("/")[2]) if word) for name in names]
        if len(set(initials)) < len(initials):
            add(path, 1, "includes the names of templates with the same initials: they clash")
        if "ctemplate" not in source and not names:
            continue
        call = r"\b(?:SetValue|SetFormattedValue|ShowSection|AddSectionDictionary|AddIncludeDictionary|SetValueAndShowSection)"
        for match in re.finditer(call + r'\s*\(\s*(?:u8)?"', source):
            add(path, source.count("\n", 0, match.start()) + 1, "a name typed by hand: use the constant of varnames.h")


def lint(root):
    """All faults as (path, line, what)."""
    root = pathlib.Path(root).resolve()
    faults = []
    for file in sorted((root / "templates").rglob("*.tpl")):
        path = file.relative_to(root).as_posix()
        Template(path, file.read_text(encoding="utf-8"), lambda line, what, path=path: faults.append((path, line, what))).check()
    lint_fillers(root, lambda *fault: faults.append(fault))
    return sorted(faults)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    faults = lint(root)
    for path, line, what in faults:
        print(f"{path}:{line}: {what}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
