{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="deeds">
{{>CRUMB}}
<h1>{_}Words and deeds{/_}</h1>
<p class="prose">{_}For each demand, what was said beside what was done. Every line is an entry of the record, and none can be changed.{/_}</p>
{{#DEMAND}}<section aria-labelledby="demand-{{NUMBER}}">
<h2 id="demand-{{NUMBER}}"><span class="n">{{NUMBER}}</span> <span lang="{{HEAD_LANG}}" dir="auto">{{WORDING}}</span></h2>
<p class="now{{#IF_MOVED}} moved{{/IF_MOVED}}">{{STATE}}</p>
{{#IF_STEPS}}<div class="axis"><p class="column" aria-hidden="true">{_}What was said{/_}</p><p class="column" aria-hidden="true">{_}What was done{/_}</p>
<ol>{{#STEP}}<li class="{{SIDE}}"><p class="small"><b>{{LABEL}}</b> <time datetime="{{MACHINE_TIME}}">{{TIME}}</time></p>
{{#IF_TEXT}}<p lang="{{TEXT_LANG}}" dir="auto">{{TEXT}}</p>{{/IF_TEXT}}
<p class="small">{{#IF_WHO}}{{WHO}} {{/IF_WHO}}{{#IF_SOURCE}}<a href="{{SOURCE}}" rel="nofollow noreferrer">{{SOURCE_TEXT}}</a> {{/IF_SOURCE}}{{#PIECE}}<a href="{{PIECE_URL}}">{{PIECE_TEXT}}</a> {{/PIECE}}{{#IF_LINK}}<a href="{{LINK}}">{_}All of it{/_}</a> {{/IF_LINK}}<a href="{{ENTRY_URL}}">{_}Entry {{INDEX}}{/_}</a></p></li>
{{/STEP}}</ol></div>{{/IF_STEPS}}
</section>
{{/DEMAND}}
</div>
