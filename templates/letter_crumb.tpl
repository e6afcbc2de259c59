{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<p class="crumb"><a href="{{LETTER}}" lang="{{TEXT_LANG}}"><bdi>{{LETTER_TITLE}}</bdi></a>{{#IF_RECIPIENT}}<br><span class="small">{_}to {{RECIPIENT}}{/_}</span>{{/IF_RECIPIENT}}</p>
