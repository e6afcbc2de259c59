{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
{{#IF_NONE}}
<h1>{_}There is nothing to withdraw{/_}</h1>
<p>{{NONE}}</p>
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
{{/IF_NONE}}
{{#IF_SOME}}
<h1>{{HEADING}}</h1>
{{>ERRORS}}
{{#SIGNATURE}}
<div class="line"><p class="small">{{NUMBER}}</p>{{>LINE}}{{#IF_NAMELESS}}<p>{_}A signature without a name{/_}</p>{{/IF_NAMELESS}}</div>
{{/SIGNATURE}}
<p>{_}What is withdrawn no longer counts, and its text is erased from this site at once. This can’t be undone, and you can’t sign this letter again.{/_}</p>
{{#IF_BY_ADDRESS}}<p class="small">{_}The record will say “taken down at its owner’s request”.{/_}</p>{{/IF_BY_ADDRESS}}
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="erase" value="on">
{{#SIGNATURE_INDEX}}<input type="hidden" name="index" value="{{INDEX}}">{{/SIGNATURE_INDEX}}
<p class="row"><button class="button warn" type="submit">{_}Withdraw and erase{/_}</button> <a class="button quiet" href="{{LETTER}}">{_}Leave it as it is{/_}</a></p>
</form>
{{/IF_SOME}}
</div>
