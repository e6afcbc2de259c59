{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
{{>CRUMB}}
<h1>{{HEADING}}</h1>
<p>{{WHAT}}</p>
<p>{_}The server has forgotten your key file. Keep yours: with it you can withdraw.{/_}</p>
<p class="row"><a class="button quiet" href="{{PLEDGE_PAGE}}">{_}Back to the pledge{/_}</a></p>
</div>
