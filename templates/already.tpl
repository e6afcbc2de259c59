{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{{HEADING}}</h1>
{{#IF_BY_MAIL}}
<p>{_}The right to sign this letter was given to this address once before. Each address signs once, so that every signature is somebody.{/_}</p>
<p>{_}Was it you? Then there is nothing more to do. Whether and how you used that right isn’t kept with your address.{/_}</p>
<p>{_}You signed with your name and want it otherwise? <a href="{{WITHDRAW}}">You can withdraw the signature and have it erased</a>, but not sign a second time.{/_}</p>
<p>{_}It wasn’t you? Then somebody else can read this mailbox. Tell the organisers of the letter: a signature that isn’t its owner’s is taken down, and the record says so.{/_}</p>
{{/IF_BY_MAIL}}
{{#IF_BY_INVITATION}}
<p>{_}The right to sign this letter was used with this code once before. Each code signs once, so that every signature is somebody.{/_}</p>
<p>{_}Was it you? Then there is nothing more to do. Whether and how that right was used isn’t kept with the code; with the key file of then you go on.{/_}</p>
<p>{_}It wasn’t you? Then somebody else has had your code. Tell the organisers of the letter.{/_}</p>
{{/IF_BY_INVITATION}}
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</div>
