{_}An open letter:{/_} {{TITLE:none}}

{_}Its organisers hand it over to you. It is attached to this mail, with the names of those who signed it by name.{/_}

{{SIZE:none}}

{{#COUNTS}}- {{COUNT:none}}
{{/COUNTS}}
{_}Where it stands, and how its count can be checked:{/_}
{{LINK:none}}

{_}What is attached is public. Each file as the site has it, and its SHA-256:{/_}

{{#FILES}}{{NAME:none}}
{{ADDRESS:none}}
{{SHA256:none}}

{{/FILES}}{_}A server has sent this mail. That it was handed over, and when, is on the letter’s public record; the address that it was sent to is not.{/_}
