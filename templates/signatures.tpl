{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div>
{{>CRUMB}}
<h1>{_}Signatures{/_}</h1>
{{#IF_LIVE}}<form class="search" method="get" action="{{PATH}}" role="search">
<div><label class="label" for="q">{_}Search by name{/_}</label><input type="search" id="q" name="q" value="{{QUERY}}" maxlength="100"></div>
<button class="button quiet" type="submit">{_}Search{/_}</button>
</form>{{/IF_LIVE}}
{{#IF_QUERY}}<p>{{FOUND}} <a href="{{PATH}}">{_}Show all signatures{/_}</a></p>{{/IF_QUERY}}
{{#IF_NONE}}<p>{_}Nobody has signed yet.{/_}</p>{{/IF_NONE}}
{{#IF_SOME}}
<ol class="roll">
{{#SIGNATURE}}
<li><span class="num"><span class="hidden">{_}No.{/_} </span>{{NUMBER}}</span>
{{#IF_NAMED}}<p><bdi>{{NAME}}</bdi>{{#IF_ROLE}}, <bdi>{{ROLE}}</bdi>{{/IF_ROLE}} <span class="small">{{CLASS}}</span></p>{{#IF_COMMENT}}<blockquote dir="auto">{{COMMENT:pre_escape}}</blockquote>{{/IF_COMMENT}}{{/IF_NAMED}}
{{#IF_OTHER}}<p class="gone">{{OTHER}} <span class="small">{{CLASS}}</span></p>{{/IF_OTHER}}
</li>
{{/SIGNATURE}}
</ol>
{{/IF_SOME}}
<nav aria-label="{_}Pages of signatures{/_}"><p class="row">
{{#IF_LATER_PAGE}}<a class="button quiet" href="{{PATH}}{{#IF_SEARCHED}}?q={{QUERY:url_query_escape}}{{/IF_SEARCHED}}">{_}From the start{/_}</a>{{/IF_LATER_PAGE}}
{{#IF_NEXT}}<a class="button quiet" rel="next" href="{{PATH}}?{{#IF_SEARCHED}}q={{QUERY:url_query_escape}}&amp;{{/IF_SEARCHED}}after={{NEXT}}">{_}Next page{/_}</a>{{/IF_NEXT}}
</p></nav>
</div>
