{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{_}What signatories pledge{/_}</h1>
<blockquote class="line" lang="{{TEXT_LANG}}" dir="auto">{{PLEDGE}}</blockquote>
<section aria-labelledby="when">
<h2 id="when">{_}When it is due{/_}</h2>
<p class="due">{{STANDING}}</p>
{{#IF_DUE}}<p><a href="#say">{_}Say that you have kept it{/_}</a></p>
{{/IF_DUE}}<p>{{CONDITION}}</p>
{{#IF_DEMANDS}}<ul class="hangs">
{{#DEMAND}}<li><b>{{NUMBER}}</b> <span lang="{{TEXT_LANG}}" dir="auto">{{DEMAND_TEXT}}</span> <span class="small">{{STATE}}</span></li>
{{/DEMAND}}
</ul>{{/IF_DEMANDS}}
</section>
<section aria-labelledby="kept">
<h2 id="kept">{_}Who has kept it{/_}</h2>
{{#CLASS}}<p class="tally num"><bdi>{{LABEL}}</bdi><br><b>{{KEPT}}</b>{{#IF_ANON}}<br><span class="small">{{ANON}}</span>{{/IF_ANON}}</p>
{{/CLASS}}
{{#IF_SIGNATORIES}}<ul class="kept">
{{#SIGNATORY}}<li>{{#IF_NAME}}<b dir="auto">{{NAME}}</b>{{#IF_ROLE}}, <span dir="auto">{{ROLE}}</span>{{/IF_ROLE}}{{/IF_NAME}}{{#IF_NAMELESS}}<i>{{NAMELESS}}</i>{{/IF_NAMELESS}} <span class="small"><bdi>{{SIGNATORY_CLASS}}</bdi>, {{DAY}}, <a href="{{ENTRY_PATH}}">{{ENTRY_WORDS}}</a></span></li>
{{/SIGNATORY}}
</ul>{{/IF_SIGNATORIES}}
{{#IF_MORE}}<p>{_}Others have said it before: <a href="{{HISTORY}}">every event</a>.{/_}</p>{{/IF_MORE}}
<p class="small">{_}It is their word, signed with the key of their signature: the record proves who said it and when, not that it was done. Whoever withdraws their signature is no longer counted here.{/_}</p>
<p class="small">{_}Signatures without a name don’t appear. The day on which somebody leaves is often known to others, so saying it would name them; no page and no program here accepts it from them.{/_}</p>
<p class="small"><a href="{{FIGURES}}">{_}Figures to quote{/_}</a></p>
</section>
{{#IF_NOT_DUE}}<section aria-labelledby="say">
<h2 id="say">{_}If you have signed with your name{/_}</h2>
<p>{_}Once the pledge is due, you can say here that you have kept it, with the key file that you saved after signing. Keep it until then: nobody can make you another one.{/_}</p>
</section>{{/IF_NOT_DUE}}
{{#IF_DUE}}<section aria-labelledby="say">
<h2 id="say">{_}Say that you have kept it{/_}</h2>
<table>
<caption>{_}Who sees what{/_}</caption>
<tbody>
<tr><th scope="row">{_}The public{/_}</th><td>{_}That whoever gave your signature, by its name, says that the pledge is kept, and the minute at which you say it. It can’t be taken back but by withdrawing the signature; even then the record keeps the entry, without a name.{/_}</td></tr>
<tr><th scope="row">{_}Your employer{/_}</th><td>{_}The same. From a network at work, also that you visited this site.{/_}</td></tr>
<tr><th scope="row">{_}The operator of this site{/_}</th><td>{_}The same, and where your connection comes from.{/_}</td></tr>
</tbody>
</table>
<p class="small">{_}It takes the key of your signature. If this site signed for you, it gave you the key file then and kept no copy: proving your address again doesn’t bring it back, and without it you can withdraw, but not say this.{/_}</p>
<noscript><p class="note">{_}Without scripts the key file goes to the server, which signs with it and forgets it. Or use the program <code>ruban sign --kept</code>: then the key stays with you.{/_}</p></noscript>
<p class="row" id="by-server"><a class="button" href="{{KEY_PAGE}}">{_}Go on with the key file{/_}</a></p>
<div id="own" hidden data-slug="{{SLUG}}" data-version="{{VERSION}}" data-letter="{{LETTER_ID}}" data-index="{{INDEX}}">
<p class="small" id="own-policy" hidden>{{POLICY:pre_escape}}</p>
<p id="own-status" role="status" tabindex="-1" hidden></p>
<section id="own-start">
<h2 tabindex="-1">{_}With the key file{/_}</h2>
<form method="get" id="own-open">
{{>KEY}}
<p class="row"><button class="button" type="submit">{_}Look for its signature{/_}</button></p>
<p class="fine small">{_}This browser reads the public record since the letter began, all of it, so that the site isn’t told which signature you look for. Nothing is sent yet.{/_}</p>
</form>
</section>
<section id="own-confirm" hidden>
<h2 tabindex="-1">{_}What will be public{/_}</h2>
<p id="own-what"></p>
<form method="get" id="own-keep">
<p class="row"><button class="button" type="submit">{_}Say it in public{/_}</button> <a class="button quiet" href="{{LETTER}}">{_}Leave it as it is{/_}</a></p>
</form>
<p class="fine small">{_}The statement is signed here; your key stays in this browser.{/_}</p>
<p class="row"><button class="button quiet" type="button" data-again>{_}Another key, or look again{/_}</button></p>
</section>
<section id="own-done" hidden>
<h2 tabindex="-1" id="own-done-title">{_}The server has your word{/_}</h2>
<p id="own-outcome" role="status"></p>
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</section>
</div>
<ul id="sentences" hidden>
<li data-says="busy">{_}One moment.{/_}</li>
<li data-says="what">{_}The signature of this key is no. [index] in the record, with your name. Beside it everybody will read that you have done what this letter pledges, and at which minute you said so.{/_}</li>
<li data-says="title-received">{_}The server has your word{/_}</li>
<li data-says="title-kept">{_}You have said it{/_}</li>
<li data-says="title-before">{_}You have said it before{/_}</li>
<li data-says="accepted">{_}It is stored safely. In a moment it is in the public record.{/_}</li>
<li data-says="recorded">{_}The record shows it: entry [entry]. Nothing more is to be done.{/_}</li>
<li data-says="denied">{_}The server refused: [detail] Nothing was lost.{/_}</li>
<li data-says="denied-kept-403">{_}A signature without a name doesn’t say that its pledge is kept. Nothing was sent on.{/_}</li>
<li data-says="denied-kept-404">{_}The server says that this signature doesn’t stand. Look for it again.{/_}</li>
<li data-says="denied-kept-409">{_}The server says that the pledge isn’t due any more, or that it has your word already. Nothing was lost: load this page again.{/_}</li>
<li data-says="denied-kept-410">{_}This letter was withdrawn or removed, so nothing more is said about its pledge.{/_}</li>
<li data-says="denied-kept-422">{_}The server says that this key isn’t the signature’s. Nothing was said; tell the organisers.{/_}</li>
<li data-says="denied-503">{_}The server is overloaded. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused">{_}Nothing was sent: what the site shows and the public record don’t fit together ([reason]).{/_}</li>
<li data-says="refused-offline">{_}The site can’t be reached. Nothing was lost: try again.{/_}</li>
<li data-says="refused-not-served">{_}The site doesn’t give out a part of the public record that is needed. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused-answer">{_}The site’s answer can’t be understood. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused-letter-entry">{_}Nothing was sent: this letter isn’t where the site says in the public record. Tell others.{/_}</li>
<li data-says="refused-fork">{_}The site has shown two public records that contradict each other. Keep your key file, don’t trust what this page says, and tell others.{/_}</li>
<li data-says="refused-no-key">{_}Choose your key file, or paste its text.{/_}</li>
<li data-says="refused-key-file">{_}This isn’t a whole key file.{/_}</li>
<li data-says="refused-other-letter">{_}This key file belongs to another letter, or to another version of this one.{/_}</li>
<li data-says="refused-other-site">{_}This key file belongs to another site’s record: [subject].{/_}</li>
<li data-says="refused-nothing-yet">{_}The record holds no signature of this key. If you have signed within the last minute, look again.{/_}</li>
<li data-says="refused-not-standing">{_}The signature of this key was withdrawn or taken down, so it can’t say that its pledge is kept.{/_}</li>
<li data-says="refused-no-name">{_}The signature of this key has no name. The day on which you leave could name you, so this isn’t said of it. Nothing was sent.{/_}</li>
</ul>
<script src="{{SCRIPT}}" defer></script>
</section>{{/IF_DUE}}
</div>
