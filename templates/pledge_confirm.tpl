{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{_}Say that you have kept the pledge?{/_}</h1>
{{>ERRORS}}
<blockquote class="line" lang="{{TEXT_LANG}}" dir="auto">{{PLEDGE}}</blockquote>
<p>{_}Everybody will read, beside this signature, that you have done it, and at which minute you said so:{/_}</p>
<div class="line"><p class="small">{{NUMBER}}</p>{{>LINE}}{{#IF_NAMELESS}}<p>{_}A name that was erased{/_}</p>{{/IF_NAMELESS}}</div>
<p>{_}It can’t be taken back but by withdrawing the signature; even then the record keeps the entry, without a name.{/_}</p>
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="row"><button class="button" type="submit">{_}Say it in public{/_}</button> <a class="button quiet" href="{{LETTER}}">{_}Leave it as it is{/_}</a></p>
</form>
</div>
