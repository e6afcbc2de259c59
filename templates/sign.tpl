{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{{HEADING}}</h1>
{{#IF_OWN}}{{>OWN}}{{/IF_OWN}}
<div id="by-server">
{{#IF_CHOICE}}<noscript><p class="note">{_}This letter can also be signed without your name. That needs JavaScript, since the key must be made on your own machine: here the server makes it for you, and would know whose it is. Turn scripts on for this page, or use the program <code>ruban sign</code>.{/_}</p></noscript>{{/IF_CHOICE}}
<p class="step">{{STEP}}</p>
{{>ERRORS}}
{{#IF_ONLY_MAIL}}<p>{_}What you write here is printed under the letter for everybody to read, your employer and search engines included. Your address is used to send you a code, and is never shown.{/_}</p>{{/IF_ONLY_MAIL}}
{{#IF_INVITED}}<p>{_}What you write here is printed under the letter for everybody to read, your employer and search engines included. How you prove that you belong is never shown.{/_}</p>{{/IF_INVITED}}
<table>
<caption>{_}Who sees what{/_}</caption>
<tbody>
<tr><th scope="row">{_}You{/_}</th><td>{_}Before you sign, exactly what will be printed. Afterwards, a receipt and a key with which you can withdraw.{/_}</td></tr>
<tr><th scope="row">{_}The public{/_}</th><td>{{PUBLIC}}</td></tr>
<tr><th scope="row">{_}The organisers{/_}</th><td>{_}What the public sees, and nothing more.{/_}</td></tr>
<tr><th scope="row">{_}The operator of this site{/_}</th><td>{{#IF_MAIL}}{_}What the public sees. Your address is kept only if you ask for news; a fingerprint of it stays until the letter ends, so that each address signs once, and another one as long as your name, so that you can withdraw. With them, whoever holds the running server can test whether an address they guess has asked for a code.{/_}{{/IF_MAIL}}{{#IF_ONLY_INVITED}}{_}What the public sees, and that an invitation code was used. Whose it is isn’t kept here once the mails with the codes have left.{/_}{{/IF_ONLY_INVITED}}</td></tr>
<tr><th scope="row">{_}Your employer{/_}</th><td>{{#IF_MAIL}}{_}What the public sees. If you give an address at work, also the mail with the code, which names no letter; and from a network at work, that you visited this site.{/_}{{/IF_MAIL}}{{#IF_ONLY_INVITED}}{_}What the public sees. If your code came to an address at work, also that mail, as to everybody; and from a network at work, that you visited this site.{/_}{{/IF_ONLY_INVITED}}</td></tr>
</tbody>
</table>
{{#IF_ERASED}}<p>{{ERASED}}</p>{{/IF_ERASED}}
{{#IF_INVITED}}<p class="note">{_}An invitation code proves that you belong, and not who you are. Everybody on the organisers’ list was to get one, so having one says nothing of whether you sign. Who has your code, or a list of who got which, can find out whether it was used, or use it before you.{/_}</p>{{/IF_INVITED}}
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="version" value="{{VERSION}}">
{{#IF_ISSUERS}}
<fieldset{{#IF_ISSUER_ERROR}} aria-describedby="issuer-error"{{/IF_ISSUER_ERROR}}>
<legend>{_}You sign as{/_}</legend>
{{>ISSUER_ERROR}}
{{#ISSUER}}<div class="pick"><input type="radio" name="issuer" id="{{ID}}" value="{{VALUE}}"{{#IF_CHOSEN}} checked{{/IF_CHOSEN}} required><label for="{{ID}}"><bdi>{{LABEL}}</bdi></label><p class="hint">{{HINT}}</p></div>
{{/ISSUER}}
</fieldset>
{{/IF_ISSUERS}}
{{#IF_ONE_ISSUER}}<input type="hidden" name="issuer" value="{{VALUE}}">{{/IF_ONE_ISSUER}}
<div class="field">
<label for="name">{_}Your name{/_}</label>
<p class="hint" id="name-hint">{_}As it should be printed.{/_}</p>
{{>NAME_ERROR}}
<input type="text" id="name" name="name" value="{{NAME}}" autocomplete="name" maxlength="200" required{{#IF_NAME_ERROR}} aria-invalid="true"{{/IF_NAME_ERROR}} aria-describedby="{{NAME_DESCRIBED}}">
</div>
<div class="field">
<label for="role">{_}Your role (you may leave this empty){/_}</label>
<p class="hint" id="role-hint">{_}Printed after your name: “nurse”, “research engineer, Lyon”.{/_}</p>
{{>ROLE_ERROR}}
<input type="text" id="role" name="role" value="{{ROLE}}" autocomplete="organization-title" maxlength="200"{{#IF_ROLE_ERROR}} aria-invalid="true"{{/IF_ROLE_ERROR}} aria-describedby="{{ROLE_DESCRIBED}}">
</div>
{{#IF_COMMENTS}}
<div class="field">
<label for="comment">{_}Why you sign (you may leave this empty){/_}</label>
<p class="hint" id="comment-hint">{_}Printed with your name in the list of all signatures. Plain text, no links.{/_}</p>
{{>COMMENT_ERROR}}
<textarea id="comment" name="comment" rows="4" maxlength="2000"{{#IF_COMMENT_ERROR}} aria-invalid="true"{{/IF_COMMENT_ERROR}} aria-describedby="{{COMMENT_DESCRIBED}}">{{COMMENT:pre_escape}}</textarea>
</div>
{{/IF_COMMENTS}}
{{#IF_BY_INVITATION}}
<div class="field">
<label for="invitation">{_}Your invitation code{/_}</label>
<p class="hint" id="invitation-hint">{_}28 letters and digits, from the mail or the slip that you were given.{/_}</p>
{{>INVITATION_ERROR}}
<input type="text" id="invitation" name="invitation" value="{{INVITATION}}" autocomplete="off" autocapitalize="characters" maxlength="128" spellcheck="false"{{#IF_NEEDED}} required{{/IF_NEEDED}}{{#IF_INVITATION_ERROR}} aria-invalid="true"{{/IF_INVITATION_ERROR}} aria-describedby="{{INVITATION_DESCRIBED}}">
</div>
{{/IF_BY_INVITATION}}
{{#IF_BY_MAIL}}
<div class="field">
<label for="email">{_}Your e-mail address{/_}</label>
<p class="hint" id="email-hint">{{EMAIL_HINT}}</p>
{{>EMAIL_ERROR}}
<input type="email" id="email" name="email" value="{{EMAIL}}" autocomplete="email" maxlength="254" spellcheck="false"{{#IF_NEEDED}} required{{/IF_NEEDED}}{{#IF_EMAIL_ERROR}} aria-invalid="true"{{/IF_EMAIL_ERROR}} aria-describedby="{{EMAIL_DESCRIBED}}">
</div>
<div class="pick field">
<input type="checkbox" id="updates" name="updates" value="on"{{#IF_UPDATES}} checked{{/IF_UPDATES}} aria-describedby="updates-hint"><label for="updates">{_}Send me news of this letter{/_}</label>
<p class="hint" id="updates-hint">{_}Then your address is kept, apart from your signature, until you end it.{/_}</p>
</div>
{{/IF_BY_MAIL}}
<p class="row"><button class="button" type="submit">{{SUBMIT}}</button></p>
<p class="fine small">{_}Nothing is signed yet: you will see everything once more.{/_}</p>
</form>
</div>
</div>
