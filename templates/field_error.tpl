{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
{{#IF_ERROR}}<p class="error" id="{{FIELD}}-error">{{MESSAGE}}</p>{{/IF_ERROR}}
