// What those need who use the keyboard or hear the page, and Streamlit has no setting for.
if (!window.accessible) {
  window.accessible = true;
  const byId = (id) => document.querySelector(`[data-testid="${id}"]`);

  // A changed result is said aloud, when it has stood still for a moment. The region is there before what it says.
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  region.className = "unseen";
  region.id = "said-aloud";
  document.body.append(region);
  let result = null, settling = 0;
  const announce = () => {
    const now = document.querySelector(".st-key-selected")?.innerText.trim().replace(/\s*\n\s*/g, ": ") ?? null;
    if (now === result) return;
    const first = result === null;
    result = now;
    if (first || now === null) return;
    clearTimeout(settling);
    settling = setTimeout(() => { region.textContent = result; }, 700);
  };

  // Links past what stands before the result, first of all stops, in the page's language.
  const skips = document.createElement("nav");
  skips.className = "skips";
  const skip = (name, to) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.skip = name;
    button.addEventListener("click", to);
    skips.append(button);
  };
  // A slider that is not there yet, or whose panel is still opening, takes no focus: it is tried until it has it, the
  // visitor does something else, or ten seconds are over. The panel's other sliders may be drawn before the weights:
  // they are for a page that has no weight to move, which shows only in that none has come.
  const SLIDER = 'input[type="range"]:enabled';
  let seeking = 0;
  const rest = () => clearInterval(seeking);
  const toWeights = () => {
    if (byId("stSidebar")?.dataset.collapsed === "true") byId("stExpandSidebarButton")?.click();
    rest();
    let left = 40;
    seeking = setInterval(() => {
      const first = document.querySelector(`.weights ${SLIDER}`)
        ?? (left <= 20 ? document.querySelector(`[data-testid="stSidebar"] ${SLIDER}`) : null);
      first?.focus();
      left -= 1;
      if (!left || (first && first === document.activeElement)) rest();
    }, 250);
  };
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, rest, { capture: true, passive: true });
  const toResult = () => {
    const target = document.querySelector(".st-key-selected")
      ?? document.querySelector("[data-testid='stMain'] h1");
    if (!target) return;
    target.tabIndex = -1;
    target.focus();
  };
  skip("result", toResult);
  skip("weights", toWeights);
  document.body.prepend(skips);

  const tidy = () => {
    const words = window.accessWords;
    for (const one of skips.children) if (one.textContent !== words[one.dataset.skip]) one.textContent = words[one.dataset.skip];
    if (skips.ariaLabel !== words.skips) skips.ariaLabel = words.skips;
    // An icon is a word in a font of pictures: "lock", "undo". It is not to be read.
    const icons = '[data-testid="stIconMaterial"], [data-testid="stMarkdownContainer"] [role="img"][translate="no"]';
    for (const one of document.querySelectorAll(`:is(${icons}):not([aria-hidden])`)) one.ariaHidden = "true";
    // The page menu comes before the panel: the panel is moved behind it, and stands on the left all the same.
    const panel = byId("stSidebar");
    if (panel && panel.nextElementSibling?.querySelector?.('[data-testid="stMain"]')) {
      const held = document.activeElement; // a moved element loses the focus
      panel.parentElement.append(panel);
      if (panel.contains(held)) held.focus();
    }
    // On a telephone the page that is open is in sight in the row of pages.
    const row = document.querySelector(".phone-menu"), here = row?.querySelector("[aria-current]");
    if (row?.clientWidth && row.dataset.shown !== here?.href) {
      row.dataset.shown = here?.href;
      row.scrollLeft = here ? here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2 : 0;
    }
    // A help button is no stop of its own: "?" on the field that it belongs to opens it.
    for (const one of document.querySelectorAll('[data-testid="stTooltipHoverTarget"] button, [data-testid="stTooltipIcon"] button')) {
      if (one.tabIndex !== -1) one.tabIndex = -1;
    }
    announce();
  };

  const TEXT = "textarea, input:not([type='range']):not([type='checkbox']):not([type='radio'])";
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.documentElement.dataset.noTips = "";
    if (event.key !== "?" || (event.target.matches?.(TEXT) && event.target.value)) return;
    const help = event.target.closest?.('[data-testid="stElementContainer"]')
      ?.querySelector('[data-testid="stTooltipHoverTarget"] button, [data-testid="stTooltipIcon"] button');
    if (!help) return;
    event.preventDefault();
    const back = event.target;
    help.focus();
    help.addEventListener("keydown", (pressed) => {
      if (pressed.key === "Escape" || pressed.key === "?") { pressed.preventDefault(); back.focus(); }
    }, { once: true });
  });
  document.addEventListener("pointermove", () => { delete document.documentElement.dataset.noTips; }, { passive: true });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-door_weights button")) toWeights();
    // The pages' own links lie in the panel, out of sight: they keep the visitor's session, which an address does not.
    const link = event.target.closest?.(".phone-menu a");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const own = [...document.querySelectorAll('[data-testid="stSidebarNavLink"]')]
      .find((one) => one.pathname.replace(/\/$/, "") === link.pathname.replace(/\/$/, ""));
    if (own) own.click();
    else location.assign(link.pathname + location.search);
  });

  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; tidy(); }, 150); // a moved slider is drawn first
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true, characterData: true });
  tidy();
}
