// Tables that are wider than the page can be moved sideways by keyboard too: Streamlit lets the pointer do it only.
if (!window.tablesReachable) {
  window.tablesReachable = true;
  const mark = () => document.querySelectorAll('[data-testid="stTable"] table').forEach((table) => {
    const region = table.parentElement;
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  });
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; mark(); }, 300); // a moved slider is drawn first
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("resize", soon);
}
