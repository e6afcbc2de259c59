{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="figures">
{{>CRUMB}}
<h1>{_}Figures{/_}</h1>
<section aria-labelledby="quote">
<h2 id="quote">{_}To quote{/_}</h2>
{{#QUOTE}}<p class="quote" lang="{{QUOTE_LANG}}">{{SENTENCE}}</p>
{{/QUOTE}}
<p class="small">{{STANDING}}</p>
{{#IF_LIVE}}<p class="small">{_}You have signed? <a href="{{QUOTE_PAGE}}">Leave a word to the press</a>, with your name or without.{/_}</p>{{/IF_LIVE}}
</section>
<section aria-labelledby="count">
<h2 id="count">{_}The count at an instant{/_}</h2>
{{#IF_LIVE}}<form class="search" method="get" action="{{PATH}}">
<div><label class="label" for="at">{_}Day and time, UTC{/_}</label>
{{#IF_FAULT}}<p class="error" id="at-error" role="alert">{{FAULT}}</p>{{/IF_FAULT}}
<input type="text" id="at" name="at" value="{{ASKED}}" placeholder="2018-06-21T14:00Z" maxlength="40" autocomplete="off" spellcheck="false"{{#IF_INVALID}} aria-invalid="true" aria-describedby="at-error"{{/IF_INVALID}}></div>
<button class="button quiet" type="submit">{_}Show{/_}</button>
</form>{{/IF_LIVE}}
<table class="num labelled">
<caption>{{AT}}</caption>
<thead><tr><th scope="col">{_}Class{/_}</th><th scope="col">{_}By name{/_}</th><th scope="col">{_}Without a name{/_}</th><th scope="col">{_}Withdrawn{/_}</th><th scope="col">{_}Taken down{/_}</th>{{#IF_PLEDGE_COLUMN}}<th scope="col">{_}Pledge kept{/_}</th>{{/IF_PLEDGE_COLUMN}}</tr></thead>
<tbody>
{{#CLASS}}<tr><th scope="row"><bdi>{{LABEL}}</bdi></th><td data-label="{_}By name{/_}">{{NAMED}}</td><td data-label="{_}Without a name{/_}">{{ANON}}</td><td data-label="{_}Withdrawn{/_}">{{WITHDRAWN}}</td><td data-label="{_}Taken down{/_}">{{TAKEN_DOWN}}</td>{{#IF_KEPT}}<td data-label="{_}Pledge kept{/_}">{{KEPT}}</td>{{/IF_KEPT}}</tr>
{{/CLASS}}
</tbody>
</table>
<p class="small">{_}Published on {{AS_OF}} with {{SIZE}} in the record. Classes are never added up: one person may be in two.{/_}</p>
{{#IF_PLEDGE}}<p class="small">{_}“Pledge kept” counts those with a name that have said so themselves; signatures without one don’t say it. The tally in the record doesn’t hold this figure: each of them is an entry of its own, with its proof, and <code>ruban audit</code> counts them. <a href="{{PLEDGE_PAGE}}">The pledge, and who has kept it</a>{/_}</p>{{/IF_PLEDGE}}
<p>{{PROOF_WORDS}}</p>
<p class="row">{{#IF_PROOF}}<a class="button quiet" href="{{PROOF}}">{_}Download the proof{/_}</a>{{/IF_PROOF}}<a class="button quiet" href="{{COUNT_JSON}}">{_}The count as JSON{/_}</a></p>
{{#IF_EVIDENCE}}<details><summary>{_}The entry that is proved, and the checkpoint that proves it{/_}</summary>
<pre><code>{{TALLY_TEXT:pre_escape}}</code></pre>
<pre><code>{{CHECKPOINT:pre_escape}}</code></pre>
{{#COSIGNATURE}}<p>{{COSIGNED}}</p>
{{/COSIGNATURE}}
</details>{{/IF_EVIDENCE}}
<p class="small">{_}Whoever has the proof checks it with <code>ruban verify FILE</code>, without asking this site, or <a href="{{VERIFY_PAGE}}">in a browser</a>.{/_}</p>
</section>
{{#IF_STATEMENTS}}<section aria-labelledby="words">
<h2 id="words">{_}In their own words{/_}</h2>
{{#STATEMENT}}<figure class="said"><blockquote dir="auto">{{STATEMENT_TEXT:pre_escape}}</blockquote>
<figcaption class="small">{_}Verified, one of: <bdi>{{STATEMENT_CLASS}}</bdi>. Published on {{STATEMENT_DAY}}; tied to signature no. {{STATEMENT_SIGNATURE}} by <a href="{{STATEMENT_ENTRY}}">this entry</a>.{/_}</figcaption></figure>
{{/STATEMENT}}
<p class="small">{_}Each was left with the key of its signature, and published by the organisers, who can’t alter it.{/_}</p>
</section>{{/IF_STATEMENTS}}
<section aria-labelledby="time">
<h2 id="time">{_}Over time{/_}</h2>
{{CURVE:none}}
<details><summary>{_}The curve as a table{/_}</summary>
<table class="num keep">
<thead><tr><th scope="col">{_}Since{/_}</th>{{#COLUMN}}<th scope="col"><bdi>{{COLUMN_LABEL}}</bdi></th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row"><time datetime="{{ROW_MACHINE_TIME}}">{{ROW_TIME}}</time></th>{{#CELL}}<td>{{CELL_NUMBER}}</td>{{/CELL}}</tr>
{{/ROW}}
</tbody>
</table>
</details>
{{#PACE}}<p>{{PACE_WORDS}}</p>
{{/PACE}}
<p>{_}The curve: <a href="{{CURVE_SVG}}">SVG</a>, <a href="{{CURVE_PNG}}">PNG</a>, <a href="{{CURVE_CSV}}">CSV</a>, <a href="{{CURVE_JSON}}">JSON</a>. Every signature: <a href="{{SIGNATURES_CSV}}">CSV</a>.{/_}</p>
</section>
<section aria-labelledby="removed">
<h2 id="removed">{_}Taken down, and why{/_}</h2>
{{#IF_NO_TAKEDOWN}}<p>{_}Nothing was taken down.{/_}</p>{{/IF_NO_TAKEDOWN}}
{{#IF_TAKEDOWN}}<ul>{{#TAKEDOWN}}<li>{{TAKEDOWN_WORDS}}</li>{{/TAKEDOWN}}</ul>{{/IF_TAKEDOWN}}
<p>{_}Each one is an entry of the record, with its day: <a href="{{HISTORY}}">every event</a>, also as <a href="{{FEED}}">a feed</a>.{/_}</p>
</section>
{{#IF_LIVE}}<section aria-labelledby="embed">
<h2 id="embed">{_}For your own page{/_}</h2>
<p>{_}The count, always the present one, without a script and without following your readers:{/_}</p>
<pre><code>&lt;iframe src="{{ORIGIN}}/embed/{{SLUG}}?lang={{CODE_LANG}}" title="{_}The count of an open letter{/_}" width="{{EMBED_WIDTH}}" height="{{EMBED_HEIGHT}}" loading="lazy" frameborder="0"&gt;&lt;/iframe&gt;</code></pre>
<p>{_}One line, for a readme:{/_}</p>
<pre><code>&lt;a href="{{ORIGIN}}/letters/{{SLUG}}"&gt;&lt;img src="{{ORIGIN}}/letters/{{SLUG}}/badge.svg?lang={{CODE_LANG}}" alt="{_}The count of an open letter{/_}"&gt;&lt;/a&gt;</code></pre>
{{#IF_PLEDGE}}<p>{_}How many have kept the pledge, in one line:{/_}</p>
<pre><code>&lt;a href="{{ORIGIN}}/letters/{{SLUG}}/pledge"&gt;&lt;img src="{{ORIGIN}}/letters/{{SLUG}}/badge.svg?of=pledge&amp;amp;lang={{CODE_LANG}}" alt="{_}How many have kept the pledge of an open letter{/_}"&gt;&lt;/a&gt;</code></pre>{{/IF_PLEDGE}}
</section>
<section aria-labelledby="check">
<h2 id="check">{_}Check it yourself{/_}</h2>
<p>{_}<code>ruban audit {{ORIGIN}}</code> fetches the whole record, verifies every signature and recounts every letter. It needs nothing from this site but the record.{/_}</p>
</section>{{/IF_LIVE}}
</div>
