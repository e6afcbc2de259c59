{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div>
{{>CRUMB}}
<h1>{_}Every event{/_}</h1>
<p class="prose">{_}Each line is an entry of the public record, which only ever grows. Signatures have their own list: <a href="{{SIGNATURES}}">all signatures</a>.{/_}</p>
<ol class="events">
{{#EVENT}}<li id="entry-{{INDEX_PLAIN}}"><time datetime="{{MACHINE_TIME}}">{{TIME}}</time> <p>{{SENTENCE}}{{#COUNT}}<br><span class="small"><bdi>{{COUNT_TEXT}}</bdi></span>{{/COUNT}}</p><span class="entry">{_}<a href="{{ENTRY}}">Entry {{INDEX}}</a>, leaf hash <code>{{LEAF}}</code>{/_} <a href="{{PROOF}}">{_}Proof{/_}</a></span></li>
{{/EVENT}}
</ol>
{{#IF_NEXT}}<p class="row"><a class="button quiet" rel="next" href="{{NEXT}}">{_}Next page{/_}</a></p>{{/IF_NEXT}}
</div>
