{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{#IF_LETTER}}<p class="step" lang="{{LETTER_LANG}}" dir="auto">{{LETTER}}</p>{{/IF_LETTER}}
{{#IF_ASK}}
<h1>{_}Get no more news of this letter{/_}</h1>
<p>{_}One press, and your address is deleted here, with the mails that still wait. What you have signed stays as it is.{/_}</p>
<form method="post" action="{{ACTION}}">
<p class="row"><button class="button" type="submit">{_}No more news{/_}</button></p>
</form>
<p class="fine small">{_}A mail that is on its way this very minute may still arrive.{/_}</p>
{{/IF_ASK}}
{{#IF_DONE}}
<h1>{_}You get no more news of this letter{/_}</h1>
<p>{_}The address that this link was sent to isn’t kept for news any more. What you have signed stays as it is.{/_}</p>
<p class="fine small">{_}A mail that is on its way this very minute may still arrive.{/_}</p>
{{/IF_DONE}}
<p class="row"><a class="button quiet" href="{{HOME}}">{_}To the letters{/_}</a></p>
</div>
