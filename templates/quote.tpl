{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{_}A word to the press{/_}</h1>
<p>{_}Whoever has signed, with a name or without, can leave a few lines here that reporters may quote. The organisers read them, and publish them as those of a verified person, or don’t. They can’t alter them.{/_}</p>
<table>
<caption>{_}Who sees what{/_}</caption>
<tbody>
<tr><th scope="row">{_}The organisers{/_}</th><td>{_}What you write, at once, and to which signature it belongs.{/_}</td></tr>
<tr><th scope="row">{_}The public{/_}</th><td>{_}The same, once the organisers publish it; nothing before. If your signature has a name, then also whose words these are.{/_}</td></tr>
<tr><th scope="row">{_}The operator of this site{/_}</th><td>{_}The same, and when your connection comes. Use another network if you fear that.{/_}</td></tr>
</tbody>
</table>
<p class="note">{_}People are known by what they tell and how they tell it. Without a name, write nothing that only you know, and not as you always write.{/_}</p>
<noscript><p class="note warn">{_}This page needs JavaScript, since your key must stay in your own browser. Turn scripts on for it, or use the program <code>ruban sign --quote</code>.{/_}</p></noscript>
<div id="own" hidden data-slug="{{SLUG}}" data-version="{{VERSION}}" data-letter="{{LETTER_ID}}" data-index="{{INDEX}}">
<p class="small" id="own-policy" hidden>{{POLICY:pre_escape}}</p>
<p id="own-status" role="status" tabindex="-1" hidden></p>
<section id="own-start">
<h2 tabindex="-1">{_}With the key file{/_}</h2>
<form method="get" id="own-open">
{{>KEY}}
<p class="row"><button class="button" type="submit">{_}Look for its signature{/_}</button></p>
<p class="fine small">{_}This browser reads the public record since the letter began, all of it, so that the site isn’t told which signature you look for. Nothing is sent yet.{/_}</p>
</form>
</section>
<section id="own-say" hidden>
<h2 tabindex="-1">{_}What do you want to say?{/_}</h2>
<p id="own-tied"></p>
<form method="get" id="own-leave">
<div class="field"><label for="own-words">{_}Your words{/_}</label><p class="hint" id="own-words-hint">{_}At most 1,000 characters on twelve lines. Plain text, no links.{/_}</p>
<textarea id="own-words" rows="8" maxlength="1000" required aria-describedby="own-words-hint"></textarea></div>
<p class="row"><button class="button" type="submit">{_}Leave it to the organisers{/_}</button></p>
</form>
</section>
<section id="own-done" hidden>
<h2 tabindex="-1">{_}The organisers have your words{/_}</h2>
<blockquote class="line" id="own-said" dir="auto"></blockquote>
<p>{_}They are public once the organisers publish them, and go from this site when your withdrawn signature stops counting: one without a name at the end of its hour or so; until then they can still be published. Unread, they are forgotten after about 90 days.{/_}</p>
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</section>
</div>
<ul id="sentences" hidden>
<li data-says="busy">{_}One moment.{/_}</li>
<li data-says="tied-named">{_}It will be tied to signature no. [index], which stands there with your name.{/_}</li>
<li data-says="tied-anon">{_}It will be tied to signature no. [index], which has no name. Two statements by it are known to be of one person.{/_}</li>
<li data-says="denied">{_}The server refused: [detail] Nothing was lost.{/_}</li>
<li data-says="denied-quote-404">{_}The server says that this signature doesn’t stand. Look for it again.{/_}</li>
<li data-says="denied-quote-410">{_}This letter was withdrawn or removed, and takes no statements.{/_}</li>
<li data-says="denied-quote-422">{_}This can’t be printed: is there a link, an address, markup, or a line that begins with = or @?{/_}</li>
<li data-says="denied-quote-429">{_}This signature has left three statements already. Wait until the organisers have read them.{/_}</li>
<li data-says="denied-503">{_}The server is overloaded. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused">{_}Nothing was sent: what the site shows and the public record don’t fit together ([reason]).{/_}</li>
<li data-says="refused-offline">{_}The site can’t be reached. Nothing was lost: try again.{/_}</li>
<li data-says="refused-not-served">{_}The site doesn’t give out a part of the public record that is needed. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused-answer">{_}The site’s answer can’t be understood. Nothing was lost: try again in a minute.{/_}</li>
<li data-says="refused-letter-entry">{_}Nothing was sent: this letter isn’t where the site says in the public record. Tell others.{/_}</li>
<li data-says="refused-fork">{_}The site has shown two public records that contradict each other. Keep your key file, don’t trust what this page says, and tell others.{/_}</li>
<li data-says="refused-no-key">{_}Choose your key file, or paste its text.{/_}</li>
<li data-says="refused-no-words">{_}Write something first.{/_}</li>
<li data-says="refused-key-file">{_}This isn’t a whole key file.{/_}</li>
<li data-says="refused-other-letter">{_}This key file belongs to another letter, or to another version of this one.{/_}</li>
<li data-says="refused-other-site">{_}This key file belongs to another site’s record: [subject].{/_}</li>
<li data-says="refused-nothing-yet">{_}The record holds no signature of this key yet. Sign first; one without a name is there after the end of its epoch.{/_}</li>
<li data-says="refused-not-standing">{_}The signature of this key was withdrawn or taken down, so it can’t speak.{/_}</li>
</ul>
<script src="{{SCRIPT}}" defer></script>
</div>
