{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<!DOCTYPE html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<title>{{TITLE}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<style>
:root { color-scheme: light dark; --paper: #fbf9f3; --ink: #1d1b17; --soft: #57524a; --line: #d8d1c3; --accent: #0b4d55 }
@media (prefers-color-scheme: dark) { :root { --paper: #151412; --ink: #ece7dd; --soft: #b3aca0; --line: #3b3731; --accent: #84d3d2 } }
html { font: 1rem/1.4 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; background: var(--paper); color: var(--ink) }
body { margin: 0; padding: 1rem; text-align: center }
h1 { font-size: 1.15rem; line-height: 1.25; margin: 0 0 .8rem; text-wrap: balance; overflow-wrap: anywhere }
main { display: flex; flex-wrap: wrap; justify-content: center; gap: 1rem }
figure { flex: 0 1 13rem; margin: 0 }
figcaption, p { font: .85rem/1.4 system-ui, sans-serif }
p { margin: .8rem 0 0; color: var(--soft) }
a { color: var(--accent) }
.demo { margin: -.4rem 0 .8rem; font-weight: 600; color: inherit }
svg { display: block; width: 100%; height: auto; color: var(--accent) }
svg text { fill: var(--ink); font-family: system-ui, sans-serif; font-weight: 600; text-anchor: middle }
.hole { stroke: var(--paper) }
.rim { stroke: var(--line) }
</style>
</head>
<body>
<h1><bdi>{{TITLE}}</bdi></h1>
{{#IF_DEMONSTRATION}}<p class="demo">{_}A demonstration: its signatories are invented.{/_}</p>
{{/IF_DEMONSTRATION}}<main id="main">{{#CLASS}}<figure>{{RING:none}}<figcaption><bdi>{{LABEL}}</bdi></figcaption></figure>{{/CLASS}}</main>
<p>{{AS_OF}}<br><a href="{{LETTER}}" target="_blank" rel="noopener">{_}Read the letter, check the count{/_}</a></p>
</body>
</html>
