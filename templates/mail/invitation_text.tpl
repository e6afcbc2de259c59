{_}An open letter:{/_} {{TITLE:none}}

{_}You may sign it, with your name or, where the letter allows it, without. This is where it stands:{/_}

{{LINK:none}}

{_}Your code, which the page asks for unless it came with the address:{/_}

{{CODE:none}}

{_}Everybody on the organisers' list got such a mail, each with another code. Having one says that you belong, and nothing of whether you have signed.{/_}

{_}It works once. Don't pass this mail on: whoever types the code signs in your place.{/_}

{_}You don't want to sign? Then there is nothing to do.{/_}
