{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{{HEADING}}</h1>
{{#IF_WAITING}}<p>{_}Your answer is saved and can’t get lost. Its number in the record follows within seconds: <a href="{{HERE}}">look again</a>{/_}</p>{{/IF_WAITING}}
{{#IF_RECORDED}}<p>{_}It stands in the record for everybody, and on the page of <a href="{{ANSWERS}}">the answers</a>, marked as yours. The link is used up.{/_}</p>
<p>{_}Entry {{INDEX}} of the record{/_} · <a href="{{PROOF}}">{_}Proof{/_}</a> · <a href="{{DOCUMENT_URL}}">{_}Document{/_}</a> · SHA-256 <code class="entry">{{HASH}}</code></p>
<p class="small">{_}Keep the proof: if the answer ever disappeared from the record, it would show that it stood there.{/_} <a href="{{VERIFY_PAGE}}">{_}Check a receipt or a proof{/_}</a></p>{{/IF_RECORDED}}
<p class="small">{_}To correct it, ask the organisers for another link.{/_}</p>
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</div>
