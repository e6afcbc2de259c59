{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<p class="step">{_}Step 1 of 2{/_}</p>
<h1>{{HEADING}}</h1>
{{>ERRORS}}
<p>{_}You answer as the holder of <b>{{DOMAIN}}</b>. Before anything is put on record you see it as everybody will.{/_}</p>
<p class="small">{_}The text may have paragraphs, headings (##), lists, quotes (&gt;), *emphasis*, **strong words** and [links](https://example.org), as Markdown writes them; no HTML and no pictures.{/_}</p>
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="code" value="{{CODE}}">
<fieldset>
<legend>{_}Language of your answer{/_}</legend>
<div class="pick"><input type="radio" name="language" id="language-en" value="en"{{#IF_ENGLISH}} checked{{/IF_ENGLISH}} required><label for="language-en">{_}English{/_}</label></div>
<div class="pick"><input type="radio" name="language" id="language-fr" value="fr"{{#IF_FRENCH}} checked{{/IF_FRENCH}} required><label for="language-fr">{_}French{/_}</label></div>
</fieldset>
{{#PART}}
{{#IF_TRANSLATION}}
<details{{#IF_OPEN}} open{{/IF_OPEN}}><summary>{_}Add a translation into the other language (you may leave this empty){/_}</summary>
<p class="small">{_}Readers of the other language see it first, marked as a translation.{/_}</p>
{{/IF_TRANSLATION}}
<div class="field">
<label for="{{TITLE_ID}}">{{TITLE_LABEL}}</label>
{{>TITLE_ERROR}}
<input type="text" id="{{TITLE_ID}}" name="{{TITLE_ID}}" value="{{TITLE}}" autocomplete="off" maxlength="300"{{#IF_NEEDED}} required{{/IF_NEEDED}}{{#IF_TITLE_ERROR}} aria-invalid="true" aria-describedby="{{TITLE_ID}}-error"{{/IF_TITLE_ERROR}}>
</div>
<div class="field">
<label for="{{TEXT_ID}}">{{TEXT_LABEL}}</label>
{{>TEXT_ERROR}}
{{#IF_LINE}}<p class="hint" id="{{TEXT_ID}}-line">{{LINE}}</p>{{/IF_LINE}}
<textarea id="{{TEXT_ID}}" name="{{TEXT_ID}}" rows="12" maxlength="10000"{{#IF_NEEDED}} required{{/IF_NEEDED}}{{#IF_TEXT_ERROR}} aria-invalid="true" aria-describedby="{{TEXT_DESCRIBED}}"{{/IF_TEXT_ERROR}}>{{TEXT:pre_escape}}</textarea>
</div>
{{#DEMAND}}
<div class="field">
<label for="{{SAID_ID}}">{{SAID_LABEL}}</label>
<p class="hint" id="{{SAID_ID}}-hint">{{DEMAND_TEXT}}</p>
{{>SAID_ERROR}}
<input type="text" id="{{SAID_ID}}" name="{{SAID_ID}}" value="{{SAID}}" autocomplete="off" maxlength="600"{{#IF_SAID_ERROR}} aria-invalid="true"{{/IF_SAID_ERROR}} aria-describedby="{{SAID_DESCRIBED}}">
</div>
{{/DEMAND}}
{{#IF_END_OF_TRANSLATION}}</details>{{/IF_END_OF_TRANSLATION}}
{{/PART}}
<div class="field">
<label for="name">{_}Who answers: your name{/_}</label>
<p class="hint" id="name-hint">{_}Printed with the answer.{/_}</p>
{{>NAME_ERROR}}
<input type="text" id="name" name="name" value="{{NAME}}" autocomplete="name" maxlength="300" required{{#IF_NAME_ERROR}} aria-invalid="true"{{/IF_NAME_ERROR}} aria-describedby="{{NAME_DESCRIBED}}">
</div>
<div class="field">
<label for="role">{_}Your office (you may leave this empty){/_}</label>
{{>ROLE_ERROR}}
<input type="text" id="role" name="role" value="{{ROLE}}" autocomplete="organization-title" maxlength="300"{{#IF_ROLE_ERROR}} aria-invalid="true" aria-describedby="role-error"{{/IF_ROLE_ERROR}}>
</div>
<p class="row"><button class="button" type="submit">{_}See how it will stand{/_}</button></p>
<p class="fine small">{_}Nothing is on record yet. What you typed waits here for a day, in a box that only this browser opens.{/_}</p>
</form>
</div>
