{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
{{#IF_SIGN}}<p class="step">{_}Step 2 of 3{/_}</p>{{/IF_SIGN}}
<h1>{_}Type the code from your mail{/_}</h1>
{{>ERRORS}}
<div role="status">{{#IF_RESENT}}<p class="note">{_}At most three codes an hour go to one address. If one can still be sent, it is on its way; only the newest counts.{/_}</p>{{/IF_RESENT}}</div>
<p>{_}It has eight digits and went to <b><bdi>{{EMAIL}}</bdi></b>. The mail’s subject is “{{SUBJECT}}”; it doesn’t name the letter.{/_}</p>
<p class="small">{{DELAY}}</p>
{{#IF_DEMONSTRATION}}<p class="note">{_}In this demonstration the mail lies <a href="{{MAIL_BOX}}">in the mail box page</a>. Read it there and come back.{/_}</p>{{/IF_DEMONSTRATION}}
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="code">{_}Code{/_}</label>
<p class="hint" id="code-hint">{_}For example 1234 5678. It works for an hour, in this browser.{/_}</p>
{{>CODE_ERROR}}
<input class="code-input" type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="20" spellcheck="false" required{{#IF_CODE_ERROR}} aria-invalid="true"{{/IF_CODE_ERROR}} aria-describedby="{{CODE_DESCRIBED}}">
</div>
<p class="row"><button class="button" type="submit">{_}Go on{/_}</button></p>
</form>
<form method="post" action="{{RESEND}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="fine small">{_}No mail? Look among unwanted mail; at most three codes an hour go to one address.{/_} <button class="link" type="submit">{_}Send another code{/_}</button> · <a href="{{CHANGE}}">{_}Change the address{/_}</a></p>
</form>
</div>
