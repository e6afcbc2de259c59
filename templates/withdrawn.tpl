{{%AUTOESCAPE context="HTML"}}
<div class="ask">
{{>CRUMB}}
<h1>{_}Your signature is withdrawn{/_}</h1>
<p>{{WHAT}}</p>
<p>{_}The pages of this site show it within seconds. What others have copied or printed before can’t be called back.{/_}</p>
<p class="row"><a class="button quiet" href="{{LETTER}}">{_}Back to the letter{/_}</a></p>
</div>
