{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div>
{{>CRUMB}}
<h1>{_}Evidence{/_}</h1>
<p class="prose">{_}What pages said, and what files and pictures show. The organisers put it on record; each piece tells when, and its hash is an entry of the record. A page that was captured again shows what changed.{/_}</p>
{{#IF_NONE}}<p>{_}There is no evidence yet.{/_}</p>{{/IF_NONE}}
{{#EACH}}{{>STATEMENT}}
{{#IF_PAGE}}<p class="row piece"><a class="button quiet" href="{{PIECE}}">{{WORDS}}</a></p>{{/IF_PAGE}}
{{/EACH}}
</div>
