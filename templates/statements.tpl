{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div>
{{>CRUMB}}
<h1>{{HEADING}}</h1>
{{#IF_LEAD}}<p class="prose">{{LEAD}}</p>{{/IF_LEAD}}
{{#IF_NONE}}<p>{{NONE}}</p>{{/IF_NONE}}
{{#EACH}}{{>STATEMENT}}
{{/EACH}}
</div>
