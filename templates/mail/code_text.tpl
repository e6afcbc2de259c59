{{CODE:none}}

{_}Type this code into the page that asked for it. It works once, for {{LIFE}}.{/_}

{_}You asked for no code? Then there is nothing to do: without the code, nothing happens.{/_}
