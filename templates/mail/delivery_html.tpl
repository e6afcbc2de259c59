{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{TITLE}}</title>
</head>
<body style="margin:0;padding:24px;font:17px/1.5 system-ui,sans-serif">
<p style="margin:0 0 12px;font-size:22px;font-weight:600">{{TITLE}}</p>
<p style="margin:0 0 12px;max-width:34em">{_}Its organisers hand it over to you. It is attached to this mail, with the names of those who signed it by name.{/_}</p>
<p style="margin:0 0 12px;max-width:34em">{{SIZE}}</p>
<ul style="margin:0 0 12px;max-width:34em">
{{#COUNTS}}<li>{{COUNT}}</li>
{{/COUNTS}}</ul>
<p style="margin:0 0 20px;max-width:34em"><a href="{{LINK}}">{_}Where it stands, and how its count can be checked{/_}</a></p>
<p style="margin:0 0 12px;max-width:34em">{_}What is attached is public. Each file as the site has it, and its SHA-256:{/_}</p>
<ul style="margin:0 0 12px">
{{#FILES}}<li><a href="{{ADDRESS}}">{{NAME}}</a><br><code style="font-size:13px;word-break:break-all">{{SHA256}}</code></li>
{{/FILES}}</ul>
<p style="margin:0;max-width:34em">{_}A server has sent this mail. That it was handed over, and when, is on the letter’s public record; the address that it was sent to is not.{/_}</p>
</body>
</html>
