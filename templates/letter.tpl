{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<article class="letter">
<header>
{{#IF_REPLACED}}<div class="note warn"><p>{_}This is version {{VERSION}}. It was replaced by <a href="{{NEWEST}}">version {{REPLACED_BY}}</a>, and can’t be signed any more. Its signatures stand for this text alone.{/_}</p></div>{{/IF_REPLACED}}
{{#IF_FOLLOWS}}<div class="note"><p>{_}This is version {{VERSION}}. It follows <a href="{{FOLLOWED}}">version {{FOLLOWS}}</a>; its signatures are counted from zero, since nobody signs a text unseen.{/_}</p></div>{{/IF_FOLLOWS}}
{{#IF_OTHER_TEXT}}<div class="note"><p>{{OTHER_TEXT}}</p></div>{{/IF_OTHER_TEXT}}
<div lang="{{TEXT_LANG}}">
<p class="to"><span class="small">{{KIND}}</span>
{{#IF_RECIPIENT}}<br><b><bdi>{{RECIPIENT}}</bdi></b>{{/IF_RECIPIENT}}
{{#IF_RECIPIENT_ROLE}}<br><bdi>{{RECIPIENT_ROLE}}</bdi>{{/IF_RECIPIENT_ROLE}}
{{#IF_ORGANISATION}}<br><bdi>{{ORGANISATION}}</bdi>{{/IF_ORGANISATION}}</p>
<h1><bdi>{{TITLE}}</bdi></h1>
</div>
<p class="said">{{WHEN}}<br>{_}Who may sign: {{CONSTITUENCY}}{/_}</p>
{{#IF_END_REASON}}<div class="note"><p>{{ENDED}}</p><blockquote lang="{{END_REASON_LANG}}" dir="auto">{{END_REASON}}</blockquote></div>{{/IF_END_REASON}}
</header>
{{#IF_DEMANDS}}
<section aria-labelledby="demands">
<h2 id="demands" class="hidden">{_}Demands{/_}</h2>
<ol class="demands">
{{#DEMAND}}<li><span lang="{{TEXT_LANG}}" dir="auto">{{TEXT}}</span><span class="state{{#IF_MOVED}} moved{{/IF_MOVED}}">{{STATE}}</span>{{#IF_SAID}}<span class="word"><b>{_}Said{/_}</b> <time>{{SAID_DATE}}</time> <span lang="{{SAID_LANG}}" dir="auto">{{SAID}}</span></span>{{/IF_SAID}}{{#IF_DONE}}<span class="word"><b>{_}Outcome{/_}</b> <time>{{DONE_DATE}}</time> <span lang="{{DONE_LANG}}" dir="auto">{{DONE}}</span></span>{{/IF_DONE}}</li>
{{/DEMAND}}
</ol>
{{#IF_DEEDS}}<p class="small none-print"><a href="{{DEEDS}}">{_}Words and deeds, demand by demand{/_}</a></p>{{/IF_DEEDS}}
</section>
{{/IF_DEMANDS}}
<div class="text" lang="{{TEXT_LANG}}" dir="auto">
{{DOCUMENT:none}}
</div>
{{#IF_PLEDGE}}
<section class="pledge" aria-labelledby="pledge">
<h2 id="pledge">{_}What signatories pledge{/_}</h2>
<p lang="{{TEXT_LANG}}" dir="auto">{{PLEDGE}}</p>
{{#IF_PLEDGE_DUE}}<p class="small">{_}Due on {{PLEDGE_DUE}}{/_}</p>{{/IF_PLEDGE_DUE}}
{{#IF_PLEDGE_STANDING}}<p class="due">{{PLEDGE_STANDING}}</p>{{/IF_PLEDGE_STANDING}}
{{#PLEDGE_CLASS}}<p class="tally num"><bdi>{{PLEDGE_LABEL}}</bdi><br><b>{{PLEDGE_KEPT}}</b></p>
{{/PLEDGE_CLASS}}
<p class="small"><a href="{{PLEDGE_PAGE}}">{_}The pledge, and who has kept it{/_}</a></p>
</section>
{{/IF_PLEDGE}}
<section aria-labelledby="count">
<h2 id="count" class="hidden">{_}The count{/_}</h2>
<div class="rings">
{{#CLASS}}<figure>{{RING:none}}<figcaption><b><bdi>{{LABEL}}</bdi></b>{{#LINE}}<span>{{TEXT}}</span>{{/LINE}}</figcaption></figure>
{{/CLASS}}
</div>
<p class="as-of num">{{AS_OF}} <a href="{{FIGURES}}">{_}Figures to quote{/_}</a></p>
</section>
{{#IF_OPEN}}<p class="act"><a class="button" href="{{SIGN}}">{_}Sign this letter{/_}</a></p>{{/IF_OPEN}}
{{#IF_SHUT}}<p class="as-of">{{SHUT}}</p>{{/IF_SHUT}}
<section class="who" aria-labelledby="who">
<h2 id="who">{_}Signatories{/_}</h2>
{{#IF_NOBODY}}<p>{_}Nobody has signed yet.{/_}</p>{{/IF_NOBODY}}
{{#SIGNERS}}
{{#IF_HEADING}}<h3><bdi>{{LABEL}}</bdi></h3>{{/IF_HEADING}}
{{#IF_NAMES}}<ul class="names">{{#WHO}}<li><bdi>{{NAME}}</bdi>{{#IF_ROLE}}<i>, <bdi>{{ROLE}}</bdi></i>{{/IF_ROLE}}{{#WHO_separator}} · {{/WHO_separator}}</li>{{/WHO}}</ul>{{/IF_NAMES}}
{{#IF_REST}}<p class="small">{{REST}}</p>{{/IF_REST}}
{{/SIGNERS}}
{{#IF_SOMEBODY}}<p class="small none-print"><a href="{{SIGNATURES}}">{_}All signatures, with a search by name{/_}</a></p>{{/IF_SOMEBODY}}
</section>
{{#IF_BESIDE}}
<section class="since">
<h2>{{BESIDE_HEAD}}</h2>
{{#BESIDE}}<p><a href="{{BESIDE_URL}}" lang="{{BESIDE_LANG}}" dir="auto">{{BESIDE_TITLE}}</a><br><span class="counts">{{#BESIDE_COUNT}}{_}<b>{{BESIDE_NUMBER}}</b> <bdi>{{BESIDE_CLASS}}</bdi>{/_}{{#BESIDE_COUNT_separator}} · {{/BESIDE_COUNT_separator}}{{/BESIDE_COUNT}}</span></p>
{{/BESIDE}}
</section>
{{/IF_BESIDE}}
{{#IF_EVENTS}}
<section class="since" aria-labelledby="since">
<h2 id="since">{_}What happened since{/_}</h2>
<ol class="events">
{{#EVENT}}<li><time datetime="{{MACHINE_TIME}}">{{TIME}}</time> <p>{{SENTENCE}}</p></li>
{{/EVENT}}
</ol>
</section>
{{/IF_EVENTS}}
<p class="small since none-print"><a href="{{HISTORY}}">{_}Every event of this letter, with its entry in the record{/_}</a>{{#IF_EVIDENCE}}<br><a href="{{EVIDENCE}}">{_}Evidence{/_}</a>{{/IF_EVIDENCE}}{{#IF_ANSWERS}}<br><a href="{{ANSWERS}}">{_}Delivery and answers{/_}</a>{{/IF_ANSWERS}}{{#IF_NEWS}}<br><a href="{{NEWS}}">{_}News of this letter{/_}</a>{{/IF_NEWS}}{{#IF_WITHDRAW}}<br><a href="{{WITHDRAW}}">{_}Withdraw a signature{/_}</a>{{/IF_WITHDRAW}}</p>
</article>
