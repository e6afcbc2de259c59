{{%AUTOESCAPE context="HTML"}}
<p><bdi>{{NAME}}</bdi>{{#IF_ROLE}}<i>, <bdi>{{ROLE}}</bdi></i>{{/IF_ROLE}}</p>
{{#IF_COMMENT}}<blockquote dir="auto">{{COMMENT:pre_escape}}</blockquote>{{/IF_COMMENT}}
