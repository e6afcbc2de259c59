{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<p class="step">{_}Step 2 of 2{/_}</p>
<h1>{_}This is how your answer will stand{/_}</h1>
{{>ERRORS}}
{{#EACH}}{{>STATEMENT}}
{{/EACH}}
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>{_}Put on record it stays there for good: nobody can change it, you included. A correction is a new entry, with a new link, and stands beside what it corrects.{/_}</p>
<p class="row"><button class="button" type="submit" name="act" value="answer">{_}Put it on record{/_}</button> <button class="button quiet" type="submit" name="act" value="change">{_}Change something{/_}</button></p>
</form>
</div>
