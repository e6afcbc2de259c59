{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div>
{{>CRUMB}}
<h1>{_}Evidence {{NUMBER}}{/_}</h1>
{{>STATEMENT}}
{{#IF_FACTS}}<p class="small">{{FACTS}}</p>{{/IF_FACTS}}
{{#IF_TROUBLE}}<p class="note warn">{{TROUBLE}}</p>{{/IF_TROUBLE}}
{{#IF_CHANGES}}<h2 id="changes">{_}What changed since <a href="{{BEFORE_URL}}">{{BEFORE_TIME}}</a>{/_}</h2>
<p class="prose">{{SUMMARY}} {_}What is <del>struck through</del> was there then and isn’t any more; what is <ins>underlined</ins> is new.{/_}</p>
{{#IF_SWITCH}}<input type="checkbox" id="only" class="only" checked><label for="only" class="none-print">{_}Only what changed{/_}</label>{{/IF_SWITCH}}{{/IF_CHANGES}}
{{#IF_TEXT}}{{#IF_ALONE}}<p class="note">{_}The page is too long to be shown here. This is what changed; the whole of it is in the file.{/_}</p>{{/IF_ALONE}}
{{#IF_EMPTY}}<p>{_}There is nothing to read on this page without its scripts and pictures.{/_}</p>{{/IF_EMPTY}}
<div class="captured text" lang="" dir="auto">
{{CHANGES:none}}
</div>
{{#IF_CUT}}<p class="note">{_}The rest is in the file.{/_}</p>{{/IF_CUT}}
<p class="small">{_}This is the page’s text as its server sent it to everybody, without pictures, styles and scripts: what a script writes into the page isn’t here.{/_}</p>{{/IF_TEXT}}
<p><a href="{{ALL}}">{_}All evidence of this letter{/_}</a></p>
</div>
