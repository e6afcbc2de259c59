{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{_}Answer this letter{/_}</h1>
{{>ERRORS}}
<p>{_}This page is for the recipient. An answer from here is marked as given by whoever holds <b>{{DOMAIN}}</b>, and can’t be changed later, only corrected beside what stood there.{/_}</p>
<p>{_}For that you need the link that the organisers sent you after you had proved to hold this domain. It works for fourteen days and for one answer.{/_}</p>
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="code">{_}The code of your link{/_}</label>
<p class="hint" id="code-hint">{_}28 letters and digits: what follows #code= at the end of the link. You can paste the whole link.{/_}</p>
{{>CODE_ERROR}}
<input type="text" id="code" name="code" value="{{CODE}}" autocomplete="off" autocapitalize="characters" maxlength="400" spellcheck="false" required{{#IF_CODE_ERROR}} aria-invalid="true"{{/IF_CODE_ERROR}} aria-describedby="{{CODE_DESCRIBED}}">
</div>
<p class="row"><button class="button" type="submit">{_}Go on{/_}</button></p>
<p class="fine small">{_}Looking at the form doesn’t use the link up; putting an answer on record does.{/_}</p>
</form>
</div>
