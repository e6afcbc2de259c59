{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<p><bdi>{{NAME}}</bdi>{{#IF_ROLE}}<i>, <bdi>{{ROLE}}</bdi></i>{{/IF_ROLE}}</p>
{{#IF_COMMENT}}<blockquote dir="auto">{{COMMENT:pre_escape}}</blockquote>{{/IF_COMMENT}}
