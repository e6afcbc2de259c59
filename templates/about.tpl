{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="prose">
<h1>{_}How Ruban works, and what it can’t protect{/_}</h1>
<p class="lead">{_}A round robin, in French a <i lang="fr">ruban rond</i>, was a letter whose names were written in a circle, so that nobody had signed first. Ruban is that, with a count that anybody can check.{/_}</p>

<h2>{_}A letter doesn’t change under its signatures{/_}</h2>
<p>{_}On the day a letter opens, its text, its demands and its rules are frozen, and their fingerprint goes into the public record. Who wants another text publishes a new version: its signatures begin at zero, and both pages say so.{/_}</p>

<h2>{_}Who signs, and how often{/_}</h2>
<p>{_}Each letter says who may sign and how that is proved. At present the proof is a code sent to an e-mail address: at a company’s domain, on a list, or any. Each address signs once.{/_}</p>
<p>{_}An address isn’t a person: somebody with two addresses can sign twice. And a name is what a signer writes; Ruban attests that somebody belongs, not what they are called.{/_}</p>
<p>{_}Signatories of different kinds, staff and supporters for instance, are counted apart and never added up.{/_}</p>

<h2>{_}A record that only grows{/_}</h2>
<p>{_}Every signature, withdrawal and decision is an entry of one public record. It is built like the logs with which browsers watch over the web’s certificates: each entry changes a short value, the root, so that nothing can be altered or removed without everybody being able to see it. Entries hold no names, only seals on them.{/_}</p>
<p>{_}The count on a page is the count in the record, at the checkpoint named at the foot. Witnesses, such as a newspaper or a union, can sign each checkpoint too; then the operator can’t show one record to you and another to somebody else. The foot of the page says how many have. “Log only” means: nobody but this site.{/_}</p>

<h2 id="check">{_}Check a count{/_}</h2>
<p>{_}With the program <code>ruban</code>, from any computer:{/_}</p>
<pre><code>ruban audit {{ORIGIN}}</code></pre>
<p>{_}It fetches the whole record, recomputes its root, verifies every signature and every right to sign, counts again, and compares with what this site says. A receipt is checked with <code>ruban verify</code>. Both formats are public, and other programs read them.{/_}</p>

<h2>{_}What is protected{/_}</h2>
<ul>
<li>{_}Your address is never shown, neither to the public nor to the organisers, and it isn’t kept unless you ask for news. What stays are two fingerprints under secret keys: one until the letter ends, so that an address signs once; and, if you sign without scripts, one beside your name until you withdraw, so that you can do so by proving the address.{/_}</li>
<li>{_}Your name, role and comment lie outside the record. You can withdraw and have them erased, by yourself and at any time.{/_}</li>
<li>{_}Where a letter offers it, you can sign without your name. Your key is made in your browser and certified blindly: not even whoever holds this site’s keys and its disk can tell which of the people who asked for a certificate has signed.{/_}</li>
<li>{_}No internet address is stored, and no log names a person. There is no tracker, nothing comes from a third party, and there is no cookie before you begin to sign.{/_}</li>
<li>{_}An accepted signature can’t be dropped in silence: your receipt would prove it.{/_}</li>
<li>{_}A signature that is taken down by the operator is shown as such, with the reason, and can’t pass for a withdrawal.{/_}</li>
</ul>

<h2>{_}What isn’t protected{/_}</h2>
<ul>
<li>{_}A signature without a name hides you among those who hold a certificate, and not among three. Whoever watches this server while you sign sees when and from where you come; the page’s program comes from this site as well. An hour, another network, or the program <code>ruban sign</code> help.{/_}</li>
<li>{_}A name that was printed can be copied by anybody. Erasing it here doesn’t erase it elsewhere.{/_}</li>
<li>{_}Your employer sees mail sent to your address at work, and may see which sites you visit from its network. If the letter allows it, use an address and a device of your own.{/_}</li>
<li>{_}Your mail provider can read the code. So can anybody else who can read your mailbox, and could sign in your place.{/_}</li>
<li>{_}Whoever holds the running server can test whether an address they guess has asked for a code.{/_}</li>
<li>{_}The page in your browser comes from the operator. A dishonest operator could deliver another one, to you alone. The record names the scripts that pages load, and <code>ruban audit</code> compares them with what is served: that shows a script changed for everybody, not one delivered to a single person.{/_}</li>
<li>{_}Whoever issues the right to sign could invent signatories. That is why the record publishes how many rights were issued, and why letters can say how many people belong.{/_}</li>
<li>{_}Without witnesses an operator could show different records to different people. Compare the root at the foot of the page with others.{/_}</li>
<li>{_}A small group hides nobody: if only three people could have written something, guessing is easy.{/_}</li>
</ul>

<h2>{_}What is kept, and for how long{/_}</h2>
<dl>
<dt>{_}Name, role, comment{/_}</dt>
<dd>{_}until you withdraw{/_}</dd>
<dt>{_}Fingerprint of your address{/_}</dt>
<dd>{_}until the letter ends, when its key is destroyed; the one beside your name: until you withdraw{/_}</dd>
<dt>{_}Your address{/_}</dt>
<dd>{_}until the mail has left and the signing visit is over, at most a few hours; longer only if you ask for news{/_}</dd>
<dt>{_}The one cookie{/_}</dt>
<dd>{_}from the first page of signing to the last{/_}</dd>
<dt>{_}The record’s entries, which hold no names{/_}</dt>
<dd>{_}for good{/_}</dd>
</dl>

<h2>{_}Whose it is{/_}</h2>
<p>{_}Ruban is free software under the GNU Affero General Public License, version 3 or later: anybody may read it, run it and change it.{/_}</p>
</div>
