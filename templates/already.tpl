{{%AUTOESCAPE context="HTML"}}
<div class="ask">
{{>CRUMB}}
<h1>{_}This address has been used already{/_}</h1>
<p>{_}The right to sign this letter was given to this address once before. Each address signs once, so that every signature is somebody.{/_}</p>
<p>{_}Was it you? Then there is nothing more to do. Whether and how you used that right isn’t kept with your address.{/_}</p>
<p>{_}You signed with your name and want it otherwise? <a href="{{WITHDRAW}}">You can withdraw the signature and have it erased</a>, but not sign a second time.{/_}</p>
<p>{_}It wasn’t you? Then somebody else can read this mailbox. Tell the organisers of the letter: a signature that isn’t its owner’s is taken down, and the record says so.{/_}</p>
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</div>
