{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<!DOCTYPE html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<title>{{TITLE}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="{{STYLE}}">
<link rel="icon" href="{{ICON}}" type="image/svg+xml">
{{#IF_LISTED}}
{{#IF_DESCRIPTION}}<meta name="description" content="{{DESCRIPTION}}">{{/IF_DESCRIPTION}}
<link rel="canonical" href="{{ORIGIN}}{{PATH}}">
<link rel="alternate" hreflang="{{LANG}}" href="{{ORIGIN}}{{PATH}}">
<link rel="alternate" hreflang="{{OTHER_LANG}}" href="{{ORIGIN}}{{OTHER_PATH}}">
<link rel="alternate" hreflang="x-default" href="{{ORIGIN}}{{BARE_PATH}}">
<meta property="og:site_name" content="Ruban">
<meta property="og:type" content="{{KIND}}">
<meta property="og:title" content="{{TITLE}}">
<meta property="og:url" content="{{ORIGIN}}{{PATH}}">
{{#IF_DESCRIPTION}}<meta property="og:description" content="{{DESCRIPTION}}">{{/IF_DESCRIPTION}}
{{/IF_LISTED}}
{{#IF_UNLISTED}}<meta name="robots" content="noindex">{{/IF_UNLISTED}}
</head>
<body>
<a class="skip" href="#main">{_}Go to the content{/_}</a>
{{#IF_DEMONSTRATION}}
<aside class="banner" aria-label="{_}Demonstration{/_}"><p>{_}<b>This is a demonstration.</b> Its signatories are invented, and what you sign here protects nobody: anonymous signatures wait only 60 seconds, even when they are alone. Mail isn’t sent; it lies in <a href="{{MAIL_BOX}}">the demonstration’s mail box</a>.{/_}</p></aside>
{{/IF_DEMONSTRATION}}
{{#IF_ROLLBACK}}<aside class="banner" aria-label="{_}Unsure{/_}"><p>{_}<b>It isn’t sure that nothing is missing here.</b> This site was started without being able to see whether its record holds all that was published before. Keep your receipts: they tell.{/_}</p></aside>
{{/IF_ROLLBACK}}
{{#IF_ARCHIVE}}
<aside class="banner" aria-label="{_}Archive{/_}"><p>{_}<b>This is an archive of an open letter</b>, made from the public record as it was on {{AT}}, with {{SIZE}}. Nothing can be signed, withdrawn or searched here; the letter lives at <a href="{{LETTER}}">{{LETTER}}</a>.{/_}{{#IF_NO_NAMES}} {_}What signatories wrote was left out; they are counted all the same.{/_}{{/IF_NO_NAMES}}</p></aside>
{{/IF_ARCHIVE}}
<header class="top"><div>
<a class="mark" href="{{HOME}}">Ruban</a>
<a href="{{ABOUT}}">{_}How it works{/_}</a>
<a href="{{OTHER_LINK}}" lang="{{OTHER_LANG}}" hreflang="{{OTHER_LANG}}">{{OTHER_NAME}}</a>
</div></header>
<main id="main">
{{#IF_MAIL_DELAY}}<p class="note warn ask">{_}Mail is slow at the moment: a code takes about {{MAIL_DELAY}} to arrive.{/_}</p>{{/IF_MAIL_DELAY}}
{{>BODY}}
</main>
<footer class="foot">
{{#IF_CHECKPOINT}}
<p class="num">{_}The figures are those of the record’s last published checkpoint, made on {{AT}}: {{SIZE}}, root <code title="{{ROOT}}">{{ROOT_SHORT}}…</code>{/_} {{WITNESSED}}</p>
<p>{{#IF_LIVE}}{_}Check this count yourself: <code>ruban audit {{ORIGIN}}</code>{/_}{{/IF_LIVE}}{{#IF_KEPT}}{_}Check this count yourself: <code>ruban audit FOLDER</code>, with the folder that this page lies in{/_}{{/IF_KEPT}} <a href="{{VERIFY}}">{_}Check a receipt or a proof{/_}</a></p>
{{/IF_CHECKPOINT}}
<p>{_}Ruban counts who stands behind open letters. No tracker, no third party, no cookie before you sign. <a href="{{ABOUT}}">What it protects, and what it can’t</a>{/_}</p>
</footer>
</body>
</html>
