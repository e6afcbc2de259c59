{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="ask">
<p class="step">{{STATUS}}</p>
<h1>{{HEADING}}</h1>
{{#IF_LETTER}}<p>{{LETTER}}</p>{{/IF_LETTER}}
{{#IF_REASON}}<blockquote lang="{{REASON_LANG}}" dir="auto">{{REASON:pre_escape}}</blockquote>{{/IF_REASON}}
{{#IF_MESSAGE}}<p>{{MESSAGE}}</p>{{/IF_MESSAGE}}
<p>{{WHAT}}</p>
<p>{{NEXT}}</p>
{{#IF_WITHDRAW}}<p>{_}You signed it? You can still <a href="{{WITHDRAW}}">withdraw and have your text erased</a>.{/_}</p>{{/IF_WITHDRAW}}
<p class="row">{{#IF_GO_ON}}<a class="button" href="{{GO_ON}}">{{GO_ON_WORDS}}</a>{{/IF_GO_ON}}<a class="button quiet" href="{{HOME}}">{_}To the letters{/_}</a></p>
</div>
