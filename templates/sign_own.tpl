{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div id="own" hidden data-slug="{{SLUG}}" data-version="{{VERSION}}" data-letter="{{LETTER_ID}}">
<p class="small" id="own-policy" hidden>{{POLICY:pre_escape}}</p>
<div id="own-intro">
{{#IF_NAMES}}<p>{_}First you prove that you belong, then you write your name. What you write is printed under the letter for everybody to read, your employer and search engines included. Your key is made in this browser; the server certifies it without seeing it.{/_}</p>
<table>
<caption>{_}Who sees what{/_}</caption>
<tbody>
<tr><th scope="row">{_}You{/_}</th><td>{_}The line that will be printed, before you sign. A key file: the only way to withdraw.{/_}</td></tr>
<tr><th scope="row">{_}The public{/_}</th><td>{{PUBLIC}}</td></tr>
<tr><th scope="row">{_}The organisers{/_}</th><td>{_}What the public sees, and nothing more.{/_}</td></tr>
<tr><th scope="row">{_}The operator of this site{/_}</th><td>{{#IF_MAIL}}{_}What the public sees. That your address asked for a code: a fingerprint of it stays until the letter ends, so that each address signs once. Nothing that is kept ties it to your name; but whoever watches the running server sees when each of your connections comes.{/_}{{/IF_MAIL}}{{#IF_ONLY_INVITED}}{_}What the public sees, and that an invitation code was used. Whose it is isn’t kept here once the mails with the codes have left.{/_}{{/IF_ONLY_INVITED}}</td></tr>
<tr><th scope="row">{_}Your employer{/_}</th><td>{{#IF_MAIL}}{_}What the public sees. If you give an address at work, also the mail with the code, which names no letter; and from a network at work, that you visited this site.{/_}{{/IF_MAIL}}{{#IF_ONLY_INVITED}}{_}What the public sees. If your code came to an address at work, also that mail, as to everybody; and from a network at work, that you visited this site.{/_}{{/IF_ONLY_INVITED}}</td></tr>
</tbody>
</table>
{{#IF_INVITED}}<p class="note">{_}An invitation code proves that you belong, and not who you are. Everybody on the organisers’ list was to get one, so having one says nothing of whether you sign. Who has your code, or a list of who got which, can find out whether it was used, or use it before you.{/_}</p>{{/IF_INVITED}}
<p class="small">{_}This page’s program comes from the site itself. Whoever doesn’t want to trust it uses <code>ruban sign</code>.{/_}</p>
{{/IF_NAMES}}
{{#IF_CHOICE}}<p>{_}First you prove that you belong, then you choose how to sign. Your key is made in this browser; the server certifies it without seeing it, and can’t tell later whose it was.{/_}</p>
<table class="ways">
<caption>{_}Who sees what{/_}</caption>
<thead><tr><td></td><th scope="col">{_}With your name{/_}</th><th scope="col">{_}Without{/_}</th></tr></thead>
<tbody>
<tr><th scope="row">{_}You{/_}</th><td data-label="{_}With your name{/_}">{_}The line that will be printed, before you sign.{/_}</td><td data-label="{_}Without{/_}">{_}A key file: the only way to withdraw.{/_}</td></tr>
<tr><th scope="row">{_}The public{/_}</th><td data-label="{_}With your name{/_}">{_}Your name, and what you add to it; the minute.{/_}</td><td data-label="{_}Without{/_}">{_}That one more person who belongs has signed, and the end of the hour or so in which it was published.{/_}</td></tr>
<tr><th scope="row">{_}The organisers{/_}</th><td data-label="{_}With your name{/_}">{_}What the public sees.{/_}</td><td data-label="{_}Without{/_}">{_}What the public sees.{/_}</td></tr>
<tr><th scope="row">{_}The operator of this site{/_}</th><td data-label="{_}With your name{/_}">{{#IF_MAIL}}{_}What the public sees; while the letter is open, a fingerprint of your address.{/_}{{/IF_MAIL}}{{#IF_ONLY_INVITED}}{_}What the public sees, and that an invitation code was used. Whose it is isn’t kept here once the mails with the codes have left.{/_}{{/IF_ONLY_INVITED}}</td><td data-label="{_}Without{/_}">{{#IF_ONLY_INVITED}}{_}That an invitation code was used, as with a name. Not which signature is yours; but whoever watches the running server sees when your connection comes: sign an hour later, from another network, if you fear that.{/_}{{/IF_ONLY_INVITED}}{{#IF_MAIL}}{_}That your address asked for a code, as with a name. Not which signature is yours; but whoever watches the running server sees when your connection comes: sign an hour later, from another network, if you fear that.{/_}{{/IF_MAIL}}</td></tr>
<tr><th scope="row">{_}Your employer{/_}</th><td data-label="{_}With your name{/_}">{{#IF_MAIL}}{_}What the public sees; at an address or on a network of theirs also the mail with the code, or your visit here.{/_}{{/IF_MAIL}}{{#IF_ONLY_INVITED}}{_}What the public sees; at an address or on a network of theirs also the mail that brought your code, or your visit here.{/_}{{/IF_ONLY_INVITED}}</td><td data-label="{_}Without{/_}">{{#IF_MAIL}}{_}Nothing of your signature. At an address or on a network of theirs, the mail with the code, or your visit here.{/_}{{/IF_MAIL}}{{#IF_ONLY_INVITED}}{_}Nothing of your signature. At an address or on a network of theirs, the mail that brought your code, or your visit here.{/_}{{/IF_ONLY_INVITED}}</td></tr>
</tbody>
</table>
{{#IF_INVITED}}<p class="note">{_}An invitation code proves that you belong, and not who you are. Everybody on the organisers’ list was to get one, so having one says nothing of whether you sign. Who has your code, or a list of who got which, can find out whether it was used, or use it before you; never for which signature without a name.{/_}</p>{{/IF_INVITED}}
<p class="small">{_}This page’s program comes from the site itself. Whoever doesn’t want to trust it uses <code>ruban sign</code>. Among three people nobody is hidden.{/_}</p>
{{/IF_CHOICE}}
{{#IF_ERASED}}<p>{{ERASED}}</p>{{/IF_ERASED}}
</div>
<p id="own-status" role="status" tabindex="-1" hidden></p>
<section id="own-start">
<form method="get" id="own-ask">
{{#IF_ISSUERS}}<fieldset><legend>{_}You sign as{/_}</legend>
{{#ISSUER}}<div class="pick"><input type="radio" name="own-issuer" id="own-{{ID}}" value="{{VALUE}}"{{#IF_INVITES}} data-invited="yes"{{/IF_INVITES}} required><label for="own-{{ID}}"><bdi>{{LABEL}}</bdi></label><p class="hint">{{HINT}}</p></div>
{{/ISSUER}}</fieldset>{{/IF_ISSUERS}}
{{#IF_ONE_ISSUER}}<input type="hidden" name="own-issuer" value="{{VALUE}}"{{#IF_BY_CODE}} data-invited="yes"{{/IF_BY_CODE}}>{{/IF_ONE_ISSUER}}
<p class="row"><button class="button" type="submit">{_}Make my key{/_}</button></p>
<p class="fine small">{_}The letter is checked against the public record first. Nothing is sent yet.{/_}</p>
</form>
<details><summary>{_}I have a key file already{/_}</summary>
<form method="get" id="own-have">
{{>KEY}}
<p class="row"><button class="button quiet" type="submit">{_}Go on with it{/_}</button></p>
</form></details>
</section>
<section id="own-save" hidden>
<h2 tabindex="-1">{_}Save your key first{/_}</h2>
<p>{_}Whoever has this file can withdraw your signature, and nobody can be issued another. Keep it like a password, and not on a computer of your employer.{/_}</p>
<p class="row"><a class="button" id="own-save-link" data-key-file href="{{ACTION}}">{_}Save the key file{/_}</a></p>
<details id="own-as-code"><summary>{_}Or keep it as a code to photograph or print{/_}</summary>
<p><strong>{_}Whoever sees this code can withdraw as you, and for an hour sign in your place.{/_}</strong> {_}Look who stands behind you, and take a camera of your own that sends its pictures nowhere. Keep the picture, the printed page, or the text that the camera reads.{/_}</p>
<div id="own-drawn"></div>
<p class="small">{_}It is the key without its credential. Paste its text where this site asks for a key file: with it you withdraw what is published; or prove once more that you belong, and are given the same credential.{/_}{{#IF_CHOICE}} {_}A signature without a name that still waits is taken back only with the file that you save after signing.{/_}{{/IF_CHOICE}}</p>
</details>
<form method="get" id="own-send">
<fieldset id="own-address" disabled>
<legend>{_}Then prove that you belong{/_}</legend>
<div id="own-by-code" hidden>
<div class="field"><label for="own-invitation">{_}Your invitation code{/_}</label><p class="hint" id="own-invitation-hint">{_}28 letters and digits, from the mail or the slip that you were given.{/_}</p>
<input type="text" id="own-invitation" autocomplete="off" autocapitalize="characters" maxlength="128" spellcheck="false" required disabled aria-describedby="own-invitation-hint"></div>
<p class="row"><button class="button" type="submit">{_}Go on{/_}</button></p>
</div>
<div id="own-by-mail">
<div class="field"><label for="own-email">{_}Your e-mail address{/_}</label><p class="hint" id="own-email-hint">{{EMAIL_HINT}}</p>
<input type="email" id="own-email" autocomplete="email" maxlength="254" spellcheck="false" required aria-describedby="own-email-hint"></div>
<p class="row"><button class="button" type="submit">{_}Send me a code{/_}</button></p>
</div>
</fieldset>
</form>
</section>
<section id="own-code" hidden>
<h2 tabindex="-1">{_}Type the code{/_}</h2>
<form method="get" id="own-confirm">
<div class="field"><label for="own-digits">{_}Eight digits{/_}</label><p class="hint" id="own-digits-hint">{_}They are in the mail that is on its way to you, and good for an hour in this browser.{/_}</p>
<input type="text" id="own-digits" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required aria-describedby="own-digits-hint"></div>
<p class="row"><button class="button" type="submit">{_}Go on{/_}</button></p>
</form>
</section>
{{#IF_MAIL}}<section id="own-news" hidden>
<h2 tabindex="-1">{_}Do you want news of this letter?{/_}</h2>
<p>{_}Your key is certified. Whether you want mails about what becomes of the letter is asked here, before you sign, and told apart from your signature.{/_}</p>
<form method="get" id="own-tell">
<div class="pick field"><input type="checkbox" id="own-updates" aria-describedby="own-updates-hint"><label for="own-updates">{_}Send me news of this letter{/_}</label>
<p class="hint" id="own-updates-hint">{_}Then your address is kept, in a list of its own, until you end it; each mail has a link for that. The mails name the letter, and whoever reads your mailbox, or runs it, sees them.{/_}</p></div>
{{#IF_CHOICE}}<p class="note">{_}If you are going to sign without your name: whoever holds this server, or takes its disk, finds your address in that list and not your name under the letter, and may guess the rest. Leave the box empty if you fear that; the letter’s page and its feed tell the same news.{/_}</p>{{/IF_CHOICE}}
<p class="row"><button class="button" type="submit">{_}Go on{/_}</button></p>
</form>
</section>{{/IF_MAIL}}
<section id="own-choose" hidden>
<h2 tabindex="-1">{{#IF_CHOICE}}{_}How do you want to sign?{/_}{{/IF_CHOICE}}{{#IF_NAMES}}{_}What is to be printed?{/_}{{/IF_NAMES}}</h2>
<p>{_}Your key is certified. Save the key file again: it holds the credential now. You can sign at once, or come back with it later and from elsewhere.{/_}</p>
<p class="row"><a class="button quiet" data-key-file href="{{ACTION}}">{_}Save the key file{/_}</a></p>
<form method="get" id="own-sign">
{{#IF_CHOICE}}<fieldset><legend>{_}How do you want to sign?{/_}</legend>
<div class="pick"><input type="radio" name="own-mode" id="own-named" value="named" checked><label for="own-named">{_}With my name{/_}</label></div>
<div class="pick"><input type="radio" name="own-mode" id="own-anon" value="anon" aria-describedby="own-people"><label for="own-anon">{_}Without my name{/_}</label><p class="hint" id="own-people"></p></div>
</fieldset>{{/IF_CHOICE}}
<div id="own-fields">
<div class="field"><label for="own-name">{_}Your name{/_}</label><input type="text" id="own-name" autocomplete="name" maxlength="200"></div>
<div class="field"><label for="own-role">{_}Your role (you may leave this empty){/_}</label><input type="text" id="own-role" autocomplete="organization-title" maxlength="200"></div>
{{#IF_COMMENTS}}<div class="field"><label for="own-comment">{_}Why you sign (you may leave this empty){/_}</label><textarea id="own-comment" rows="4" maxlength="2000"></textarea></div>{{/IF_COMMENTS}}
</div>
{{#IF_CHOICE}}<div class="pick field" id="own-few" hidden><input type="checkbox" id="own-drop"><label for="own-drop">{_}If too few have signed without their name when the letter ends, drop mine rather than publish it{/_}</label></div>{{/IF_CHOICE}}
<h3>{_}This is what will be printed{/_}</h3>
<p class="line"><bdi id="own-line"></bdi></p>
<p class="row"><button class="button" type="submit">{_}Sign{/_}</button></p>
</form>
</section>
<details id="own-read" hidden><summary>{_}The text that you sign, as the record has it{/_}</summary>
<p class="small">{_}This is what was checked, without the layout. If it isn’t what you have read, don’t sign, and tell others.{/_}</p>
<pre class="checked" id="own-checked"></pre>
</details>
<section id="own-done" hidden>
<h2 tabindex="-1">{_}Your signature is received{/_}</h2>
<p id="own-outcome" role="status"></p>
<p id="own-proof" hidden><a class="button quiet" id="own-receipt" href="{{ACTION}}">{_}Save the receipt{/_}</a></p>
<p>{_}Keep the key file: with it, and with nothing else, you can withdraw.{/_}{{#IF_CHOICE}} {_}A receipt of a signature without a name points at it: show it to nobody.{/_}{{/IF_CHOICE}}</p>
<details id="own-missing"><summary>{_}If the record still doesn’t hold it much later{/_}</summary>
<p id="own-late"></p>
<p class="row"><a class="button quiet" id="own-entry" href="{{ACTION}}">{_}Save the entry{/_}</a></p></details>
{{#IF_PLEDGE}}<p>{{#IF_CHOICE}}{_}This letter carries a pledge. If you have signed with your name, only this file can say, once it is due, that you have kept it.{/_}{{/IF_CHOICE}}{{#IF_NAMES}}{_}This letter carries a pledge. Only the key file can say, once it is due, that you have kept it.{/_}{{/IF_NAMES}}</p>{{/IF_PLEDGE}}
<p class="row"><a class="button quiet" data-key-file href="{{ACTION}}">{_}Save the key file{/_}</a> <a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</section>
</div>
<ul id="sentences" hidden>
<li data-says="busy">{_}One moment.{/_}</li>
{{#IF_CHOICE}}<li data-says="people">{_}It could be of any of at least [count] people.{/_}</li>
<li data-says="too-few">{_}Not offered yet: too few people hold a credential, and nobody would be hidden. Keep your key file and come back.{/_}</li>
<li data-says="begun-by-name">{_}Not offered any more: a signature with your name was begun with this key, and whoever received it knows that the key is yours.{/_}</li>
<li data-says="line-anon">{_}One more signature without a name, in the count.{/_}</li>
<li data-says="waiting">{_}The server keeps it in memory until [time] UTC, and then publishes it together with others. You can close this page: with the key file you can look again, and send it once more if it is missing.{/_}</li>
<li data-says="recorded-anon">{_}It is in the public record. This browser has found it there without asking for it.{/_}</li>{{/IF_CHOICE}}
<li data-says="accepted">{_}The server has it safely. In a moment it is in the public record.{/_}</li>
<li data-says="late">{_}This file is your signature as the record should hold it. If it isn’t there by [time] UTC, anybody can show with the file that the signature is good and missing: “ruban verify --missing” does. There is no secret in it, but whoever has it from you knows which signature is yours. So keep it, and give it away only if you must, in a way that doesn’t tell who you are.{/_}</li>
<li data-says="recorded">{_}It is in the public record as no. [index].{/_}</li>
<li data-says="denied">{_}The server refused: [detail] Nothing was lost.{/_}</li>
<li data-says="denied-code-422">{_}This address can’t be used here. Is it one that belongs to your choice?{/_}</li>
<li data-says="denied-confirm-403">{_}This isn’t the code from the last mail. You have five tries.{/_}</li>
<li data-says="denied-confirm-409">{_}A credential was issued to this address before. Go on with the key file of then.{/_}</li>
<li data-says="denied-confirm-410">{_}The code is over. Start again with your key file.{/_}</li>
<li data-says="denied-issue-403">{_}Nobody was given this code for this letter. Is it the code of another letter, or of another group?{/_}</li>
<li data-says="denied-issue-409">{_}A credential was issued for this code before. Go on with the key file of then.{/_}</li>
<li data-says="denied-issue-422">{_}There is a slip in this code: compare it character by character.{/_}</li>
<li data-says="denied-news-410">{_}The hour is over in which news could be asked for here. Nothing was lost: leave the box empty, and go on.{/_}</li>
<li data-says="denied-sign-409">{_}It can’t be taken now: the letter is closed, this key has signed before, or too few would be meant. Your key file stays good.{/_}</li>
<li data-says="denied-sign-422">{_}A letter can’t print this. Is your name written as one, without links and signs of formulas?{/_}</li>
<li data-says="denied-429">{_}Too many tries. Wait an hour; your key file stays good.{/_}</li>
<li data-says="denied-503">{_}The server is overloaded. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused">{_}Nothing was sent: the letter and the public record don’t fit together ([reason]).{/_}</li>
<li data-says="refused-offline">{_}The site can’t be reached. Nothing was lost: try again.{/_}</li>
<li data-says="refused-not-served">{_}The site doesn’t give out a part of the public record that is needed. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused-answer">{_}The site’s answer can’t be understood. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused-no-quorum">{_}Nothing was sent: too few witnesses have seen the record within the last hour. Come back later.{/_}</li>
<li data-says="refused-letter-entry">{_}Nothing was sent: this letter isn’t the one that stands in the public record. Don’t sign here, and tell others.{/_}</li>
<li data-says="refused-second-letter">{_}Nothing was sent: the record holds a second letter of this name. Don’t sign here, and tell others.{/_}</li>
<li data-says="refused-letter-text">{_}Nothing was sent: the letter’s text isn’t the one that stands in the public record. Don’t sign here, and tell others.{/_}</li>
<li data-says="refused-issuer-key">{_}Nothing was sent: the key that would certify yours is weak, or another letter’s. Don’t sign here, and tell others.{/_}</li>
<li data-says="refused-blind-signature">{_}The server’s answer is no credential for your key. Don’t sign here, and tell others.{/_}</li>
<li data-says="code-label">{_}The code of your key{/_}</li>
<li data-says="refused-credential">{_}The credential in this key file isn’t one of this letter. Nothing was sent.{/_}</li>
<li data-says="refused-letter-policy">{_}Nothing was sent: the witnesses that the letter asks for aren’t those that stand in the public record. Don’t sign here, and tell others.{/_}</li>
<li data-says="refused-fork">{_}The site has shown two public records that contradict each other. Keep your key file, don’t trust what this page says, and tell others.{/_}</li>
<li data-says="refused-taken-back">{_}You have taken this signature back in another tab. It isn’t sent again.{/_}</li>
<li data-says="refused-no-key">{_}Choose your key file, or paste its text.{/_}</li>
<li data-says="refused-key-file">{_}This isn’t a whole key file.{/_}</li>
<li data-says="refused-other-letter">{_}This key file belongs to another letter.{/_}</li>
</ul>
<script src="{{SCRIPT}}" defer></script>
