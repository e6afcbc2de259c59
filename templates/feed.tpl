{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{{LANG}}">
<id>{{HISTORY}}</id>
<title>{{TITLE}}</title>
<author><name>Ruban</name><uri>{{ORIGIN}}</uri></author>
<link rel="self" type="application/atom+xml" href="{{SELF}}"/>
<link rel="alternate" type="text/html" href="{{LETTER}}"/>
<updated>{{UPDATED}}</updated>
{{#ENTRY}}<entry>
<id>{{ENTRY_PAGE}}</id>
<title>{{SENTENCE}}</title>
<link rel="alternate" type="text/html" href="{{ENTRY_PAGE}}"/>
<updated>{{TIME}}</updated>
<content type="text">{{SENTENCE}} {_}Entry {{INDEX}}, leaf hash {{LEAF}}.{/_}</content>
</entry>
{{/ENTRY}}
</feed>
