{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_}Your code{/_}</title>
</head>
<body style="margin:0;padding:24px;font:17px/1.5 system-ui,sans-serif">
<p style="margin:0 0 20px;font-size:30px;font-weight:600;letter-spacing:1px;white-space:nowrap">{{CODE}}</p>
<p style="margin:0 0 12px;max-width:34em">{_}Type this code into the page that asked for it. It works once, for {{LIFE}}.{/_}</p>
<p style="margin:0 0 12px;max-width:34em">{_}Don't pass this mail on: whoever types the code speaks in your place.{/_}</p>
<p style="margin:0;max-width:34em">{_}You asked for no code? Then there is nothing to do: without the code, nothing happens.{/_}</p>
</body>
</html>
