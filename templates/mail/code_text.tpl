{{CODE:none}}

{_}Type this code into the page that asked for it. It works once, for {{LIFE}}.{/_}

{_}Don't pass this mail on: whoever types the code speaks in your place.{/_}

{_}You asked for no code? Then there is nothing to do: without the code, nothing happens.{/_}
