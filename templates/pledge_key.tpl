{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{_}Say that you have kept the pledge{/_}</h1>
{{>ERRORS}}
<p>{_}The file goes to the server, which says it in public with the key of your signature and forgets the file; if you stop half way, after an hour at most. With scripts, or with the program <code>ruban sign --kept</code>, the key stays with you.{/_}</p>
<form method="post" action="{{ACTION}}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field">
<label for="key_file">{_}Your key file{/_}</label>
<p class="hint" id="key_file-hint">{_}The file that you kept after signing; its name ends in .ruban-key{/_}</p>
{{>KEY_FILE_ERROR}}
<input type="file" id="key_file" name="key_file" required{{#IF_KEY_FILE_ERROR}} aria-invalid="true"{{/IF_KEY_FILE_ERROR}} aria-describedby="{{KEY_FILE_DESCRIBED}}">
</div>
<p class="row"><button class="button" type="submit">{_}Go on with the key file{/_}</button> <a class="button quiet" href="{{PLEDGE_PAGE}}">{_}Back{/_}</a></p>
</form>
<p class="small">{_}Nothing is public before you have seen what will be and pressed once more.{/_}</p>
</div>
