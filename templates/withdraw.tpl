{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{_}Withdraw a signature{/_}</h1>
{{>ERRORS}}
<p>{_}A withdrawn signature no longer counts, and its name, role and comment are erased. The record keeps an entry without any name, and says that it was withdrawn.{/_}</p>
{{>OWN}}
<div id="by-server">
<h2>{_}With the key file{/_}</h2>
<noscript><p class="note">{_}Without scripts the file goes to the server, which signs the withdrawal with it and keeps it for an hour at most; with them it stays in your browser.{/_}</p></noscript>
<form method="post" action="{{KEY_ACTION}}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="key_file">{_}Your key file{/_}</label>
<p class="hint" id="key_file-hint">{_}The file that you kept after signing; its name ends in .ruban-key{/_}</p>
{{>KEY_FILE_ERROR}}
<input type="file" id="key_file" name="key_file" required{{#IF_KEY_FILE_ERROR}} aria-invalid="true"{{/IF_KEY_FILE_ERROR}} aria-describedby="{{KEY_FILE_DESCRIBED}}">
</div>
<p class="row"><button class="button" type="submit">{_}Go on with the key file{/_}</button></p>
</form>
</div>
<div id="by-address">
<h2>{_}Without the key file{/_}</h2>
<p>{_}Prove the address with which you signed by name, on a page without scripts: a code goes there. The record will say “taken down at its owner’s request”. Where scripts ran, your key was made in your browser, and its file alone withdraws.{/_}</p>
<form method="post" action="{{ADDRESS_ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="email">{_}Your e-mail address{/_}</label>
{{>EMAIL_ERROR}}
<input type="email" id="email" name="email" value="{{EMAIL}}" autocomplete="email" maxlength="254" spellcheck="false" required{{#IF_EMAIL_ERROR}} aria-invalid="true" aria-describedby="email-error"{{/IF_EMAIL_ERROR}}>
</div>
<p class="row"><button class="button quiet" type="submit">{_}Send me a code{/_}</button></p>
</form>
</div>
</div>
