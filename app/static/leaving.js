// What leaves the page by the browser itself: the link to the clipboard, and the page to paper (print.css).
if (!window.pageLeaving) {
  window.pageLeaving = true;
  const copied = async (link) => {
    try {
      await navigator.clipboard.writeText(link);
      return true;
    } catch {
      // A server that is not this machine and has no certificate: the browser gives no clipboard to it.
      const field = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: link }));
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".copy-link");
    if (!button) return;
    const before = button.textContent;
    button.textContent = (await copied(button.dataset.link)) ? button.dataset.done : button.dataset.failed;
    setTimeout(() => { button.textContent = before; }, 2500);
  });
  const HIGHEST = 1.1; // times the width of a sheet of A4 within its margins
  const folded = new Set();
  window.addEventListener("beforeprint", () => {
    for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      const [width, height] = ["width", "height"].map((side) => parseFloat(svg.getAttribute(side)));
      if (!width || !height) continue;
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      // A figure that would be higher than a sheet is made narrower instead.
      svg.style.setProperty("--on-paper", `${Math.min(100, (100 * HIGHEST * width) / height)}%`);
    }
    for (const one of document.querySelectorAll("details:not([open]):not([class*='st-key-folded_'] *)")) {
      folded.add(one);
      one.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
    folded.clear();
    for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) svg.removeAttribute("viewBox");
  });
}
