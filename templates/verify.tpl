{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="prose">
<h1>{_}Check a receipt or a proof{/_}</h1>
<p class="lead">{_}A receipt shows that a signature stands in this site’s record, a proof of a count that the server committed to its figures. Both are files whose names end in .tlog-proof.{/_}</p>
<noscript><p class="note">{_}Checking a file here needs JavaScript, and your browser runs none. The file can be checked without it, and without this site, in the two ways that stand further down.{/_}</p></noscript>
<div id="verify" hidden>
<div class="field">
<label class="label" for="verify-file">{_}The file{/_}</label>
<p class="hint" id="verify-hint">{_}Choose it, or drop it onto this page. It is read in your browser and sent nowhere; you can go offline first.{/_}</p>
<input type="file" id="verify-file" accept=".tlog-proof" aria-describedby="verify-hint">
</div>
<section id="verify-result" aria-label="{_}Result{/_}" tabindex="-1" hidden></section>
</div>
<h2>{_}In another way{/_}</h2>
<p>{_}This page, its program and the keys below come from the site that the file is to prove something about. Whoever doesn’t want to trust it checks the same file with a program from elsewhere:{/_}</p>
<ul>
<li>{_}<code>ruban verify FILE</code> keeps the key that it first saw, and takes a policy that you have from somebody else: <code>--policy FILE</code>.{/_}</li>
<li>{_}<code>docs/check-a-receipt.sh</code> in Ruban’s sources has twenty lines and needs nothing but a shell, coreutils and OpenSSL.{/_}</li>
</ul>
<details><summary>{_}The keys that files are checked against{/_}</summary>
<pre><code id="verify-policy">{{POLICY:pre_escape}}</code></pre>
<p class="small">{_}The same text stands at <a href="{{POLICY_PATH}}">{{POLICY_PATH}}</a>. Compare it with what others have seen: witnesses, newspapers, an earlier visit of yours.{/_}</p>
</details>
</div>
<ul id="sentences" hidden>
<li data-says="instant">{_}[date], [hour]:[minute] UTC{/_}</li>
<li data-says="title-proved">{_}It is in the record{/_}</li>
<li data-says="title-unwitnessed">{_}It is in the record, but witnesses are missing{/_}</li>
<li data-says="title-refused">{_}This file proves nothing{/_}</li>
<li data-says="title-entry">{_}What the entry says{/_}</li>
<li data-says="title-shown">{_}What is proved{/_}</li>
<li data-says="title-limits">{_}What isn’t proved{/_}</li>
<li data-says="place">{_}[file]: entry [index] of the record [origin].{/_}</li>
<li data-says="letter-id">{_}The letter’s number in the record: [id]{/_}</li>
<li data-says="leaf">{_}The entry’s hash: [id]{/_}</li>
<li data-says="letter">{_}The letter [slug], version [version], published on [time].{/_}</li>
<li data-says="sign-named">{_}A signature by name, of the class and method [issuer], made on [time].{/_}</li>
<li data-says="sign-anon">{_}A signature without a name, of the class and method [issuer], made in the span that ended on [time].{/_}</li>
<li data-says="withdraw">{_}Signature [index] was withdrawn by its signer on [time].{/_}</li>
<li data-says="takedown-owner">{_}The operator took signature [index] down on [time], because its owner asked for it.{/_}</li>
<li data-says="takedown-court">{_}The operator took signature [index] down on [time], because a court ordered it.{/_}</li>
<li data-says="takedown-abuse">{_}The operator took signature [index] down on [time], because of abuse.{/_}</li>
<li data-says="takedown-test">{_}The operator took signature [index] down on [time]: it was a test.{/_}</li>
<li data-says="erase">{_}The text of signature [index] was erased on [time].{/_}</li>
<li data-says="issued">{_}The issuer [issuer] says that it had issued [total] credentials by [time].{/_}</li>
<li data-says="tally">{_}The server’s count of the letter on [time], over the first [size] entries of the record:{/_}</li>
<li data-says="count">{_}[label] – by name: [named]; without a name: [anon]; withdrawn: [withdrawn]; taken down: [taken]{/_}</li>
<li data-says="response-recipient">{_}Answer [number] by the letter’s recipient, entered on [time].{/_}</li>
<li data-says="response-organisers">{_}Answer [number], entered by the organisers on [time].{/_}</li>
<li data-says="demand-open">{_}Demand [number] has been open since [time].{/_}</li>
<li data-says="demand-promised">{_}It was entered on [time] that demand [number] is promised.{/_}</li>
<li data-says="demand-partly_met">{_}It was entered on [time] that demand [number] is met in part.{/_}</li>
<li data-says="demand-met">{_}It was entered on [time] that demand [number] is met.{/_}</li>
<li data-says="demand-refused">{_}It was entered on [time] that demand [number] is refused.{/_}</li>
<li data-says="demand-broken">{_}It was entered on [time] that the promise about demand [number] is broken.{/_}</li>
<li data-says="demand-stalled">{_}It was entered on [time] that nothing moves about demand [number].{/_}</li>
<li data-says="update">{_}News [number] of the letter, published on [time].{/_}</li>
<li data-says="evidence">{_}Evidence [number] of the letter, published on [time].{/_}</li>
<li data-says="delivery">{_}Delivery [number] of the letter, entered on [time].{/_}</li>
<li data-says="kept">{_}The signer of signature [index] said on [time] that they have done what the pledge asked.{/_}</li>
<li data-says="quote">{_}A statement for the press by the signer of signature [index], entered on [time].{/_}</li>
<li data-says="end-closed">{_}The letter was closed on [time].{/_}</li>
<li data-says="end-withdrawn">{_}The letter was withdrawn by its organisers on [time].{/_}</li>
<li data-says="end-removed">{_}The letter was removed by the operator on [time].{/_}</li>
<li data-says="client">{_}The client program [version], published on [time].{/_}</li>
<li data-says="committed">{_}Committed: the server signed a checkpoint of [size] entries that holds this one, and can’t deny it later. No witness is asked for, so nobody else says when that was.{/_}</li>
<li data-says="witnessed">{_}Witnessed by [have] of [of]: the server committed to a checkpoint of [size] entries that holds this one, and these witnesses had seen it at these times.{/_}</li>
<li data-says="quorum-missing">{_}Committed, but not witnessed: the server signed a checkpoint of [size] entries that holds this one, and [have] of [of] witnesses have cosigned it, fewer than the policy asks for. Take a newer receipt.{/_}</li>
<li data-says="cosigned">{_}[name], on [time]{/_}</li>
<li data-says="limit-sign">{_}Who signed, and that the signature counts: its right to sign is verified by <code>ruban audit</code>.{/_}</li>
<li data-says="limit-tally">{_}That these figures are right. A recount proves that: <code>ruban audit</code>.{/_}</li>
<li data-says="limit-issued">{_}That this number is true: it is what the issuer says.{/_}</li>
<li data-says="limit-quote">{_}What the statement says: the entry holds only a commitment to its text.{/_}</li>
<li data-says="limit-since">{_}What came later. An entry stays for ever, and another one may withdraw or correct what it says.{/_}</li>
<li data-says="limit-site">{_}That this page is honest: it comes from the site itself. “In another way” below says how to do without it.{/_}</li>
<li data-says="refused-next">{_}If the file comes straight from this site, download it again. If it was sent to you, ask for the original; the site may have nothing to do with it.{/_}</li>
<li data-says="refused-too-long">{_}The file is longer than 512 KiB; no proof is.{/_}</li>
<li data-says="refused-not-text">{_}The file isn’t text in UTF-8.{/_}</li>
<li data-says="refused-not-a-proof">{_}The file’s first line isn’t that of a proof, c2sp.org/tlog-proof@v1. Perhaps it is another file.{/_}</li>
<li data-says="refused-line-ends">{_}The file’s line ends were changed to those of Windows on the way, probably by a mail program or an editor. A proof is only valid byte for byte.{/_}</li>
<li data-says="refused-cut">{_}The file ends before the proof does: a part of it is missing.{/_}</li>
<li data-says="refused-extra">{_}The line with the entry isn’t canonical base64.{/_}</li>
<li data-says="refused-no-extra">{_}The proof doesn’t carry the entry that it proves, so there is nothing to compare.{/_}</li>
<li data-says="refused-index">{_}The line with the entry’s index isn’t a number of the form that it should have.{/_}</li>
<li data-says="refused-hash">{_}A hash of the proof isn’t the canonical base64 of 32 bytes.{/_}</li>
<li data-says="refused-too-many-hashes">{_}The proof has more than 63 hashes; no record is that large.{/_}</li>
<li data-says="refused-note-too-long">{_}The checkpoint is longer than 256 KiB.{/_}</li>
<li data-says="refused-note-characters">{_}The checkpoint holds control characters.{/_}</li>
<li data-says="refused-note-unsigned">{_}The checkpoint has no signatures.{/_}</li>
<li data-says="refused-note-cut">{_}The checkpoint ends in the middle of a line.{/_}</li>
<li data-says="refused-note-too-many">{_}The checkpoint has more than 64 signatures.{/_}</li>
<li data-says="refused-note-line">{_}A signature line of the checkpoint isn’t of the form that it should have.{/_}</li>
<li data-says="refused-checkpoint">{_}The checkpoint isn’t three lines with origin, size and root.{/_}</li>
<li data-says="refused-other-record">{_}The checkpoint is of another record: “[subject]”. This page has only the keys of its own site.{/_}</li>
<li data-says="refused-unknown-key">{_}The checkpoint isn’t signed by a key of this record that is known here.{/_}</li>
<li data-says="refused-wrong-signature">{_}The record’s signature of the checkpoint is wrong: the checkpoint was altered.{/_}</li>
<li data-says="refused-wrong-witness">{_}The signature of the witness [subject] is wrong.{/_}</li>
<li data-says="refused-beyond">{_}The entry’s index lies beyond the end of the record at this checkpoint.{/_}</li>
<li data-says="refused-missing-hashes">{_}The proof has too few hashes for an entry at this place.{/_}</li>
<li data-says="refused-extra-hashes">{_}The proof has too many hashes for an entry at this place.{/_}</li>
<li data-says="refused-not-included">{_}The entry isn’t where the proof says that it is: entry, index or a hash was altered.{/_}</li>
<li data-says="refused-entry">{_}What the file proves is in the record, but it is no valid entry and counts for nothing.{/_}</li>
<li data-says="refused-entry-signature">{_}The entry is in the record, but the signature within it is wrong, so it counts for nothing.{/_}</li>
<li data-says="refused-policy">{_}The keys that this page brought along can’t be read, so nothing can be checked here. Reload the page, or check in another way.{/_}</li>
<li data-says="unreadable">{_}Your browser couldn’t read the file.{/_}</li>
</ul>
<script src="{{SCRIPT}}" defer></script>
