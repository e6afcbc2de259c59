#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Templates with one thing wrong, and what lint_templates.py says of each."""
import pathlib
import tempfile
import unittest

import lint_templates

FIRST = lint_templates.FIRST_LINE + "\n"


class Templates(unittest.TestCase):
    def faults(self, text, name="page.tpl", first=FIRST):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "templates", name)
            file.parent.mkdir(parents=True)
            file.write_text(first + text, encoding="utf-8")
            return [f"{line}: {what}" for _, line, what in lint_templates.lint(folder)]

    def good(self, text, name="page.tpl", first=FIRST):
        self.assertEqual(self.faults(text, name, first), [], text)

    def bad(self, text, what, **where):
        found = self.faults(text, **where)
        self.assertEqual(len(found), 1, f"{text} {found}")
        self.assertIn(what, found[0])

    def test_a_page_as_it_should_be_passes(self):
        self.good('<!DOCTYPE html>\n<html lang="{{LANG}}">\n<h1 id=\'a\'>{_}Sign{/_}</h1>\n{{>BODY}}\n'
                  '{{#LIST}}<a href="{{HERE}}" class="x{{CLASS}}" hidden>{{NAME}}</a>{{/LIST}}\n{{DOCUMENT:none}}\n'
                  '<input value="{{VALUE}}"{{#IF_CHOSEN}} checked{{/IF_CHOSEN}} required><br>\n'
                  '<textarea name="a">{{TEXT:pre_escape}}</textarea>\n'
                  '<a href="{{ORIGIN}}{{PATH}}#x">1</a><a href="{{PATH}}{{#IF_Q}}?q={{Q}}{{/IF_Q}}">2</a><a href="#{{F}}">3</a>')

    def test_the_first_line_is_autoescape(self):
        self.bad("<p>{{A}}</p>\n", "the first line", first="")
        self.bad("<p>{{A}}</p>\n", "the first line", first='{{%AUTOESCAPE context="JAVASCRIPT"}}\n')
        self.bad("<p>{{A}}</p>\n", "the first line", first="\n" + FIRST)

    def test_plain_text_needs_none(self):
        self.good("{{CODE:none}}\n{_}Until {{LIFE}}.{/_}\n", name="mail/code_text.tpl", first="")

    def test_attributes_are_quoted(self):
        self.assertIn("quote the value", self.faults("<p class={{A}}>x</p>")[0])
        self.bad("<p class=a>x</p>", "quote the value")
        self.bad("<p class='{{A}}'>x</p>", "double quotes")

    def test_no_variable_makes_a_tag_or_an_attribute(self):
        self.bad("<{{TAG}}>x</b>", "can't be read")
        self.bad("<p {{ATTRIBUTES}}>x</p>", "not in the value of an attribute")
        self.bad("<p {{>PART}}>x</p>", "not in the value of an attribute")

    def test_addresses_that_autoescape_does_not_check_hold_no_variable(self):
        for name in ("formaction", "srcset", "xlink:href", "manifest", "FormAction"):
            self.bad(f'<button {name}="{{{{A}}}}">x</button>', "doesn't protect")
            self.bad(f'<button {name}="/x/{{{{A}}}}">x</button>', "doesn't protect")
            self.good(f'<button {name}="/x">x</button>')

    def test_two_pages_have_one_script_each(self):
        script = '<script src="{{SCRIPT}}" defer></script>\n'
        self.good(script, name="verify.tpl")
        self.good(script, name="sign_own.tpl")
        self.good(script, name="withdraw_own.tpl")
        self.good(script, name="quote.tpl")
        self.good(script, name="pledge.tpl")
        self.bad(script, "pages need none")
        self.bad(script + script, "a second <script>", name="verify.tpl")
        self.bad('<script src="/other.js" defer></script>', "only their own", name="verify.tpl")
        self.bad('<script src="{{SCRIPT}}" defer>a()</script>', "with code in it", name="verify.tpl")

    def test_styles_and_scripts_stay_out_of_attributes(self):
        self.bad('<p style="color:red">x</p>', "inline style")
        self.bad('<p style="color:{{A}}">x</p>', "inline style")
        self.bad('<p onclick="a()">x</p>', "scripts in attributes")
        self.bad('<p onClick="{{A}}">x</p>', "scripts in attributes")
        self.bad('<p {{#IF_A}}onfocus="a()"{{/IF_A}}>x</p>', "scripts in attributes")
        self.good('<p style="margin:0">x</p>', name="mail/code_html.tpl")
        self.bad('<p style="margin:{{A}}">x</p>', "doesn't protect", name="mail/code_html.tpl")

    def test_the_policy_s_forbidden_elements_are_faults(self):
        for text in ("<style>p{}</style>", '<base href="/x">', '<iframe src="/x"></iframe>', "<script>a()</script>",
                     '<script src="/a.js">a()</script>'):
            self.bad(text, "content security policy")
        self.bad('<meta http-equiv="refresh" content="0">', "headers are the server's")

    def test_nothing_is_fetched_from_elsewhere(self):
        for text in ('<img src="https://x.example/a.png" alt="">', '<link rel="stylesheet" href="//x.example/a.css">'):
            self.bad(text, "third party")
        self.assertIn("third party", " ".join(self.faults('<script src="http://x.example/a.js"></script>')))
        self.good('<a href="https://x.example/">x</a>')

    def test_addresses_begin_with_what_is_known(self):
        self.bad('<a href="javascript:a()">x</a>', "no address of that scheme")
        self.bad('<a href=" JavaScript:{{A}}">x</a>', "no address of that scheme")
        self.bad('<a href="{{A}}{{B}}">x</a>', "two variables")
        self.bad('<form method="get" action="{{A}}{{#IF_B}}{{B}}{{/IF_B}}"></form>', "two variables")
        self.bad('<a href="{{#IF_A}}{{A}}{{/IF_A}}">x</a>', "begin with a variable or fixed text")
        self.good('<a href="{{A}}/x/{{B}}">x</a><a href="/x/{{A}}{{B}}">y</a>')

    def test_only_our_own_HTML_goes_unescaped(self):
        self.bad("<p>{{NAME:none}}</p>", "isn't escaped")
        self.bad("<p>{{NAME:html_escape}}</p>", "AUTOESCAPE chooses")
        self.bad("<p>{{NAME:x-own}}</p>", "AUTOESCAPE chooses")
        self.good("<div>{{RING:none}}</div>")

    def test_forms_that_post_carry_their_token(self):
        self.bad('<form method="post" action="/a"><input name="b"></form>', "csrf")
        self.bad('<form action="/a"></form>', "needs method")
        self.good('<form method="post" action="{{A}}"><input type="hidden" name="csrf" value="{{CSRF}}"></form>')

    def test_sections_and_sentences_are_balanced(self):
        self.bad("{{#A}}<p>x</p>", "no end")
        self.bad("{{#A}}{{#B}}{{/A}}{{/B}}", "isn't the last")
        self.bad("{_}one", "without {/_}")
        self.bad("{_}one {_ verb}two{/_}", "within another")
        self.bad("one{/_}", "wasn't begun")
        self.good("{_ noun}Sign{/_}{_}one{/_}")

    def test_a_name_belongs_to_one_scope(self):
        self.bad("{{NAME}}{{#LIST}}{{NAME}}{{/LIST}}\n", "a name of its own")
        self.bad("{{#LIST}}{{#IF_ROLE}}{{ROLE}}{{/IF_ROLE}}{{/LIST}}{{#IF_ROLE}}1{{/IF_ROLE}}\n", "a name of its own")
        self.good("{{#LIST}}{{NAME}}{{/LIST}}{{#OTHER}}{{NAME}}{{/OTHER}}{{#IF_A}}{{A}}{{/IF_A}}{{A}}\n")

    def test_stray_brackets_are_faults(self):
        self.bad("<p>1 < 2</p>", "can't be read")
        self.bad('<p class="a>x</p>', "can't be read")

    def test_lines_are_those_of_the_file(self):
        self.assertTrue(self.faults('<p>\n</p>\n<b class=x></b>')[0].startswith("4: "))


class Fillers(unittest.TestCase):
    def faults(self, source):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "src/web/pages/page.cc")
            file.parent.mkdir(parents=True)
            file.write_text(source, encoding="utf-8")
            return [what for _, _, what in lint_templates.lint(folder)]

    def test_names_come_from_their_header(self):
        head = '#include "templates/letter.varnames.h"\n'
        self.assertEqual(self.faults(head + "body.SetValue(kl_TITLE, title);\n"), [])
        self.assertIn("typed by hand", self.faults(head + 'body.SetValue("TITLE", title);\n')[0])
        self.assertIn("typed by hand", self.faults(head + 'body.ShowSection( "IF_A");\n')[0])

    def test_headers_of_names_do_not_clash(self):
        two = '#include "templates/{}.varnames.h"\n#include "templates/{}.varnames.h"\n'
        self.assertEqual(self.faults(two.format("mail/code_html", "mail/code_text")), [])
        self.assertIn("clash", self.faults(two.format("letter", "layout"))[0])


if __name__ == "__main__":
    unittest.main()
