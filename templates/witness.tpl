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
</head>
<body>
<a class="skip" href="#main">{_}Go to the content{/_}</a>
<header class="top"><div>
<span class="mark">Ruban</span>
<a href="{{OTHER_PATH}}" lang="{{OTHER_LANG}}" hreflang="{{OTHER_LANG}}">{{OTHER_NAME}}</a>
</div></header>
<main id="main">
<div class="prose">
<h1>{{TITLE}}</h1>
<p class="lead">{_}Open letters can be counted so that nobody has to take a site’s word for it. The site keeps a public record that may only grow, and a witness watches that it does.{/_}</p>

<h2>{_}What its signature says{/_}</h2>
<p>{_}Each time a record has grown, its site asks this witness. The witness verifies that nothing which it has seen before was altered or removed, writes down the new state, and signs it with the time. Whoever finds this signature on a count knows that the record looked so at that time, and that this witness has signed no other.{/_}</p>
{{#IF_RECOUNTS}}<p>{_}This witness also recounts. Before it signs it fetches every new entry, verifies each signature and each right to sign, and recomputes every tally. It signs no record with a wrong one.{/_}</p>{{/IF_RECOUNTS}}
{{#IF_ONLY_WATCHES}}<p>{_}This witness doesn’t recount: whether the figures are right is for others to verify.{/_}</p>{{/IF_ONLY_WATCHES}}
<p>{_}The signature doesn’t say that this witness agrees with a letter, knows who signed, or chose what is published. A witness sees no address and nothing that people type: only what everybody can see.{/_}</p>

<h2>{_}Who it is{/_}</h2>
<dl>
<dt>{_}Name{/_}</dt>
<dd><code>{{NAME}}</code></dd>
{{#IF_RUN_BY}}<dt>{_}Run by{/_}</dt>
<dd>{{RUN_BY}}</dd>{{/IF_RUN_BY}}
{{#IF_CONTACT}}<dt>{_}Contact{/_}</dt>
<dd>{{CONTACT}}</dd>{{/IF_CONTACT}}
<dt>{_}Key{/_}</dt>
<dd><code>{{KEY}}</code></dd>
<dt>{_}Line for a policy{/_}</dt>
<dd><code>{{POLICY}}</code></dd>
{{#IF_PROMISE}}<dt>{_}Its word that it recounts, signed{/_}</dt>
<dd><code>{{PROMISE}}</code></dd>{{/IF_PROMISE}}
</dl>
<p>{_}Compare the key with what its owner publishes elsewhere, in print or on their own site, before you rely on it.{/_}</p>

<h2>{_}What it watches over{/_}</h2>
{{#IF_NO_LOG}}<p>{_}No record yet.{/_}</p>{{/IF_NO_LOG}}
{{#IF_LOGS}}
<dl>
{{#LOG}}
<dt><code>{{ORIGIN}}</code></dt>
<dd>{{#IF_COSIGNED}}{{SIZE}}, {_}signed on {{TIME}}{/_}. <a href="{{CHECKPOINT}}">{_}The signed checkpoint{/_}</a>{{/IF_COSIGNED}}{{#IF_NOTHING}}{_}Nothing signed yet.{/_}{{/IF_NOTHING}}</dd>
{{/LOG}}
</dl>
{{/IF_LOGS}}
</div>
</main>
<footer class="foot">
<p>{_}No tracker, no third party, no cookie. The protocol is C2SP’s tlog-witness; the program is Ruban, free software under the GNU Affero General Public License.{/_}</p>
</footer>
</body>
</html>
