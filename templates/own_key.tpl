{{%AUTOESCAPE context="HTML"}}
{{! SPDX-License-Identifier: AGPL-3.0-or-later }}
<div class="field"><label for="own-file">{_}Your key file{/_}</label><p class="hint" id="own-file-hint">{_}Its name ends in .ruban-key. It is read in this browser and sent nowhere.{/_}</p>
<input type="file" id="own-file" accept=".ruban-key" aria-describedby="own-file-hint"></div>
<details><summary>{_}I have its text, or a code of it{/_}</summary>
<div class="field"><label for="own-text">{_}The text of your key{/_}</label><p class="hint" id="own-text-hint">{_}What a phone’s camera says that reads the code: nine lines, of which the first is “ruban key v1”. It isn’t sent anywhere either.{/_}</p>
<textarea id="own-text" rows="9" maxlength="4096" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="own-text-hint"></textarea></div>
</details>
