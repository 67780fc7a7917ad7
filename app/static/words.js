// Numbers on sliders as the visitor's language writes them: Streamlit asks the browser which language it has.
for (const [name, said] of [["language", (lang) => lang], ["languages", (lang) => [lang]]]) {
  Object.defineProperty(navigator, name, { configurable: true, get: () => said(document.documentElement.lang) });
}

// Streamlit's own words in the visitor's language: those that are heard, and those that show where the pointer rests.
{
  const { languages, rows } = window.streamlitWords;
  const own = languages.indexOf(document.documentElement.lang);
  const toLanguage = new Map(rows.flatMap((row) => row.map((word) => [word, row[own]])));
  const openings = [...toLanguage].filter(([from]) => from.endsWith(" "));
  const said = (words) => {
    if (toLanguage.has(words)) return toLanguage.get(words);
    const [before, after] = openings.find(([from]) => words.startsWith(from)) ?? ["", ""];
    return after + words.slice(before.length);
  };
  window.translateWords = () => {
    for (const name of ["aria-label", "title", "placeholder", "data-title"]) {
      for (const one of document.querySelectorAll(`[${name}]`)) {
        const words = one.getAttribute(name);
        if (said(words) !== words) one.setAttribute(name, said(words));
      }
    }
    // "2 more": the pages that the menu has no room for.
    for (const one of document.querySelectorAll('[data-testid="stTopNavSection"] p')) {
      const [, count, word] = one.textContent.match(/^(\d+) (\S+)$/) ?? [];
      if (word && said(word) !== word) one.textContent = `${count} ${said(word)}`;
    }
    const shown = '[data-testid="stTooltipContent"] *, [role="tooltip"] *, [role="dialog"] *';
    for (const element of document.querySelectorAll(shown)) {
      if (!element.children.length && toLanguage.has(element.textContent)) element.textContent = said(element.textContent);
    }
  };
  if (!window.wordsWatched) {
    window.wordsWatched = true;
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      setTimeout(() => { waiting = false; window.translateWords(); }, 200);
    };
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  }
  window.translateWords();
}
