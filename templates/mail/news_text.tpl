{_}The open letter:{/_} {{LETTER:none}}

{{#IF_TITLE}}{{TITLE:none}}

{{/IF_TITLE}}{{#IF_DATE}}{_}The day that this letter has set is here. What its signatories undertook is due:{/_}

{{/IF_DATE}}{{#IF_DEMAND}}{_}A demand of this letter was refused, or a promise was broken. What its signatories undertook is due:{/_}

{{/IF_DEMAND}}{{#PARAGRAPHS}}{{PARAGRAPH:none}}

{{/PARAGRAPHS}}{_}Where it stands, with all that was said and done:{/_}
{{LINK:none}}

{_}You get this mail because you have asked for news of this letter.{/_}

{_}No more of it? Open this page and press its button. Your address is then deleted at once. Whoever has this address can do that, so don’t pass the mail on:{/_}
{{UNSUBSCRIBE:none}}
