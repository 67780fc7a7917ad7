// On a telephone a table of Streamlit's that is wider than the page: each row below its name, a line a column, as
// app/figures/html_tables.py has it for the tables that are ours (style.css). A cell is told its heading here.
if (!window.tablesStacked) {
  window.tablesStacked = true;
  const narrow = matchMedia("(max-width: 767px)");
  const EMPTY = /^[\s\u2013]*$/;
  const tidy = () => {
    if (!narrow.matches) return;
    for (const box of document.querySelectorAll('[data-testid="stTable"]')) {
      const table = box.querySelector("table");
      if (!table?.tHead) continue;
      if (!("stacked" in box.dataset) && table.offsetWidth <= box.clientWidth + 1) continue;
      box.dataset.stacked = "";
      const heads = [...table.tHead.rows[0].cells].map((one) => one.innerText.trim() || one.textContent.trim());
      for (const row of table.tBodies[0].rows) {
        for (const [at, cell] of [...row.cells].entries()) {
          const said = at ? heads[at] : "", nothing = at > 0 && EMPTY.test(cell.textContent);
          if (cell.dataset.of !== said) cell.dataset.of = said;
          if (nothing !== "nothing" in cell.dataset) nothing ? (cell.dataset.nothing = "") : delete cell.dataset.nothing;
        }
      }
    }
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; tidy(); }, 100);
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true, characterData: true });
  addEventListener("resize", soon);
  tidy();
}
