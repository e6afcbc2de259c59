{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<article class="statement" id="{{ANCHOR}}">
<header>
<h2 lang="{{TEXT_LANG}}" dir="auto"><bdi>{{TITLE}}</bdi></h2>
<p class="small">{{WHEN}}{{#IF_BY}}<br>{{BY}}{{/IF_BY}}{{#IF_VOUCHER}}<br><b>{{VOUCHER}}</b>{{/IF_VOUCHER}}{{#IF_SOURCE}}<br>{_}Source: <a href="{{SOURCE}}" rel="nofollow noreferrer">{{SOURCE_TEXT}}</a>{/_}{{/IF_SOURCE}}
{{#IF_TRANSLATED}}<br>{{TRANSLATED}}{{/IF_TRANSLATED}}{{#OTHER}} <a href="{{OTHER_URL}}" hreflang="{{OTHER_LANG}}" lang="{{OTHER_LANG}}">{{OTHER_TEXT}}</a>{{/OTHER}}</p>
</header>
{{#IF_GONE}}<p class="note warn">{_}This document was taken down. Its hash stays in the record.{/_}</p>{{/IF_GONE}}
{{#IF_TEXT}}<div class="text" lang="{{TEXT_LANG}}" dir="auto">
{{DOCUMENT:none}}
</div>{{/IF_TEXT}}
{{#IF_SAYS}}<ol class="says" lang="{{TEXT_LANG}}" dir="auto">{{#SAYS}}<li value="{{DEMAND}}">{{TEXT}}</li>{{/SAYS}}</ol>{{/IF_SAYS}}
{{#PICTURE}}<p class="picture"><img src="{{PICTURE_URL}}" alt="{{PICTURE_TEXT}}" loading="lazy"></p>
<p class="small">{_}The faces that a program found were covered before this was published.{/_}</p>
{{/PICTURE}}{{#IF_PIECES}}<p class="small">{{#PIECE}}<a href="{{PIECE_URL}}">{{PIECE_TEXT}}</a> {{/PIECE}}</p>{{/IF_PIECES}}
{{#IF_FILES}}<ul class="small files">{{#FILE}}<li>{{#IF_FILE}}<a href="{{FILE_URL}}">{{FILE_NAME}}</a>, {{FILE_SIZE}},{{/IF_FILE}}{{#IF_FILE_GONE}}{{FILE_NAME}}. {_}This file was taken down.{/_}{{/IF_FILE_GONE}} SHA-256 <code>{{FILE_HASH}}</code></li>{{/FILE}}</ul>{{/IF_FILES}}
{{#IF_BEFORE}}<details><summary>{{CORRECTED}}</summary>
{{#BEFORE}}<p class="small"><a href="{{BEFORE_URL}}">{{BEFORE_WHEN}}</a></p>{{#IF_OLD_GONE}}<p class="note warn">{_}This document was taken down. Its hash stays in the record.{/_}</p>{{/IF_OLD_GONE}}{{#IF_OLD_TEXT}}<div class="captured text" lang="{{TEXT_LANG}}" dir="auto">
{{CHANGES:none}}</div>{{/IF_OLD_TEXT}}
{{/BEFORE}}</details>{{/IF_BEFORE}}
{{#IF_ON_RECORD}}<p class="small entry">{_}Entry {{INDEX}} of the record{/_} · <a href="{{PROOF}}">{_}Proof{/_}</a> · <a href="{{DOCUMENT_URL}}">{_}Document{/_}</a> · SHA-256 <code>{{HASH}}</code></p>{{/IF_ON_RECORD}}
</article>
