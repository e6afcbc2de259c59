{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<p class="step">{{STEP}}</p>
<h1>{_}This is what will be printed{/_}</h1>
{{>ERRORS}}
<p>{_}Under the heading “{{CLASS}}”, exactly like this:{/_}</p>
<div class="line">{{>LINE}}</div>
<p>{_}The public record gets an entry without your name: a number, the minute, and a seal on this line. The line itself can be erased later; the entry stays.{/_}</p>
{{#IF_UPDATES}}<p class="small">{_}You will get news of this letter by mail.{/_}</p>{{/IF_UPDATES}}
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="row"><button class="button" type="submit" name="act" value="sign">{_}Sign{/_}</button> <button class="button quiet" type="submit" name="act" value="change">{_}Change something{/_}</button></p>
</form>
</div>
