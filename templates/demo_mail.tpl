{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
<h1>{_}The demonstration’s mail box{/_}</h1>
<p>{_}Anywhere else these mails would have been sent. Here they lie open for everybody who looks, the newest first.{/_}</p>
{{#IF_NONE}}<p>{_}No mail yet.{/_}</p>{{/IF_NONE}}
{{#IF_SOME}}
<ol class="mails">
{{#MAIL}}
<li><p class="small">{_}To <bdi>{{TO}}</bdi>, {{AT}}{/_}</p>
<h2>{{SUBJECT}}</h2>
{{#IF_CODE}}<p class="big">{{CODE}}</p>{{/IF_CODE}}
<pre>{{TEXT:pre_escape}}</pre></li>
{{/MAIL}}
</ol>
{{/IF_SOME}}
</div>
