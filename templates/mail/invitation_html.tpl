{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_}An open letter, and your code to sign it{/_}</title>
</head>
<body style="margin:0;padding:24px;font:17px/1.5 system-ui,sans-serif">
<p style="margin:0 0 12px;font-size:22px;font-weight:600">{{TITLE}}</p>
<p style="margin:0 0 12px;max-width:34em">{_}You may sign this letter, with your name or, where it allows that, without.{/_}</p>
<p style="margin:0 0 20px;max-width:34em"><a href="{{LINK}}">{_}Read it, and sign it if you agree{/_}</a></p>
<p style="margin:0 0 12px;max-width:34em">{_}Your code, which the page asks for unless it came with the address:{/_}</p>
<p style="margin:0 0 20px;font-family:monospace;font-size:17px">{{CODE}}</p>
<p style="margin:0 0 12px;max-width:34em">{_}Everybody on the organisers' list got such a mail, each with another code. Having one says that you belong, and nothing of whether you have signed.{/_}</p>
<p style="margin:0 0 12px;max-width:34em">{_}It works once. Don't pass this mail on: whoever types the code signs in your place.{/_}</p>
<p style="margin:0;max-width:34em">{_}You don't want to sign? Then there is nothing to do.{/_}</p>
</body>
</html>
