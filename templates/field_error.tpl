{{%AUTOESCAPE context="HTML"}}
{{#IF_ERROR}}<p class="error" id="{{FIELD}}-error">{{MESSAGE}}</p>{{/IF_ERROR}}
