{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{{HEADING}}</h1>
<p>{{WHAT}}</p>
{{#IF_NOW}}<p>{_}The pages of this site show it within seconds. What others have copied or printed before can’t be called back.{/_}</p>{{/IF_NOW}}
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</div>
