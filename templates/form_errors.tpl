{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
{{#IF_ERRORS}}
<div class="errors" role="alert">
<h2>{_}Something has to be put right{/_}</h2>
<ul>
{{#ERROR}}<li>{{#IF_FIELD}}<a href="#{{FIELD}}">{{MESSAGE}}</a>{{/IF_FIELD}}{{#IF_NO_FIELD}}{{MESSAGE}}{{/IF_NO_FIELD}}</li>{{/ERROR}}
</ul>
</div>
{{/IF_ERRORS}}
