{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
{{#IF_WAITING}}
<h1>{_}Your signature is received{/_}</h1>
<p>{_}It is saved and can’t get lost. Its number in the record follows within seconds: <a href="{{HERE}}">look again</a>{/_}</p>
{{/IF_WAITING}}
{{#IF_RECORDED}}
<h1>{{RECORDED}}</h1>
<p>{{COUNTED}}</p>
{{/IF_RECORDED}}
{{>ERRORS}}
<div class="line">{{>LINE}}</div>
<h2>{_}Keep two files{/_}</h2>
<h3>{_}The receipt{/_}</h3>
<p>{_}It proves that your signature is in the record. If it ever disappeared without you, this file would show it. It holds no secret.{/_} <a href="{{VERIFY_PAGE}}">{_}Check a receipt or a proof{/_}</a></p>
{{#IF_PUBLISHED}}<p class="row"><a class="button" href="{{RECEIPT}}" download="{{RECEIPT_NAME}}">{_}Download the receipt{/_}</a></p>{{#IF_CHECKPOINT}}
<p class="small">{{WITNESSED}}</p>{{/IF_CHECKPOINT}}{{/IF_PUBLISHED}}
{{#IF_UNPUBLISHED}}<p class="note">{_}The receipt is ready as soon as the next checkpoint is published, mostly within seconds: <a href="{{HERE}}">look again</a>{/_}</p>{{/IF_UNPUBLISHED}}
<h3>{_}The key file{/_}</h3>
<p>{_}With it you can withdraw your signature yourself, at any time, without asking anybody. Keep it to yourself: whoever has it can withdraw in your place.{/_}</p>
{{#IF_KEY}}
<form method="post" action="{{KEY_ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="row"><button class="button quiet" type="submit">{_}Download the key file{/_}</button></p>
</form>
<p class="small">{_}You can download it until {{KEY_UNTIL}}, with this browser alone. Then this site forgets it.{/_}</p>
<form method="post" action="{{FORGET_ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p class="row"><button class="button quiet" type="submit">{_}I have the file: forget it now{/_}</button></p>
</form>
{{/IF_KEY}}
{{#IF_NO_KEY}}<p class="note">{_}The key file can no longer be downloaded: this site has forgotten it.{/_}</p>{{/IF_NO_KEY}}
{{#IF_PLEDGE}}<p>{_}This letter carries a pledge. Once it is due, only this file says that you have kept it: nobody can make you another one, and your address doesn’t replace it.{/_}</p>{{/IF_PLEDGE}}
{{#IF_BY_MAIL}}<p class="small">{_}Without the key file you can still <a href="{{WITHDRAW}}">withdraw</a> by proving your address again.{/_}</p>{{/IF_BY_MAIL}}
{{#IF_BY_INVITATION}}<p class="small">{_}This site doesn’t know who you are: without the key file nobody can tell that the signature is yours, and only the organisers can have it taken down.{/_}</p>{{/IF_BY_INVITATION}}
</div>
