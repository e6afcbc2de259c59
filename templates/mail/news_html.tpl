{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{LETTER}}</title>
</head>
<body style="margin:0;padding:24px;font:17px/1.5 system-ui,sans-serif">
<p style="margin:0 0 12px;max-width:34em">{_}The open letter:{/_} {{LETTER}}</p>
{{#IF_TITLE}}<p lang="{{SAID_LANG}}" dir="auto" style="margin:0 0 12px;font-size:22px;font-weight:600">{{TITLE}}</p>{{/IF_TITLE}}
{{#IF_DATE}}<p style="margin:0 0 12px;max-width:34em">{_}The day that this letter has set is here. What its signatories undertook is due:{/_}</p>{{/IF_DATE}}
{{#IF_DEMAND}}<p style="margin:0 0 12px;max-width:34em">{_}A demand of this letter was refused, or a promise was broken. What its signatories undertook is due:{/_}</p>{{/IF_DEMAND}}
<div lang="{{SAID_LANG}}" dir="auto">
{{#PARAGRAPHS}}<p style="margin:0 0 12px;max-width:34em">{{PARAGRAPH}}</p>
{{/PARAGRAPHS}}</div>
<p style="margin:0 0 20px;max-width:34em"><a href="{{LINK}}">{_}Read it where it stands, with all that was said and done{/_}</a></p>
<p style="margin:0 0 12px;max-width:34em">{_}You get this mail because you have asked for news of this letter.{/_}</p>
<p style="margin:0;max-width:34em">{_}No more of it?{/_} <a href="{{UNSUBSCRIBE}}">{_}Get no more news of this letter{/_}</a> {_}Your address is then deleted at once. Whoever has this mail can do that, so don’t pass it on.{/_}</p>
</body>
</html>
