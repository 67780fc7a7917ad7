// A figure that is kept as a picture stands alone: what it must say of itself (app/shell/figure_export.py) goes into its margins.
// Plotly reads the figure's layout at the moment of the click, and draws the picture from it afterwards.
if (!window.picturesTold) {
  window.picturesTold = true;
  const CAMERA = "m500 450c-83";
  const withFonts = (part, fonts) => {
    for (const [key, inner] of Object.entries(part ?? {})) {
      if (key === "family") part[key] = fonts;
      else if (inner && typeof inner === "object") withFonts(inner, fonts);
    }
  };
  const inkOn = (paper) => {
    const dye = document.createElement("canvas").getContext("2d");
    dye.fillStyle = paper; // any of the ways to write a colour, to #rrggbb
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(dye.fillStyle.slice(at, at + 2), 16));
    return 0.3 * red + 0.6 * green + 0.1 * blue < 128 ? "#fafafa" : "#1c1e26";
  };
  const picture = (figure, told) => {
    const layout = structuredClone(figure.layout), whole = figure._fullLayout, size = whole._size;
    const roomier = (pixels) => Math.ceil(1.25 * pixels); // other fonts are wider
    const [l, r, t, b] = [roomier(size.l) + told.edge, roomier(size.r) + told.edge, roomier(size.t), roomier(size.b)];
    withFonts(layout, told.fonts);
    layout.font = { ...layout.font, family: told.fonts };
    layout.autosize = false;
    layout.width = Math.max(told.width, whole.width);
    layout.height = whole.height - size.t - size.b + t + b + told.top + told.bottom;
    layout.margin = { l, r, t: t + told.top, b: b + told.bottom, autoexpand: false };
    const ink = { color: inkOn(whole.paper_bgcolor) }; // Streamlit's grey is too pale on paper and on a projector
    layout.font.color = ink.color;
    for (const [name, axis] of Object.entries(layout)) {
      if (/^[xy]axis/.test(name)) {
        Object.assign(axis, { automargin: false, tickfont: { ...axis.tickfont, ...ink } });
        if (axis.title) axis.title = { ...axis.title, font: { ...axis.title.font, ...ink } };
      }
    }
    layout.title = {
      text: told.title, font: { ...ink, family: told.fonts, size: told.titleSize, weight: "normal" },
      x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top",
      pad: { t: 1.5 * told.edge, l: told.edge }, automargin: false,
    };
    layout.annotations = [...(layout.annotations ?? []), {
      text: told.foot, font: { ...ink, family: told.fonts, size: told.footSize }, align: "left", showarrow: false,
      xref: "paper", x: 0, xanchor: "left", xshift: told.edge - l,
      yref: "paper", y: 0, yanchor: "top", yshift: -b - told.edge,
    }];
    return layout;
  };
  const isCamera = (button) => button.querySelector("path")?.getAttribute("d").startsWith(CAMERA);
  // The buttons below a figure: the camera above it, for the kind of picture that was asked for.
  document.addEventListener("click", (event) => {
    const kind = event.target.closest?.("[data-picture]")?.dataset.picture;
    if (!kind) return;
    const figure = event.target.closest('[data-testid="stElementContainer"]')?.previousElementSibling?.querySelector(".js-plotly-plot");
    const camera = [...(figure?.querySelectorAll(".modebar-btn") ?? [])].find(isCamera);
    if (!camera) return;
    figure._context.toImageButtonOptions.format = kind;
    camera.click();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".modebar-btn");
    const figure = button?.closest(".js-plotly-plot");
    const told = figure?.layout?.meta?.picture;
    if (!told || !isCamera(button)) return;
    const own = figure.layout, options = figure._context.toImageButtonOptions;
    figure.layout = picture(figure, told);
    Object.assign(options, { width: figure.layout.width, height: figure.layout.height });
    setTimeout(() => { figure.layout = own; delete options.width; delete options.height; });
  }, true);
}
