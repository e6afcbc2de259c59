{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div id="own" hidden data-slug="{{SLUG}}" data-version="{{VERSION}}" data-letter="{{LETTER_ID}}" data-index="{{INDEX}}">
<p class="small" id="own-policy" hidden>{{POLICY:pre_escape}}</p>
<p id="own-status" role="status" tabindex="-1" hidden></p>
<section id="own-start">
<h2 tabindex="-1">{_}With the key file{/_}</h2>
<form method="get" id="own-open">
{{>KEY}}
<p class="row"><button class="button" type="submit">{_}Look for its signature{/_}</button></p>
<p class="fine small">{_}This browser reads the public record since the letter began, all of it, so that the site isn’t told which signature you look for. Nothing is withdrawn yet.{/_}</p>
</form>
</section>
<section id="own-confirm" hidden>
<h2 tabindex="-1">{_}What will happen{/_}</h2>
<p id="own-what"></p>
<form method="get" id="own-take">
<p>{_}This can’t be undone, and you can’t sign this letter again.{/_}</p>
<p class="row"><button class="button warn" type="submit">{_}Withdraw{/_}</button> <a class="button quiet" href="{{LETTER}}">{_}Leave it as it is{/_}</a></p>
</form>
<form method="get" id="own-take-back">
<p class="row"><button class="button warn" type="submit">{_}Take it back{/_}</button> <a class="button quiet" href="{{LETTER}}">{_}Leave it as it is{/_}</a></p>
</form>
<p class="fine small">{_}The statement that takes it back is signed here; your key stays in this browser.{/_}</p>
<p class="row"><button class="button quiet" type="button" data-again>{_}Another key, or look again{/_}</button></p>
</section>
<section id="own-done" hidden>
<h2 tabindex="-1" id="own-done-title">{_}Your withdrawal is received{/_}</h2>
<p id="own-outcome" role="status"></p>
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</section>
</div>
<ul id="sentences" hidden>
<li data-says="busy">{_}One moment.{/_}</li>
<li data-says="what-named">{_}The signature of this key is no. [index] in the record, with a name. It stops counting within seconds, and its name, role and comment are erased from this site at once. The record keeps an entry without any name, and says that it was withdrawn.{/_}</li>
<li data-says="what-anon">{_}The signature of this key is in the record, without a name. Your withdrawal waits in the server’s memory until the end of its epoch, as the signature did: [time] UTC. Until then it counts. Then the record says that one signature was withdrawn, and which. Whoever watches the running server can see already now which one this connection takes back; use another network if you fear that.{/_}</li>
<li data-says="what-waits">{_}The record holds no signature of this key. If one without a name still waits in the server’s memory, it can be taken back: nothing of it is ever published, and your key file stays good for signing.{/_}</li>
<li data-says="title-received">{_}Your withdrawal is received{/_}</li>
<li data-says="title-withdraw">{_}Your signature is withdrawn{/_}</li>
<li data-says="title-takedown">{_}This signature was taken down{/_}</li>
<li data-says="title-taken-back">{_}Your signature is taken back{/_}</li>
<li data-says="accepted">{_}The server has it safely. In a moment it is in the public record.{/_}</li>
<li data-says="waiting">{_}The server keeps it in memory until [time] UTC; from then on your signature counts no longer. If you leave this page open, it looks whether the record shows it, and sends it again if it is missing. If you close it, look again after that time with the key file.{/_}</li>
<li data-says="recorded-named">{_}The record shows it: no. [index] counts no longer. What others have copied or printed before can’t be called back.{/_}</li>
<li data-says="recorded-anon">{_}The record shows it: your signature counts no longer. This browser has found it there without asking for it.{/_}</li>
<li data-says="gone-withdraw">{_}It was withdrawn before: no. [index] counts no longer. There is nothing more to do.{/_}</li>
<li data-says="gone-takedown">{_}No. [index] was taken down by the operator or at its owner’s request, and counts no longer. There is nothing to withdraw.{/_}</li>
<li data-says="taken-back">{_}It was taken back before it was published. The record will hold nothing of it, and with your key file you can still sign.{/_}</li>
<li data-says="denied">{_}The server refused: [detail] Nothing was lost.{/_}</li>
<li data-says="denied-withdraw-422">{_}The server says that this key isn’t the signature’s. Nothing was withdrawn; tell the organisers.{/_}</li>
<li data-says="denied-take-back-404">{_}It doesn’t wait there. Either it was published just now, or it never came, or the server lost it. Look again in a minute.{/_}</li>
<li data-says="denied-take-back-409">{_}It is on its way into the record, and can’t be taken back any more. Look again in a minute, and withdraw it from there.{/_}</li>
<li data-says="denied-429">{_}Too many tries. Wait an hour; your key file stays good.{/_}</li>
<li data-says="denied-503">{_}The server is overloaded. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused">{_}Nothing was sent: what the site shows and the public record don’t fit together ([reason]).{/_}</li>
<li data-says="refused-offline">{_}The site can’t be reached. Nothing was lost: try again.{/_}</li>
<li data-says="refused-not-served">{_}The site doesn’t give out a part of the public record that is needed. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused-answer">{_}The site’s answer can’t be understood. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused-letter-entry">{_}Nothing was sent: this letter isn’t where the site says in the public record. Tell others.{/_}</li>
<li data-says="refused-fork">{_}The site has shown two public records that contradict each other. Keep your key file, don’t trust what this page says, and tell others.{/_}</li>
<li data-says="refused-no-key">{_}Choose your key file, or paste its text.{/_}</li>
<li data-says="refused-key-file">{_}This isn’t a whole key file.{/_}</li>
<li data-says="refused-other-letter">{_}This key file belongs to another letter, or to another version of this one.{/_}</li>
<li data-says="refused-other-site">{_}This key file belongs to another site’s record: [subject].{/_}</li>
<li data-says="refused-nothing-named">{_}The record holds no signature of this key. If you have signed within the last minute, look again; otherwise there is nothing to withdraw.{/_}</li>
<li data-says="refused-nothing-yet">{_}The record holds no signature of this key. If you have signed without your name, it may still wait: look again after the end of its epoch, or take it back now with the key file that you saved after signing.{/_}</li>
</ul>
<script src="{{SCRIPT}}" defer></script>
