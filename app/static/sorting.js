// Tables with the class "sorted" are sorted by their headings; the order outlives the next drawing of the same table.
if (!window.tablesSorted) {
  window.tablesSorted = true;
  const orders = new Map();
  const worth = (row, at) => row.cells[at].dataset.worth;
  const sort = (table) => {
    const order = orders.get(table.getAttribute("aria-label"));
    if (!order || table.dataset.order === String(order)) return;
    const [at, way] = order, body = table.tBodies[0];
    const compare = (one, other) => isNaN(one) || isNaN(other)
      ? one.localeCompare(other, document.documentElement.lang) : one - other;
    body.append(...[...body.rows].sort((one, other) => way * compare(worth(one, at), worth(other, at))));
    for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
    table.tHead.rows[0].cells[at].setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    table.dataset.order = order;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".grid.sorted th button");
    if (!button) return;
    const table = button.closest("table"), name = table.getAttribute("aria-label");
    const at = button.closest("th").cellIndex, [before, way] = orders.get(name) ?? [];
    // Names and places from the first, figures from the highest.
    orders.set(name, [at, before === at ? -way : at < 3 ? 1 : -1]);
    sort(table);
  });
  let waiting = false;
  new MutationObserver(() => {
    if (waiting || !orders.size) return;
    waiting = true;
    setTimeout(() => { waiting = false; document.querySelectorAll(".grid.sorted table").forEach(sort); }, 100);
  }).observe(document.body, { childList: true, subtree: true });
}
