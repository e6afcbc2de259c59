{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div>
<h1>{_}Open letters{/_}</h1>
<p class="lead">{_}Ruban publishes open letters and counts who stands behind them, in a way that protects the people who sign and that anybody can check.{/_}</p>
</div>
{{#IF_NONE}}<p>{_}No letter has been published here yet.{/_}</p>{{/IF_NONE}}
{{#IF_SOME}}
<ul class="letters">
{{#LETTER}}
<li>
{{#IF_RECIPIENT}}<p class="small">{_}to {{RECIPIENT}}{/_}</p>{{/IF_RECIPIENT}}
<h2 lang="{{TEXT_LANG}}"><a href="{{PATH}}"><bdi>{{TITLE}}</bdi></a></h2>
{{#IF_BEGINS}}<p lang="{{TEXT_LANG}}" dir="auto">{{BEGINS}}</p>{{/IF_BEGINS}}
<p class="counts">{{#COUNT}}{_}<b>{{NUMBER}}</b> <bdi>{{LABEL}}</bdi>{/_}{{#COUNT_separator}} · {{/COUNT_separator}}{{/COUNT}}</p>
<p class="small">{{WHEN}}</p>
</li>
{{/LETTER}}
</ul>
{{/IF_SOME}}
