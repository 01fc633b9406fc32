(() => {
  "use strict";
  if (window.workbenchFigures) {
    window.workbenchFigures.draw();
    return;
  }

  const grey = "rgba(128,128,128,0.35)";
  const darkColours = DARK_COLOURS;

  // Lines, marks, fills and scales of traces get the colours of dark pages; names and data stay as they are.
  function darken(value, key) {
    if (typeof value === "string") {
      if (!/colou?r/i.test(key)) return value;
      const parts = (value.match(/^rgba?\((\d+,\d+,\d+)/) || [])[1];
      return darkColours[value] || (darkColours[parts] ? value.replace(parts, darkColours[parts]) : value);
    }
    if (Array.isArray(value)) return /colou?r/i.test(key) ? value.map(item => darken(item, key)) : value;
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, darken(inner, name)]));
  }

  // The figure takes the ink of the page around it: reports, light and dark editors.
  function dress(figure, plot) {
    const ink = getComputedStyle(plot).color;
    const [red, green, blue] = (ink.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
    const dark = 0.299 * red + 0.587 * green + 0.114 * blue > 140;
    if (dark) figure.data = figure.data.map(trace => darken(trace, ""));
    const layout = figure.layout;
    // Plotly.NET gives charts a size of their own; here the page gives the width, and the figure the height.
    delete layout.width;
    delete layout.height;
    layout.autosize = true;
    layout.font = { ...layout.font, color: ink };
    layout.hoverlabel = {
      ...layout.hoverlabel,
      bgcolor: dark ? "#2a2f37" : "#ffffff",
      bordercolor: grey,
      font: { ...(layout.hoverlabel || {}).font, color: ink },
    };
    layout.modebar = { ...layout.modebar, bgcolor: "rgba(0,0,0,0)", color: grey, activecolor: ink };
    layout.paper_bgcolor = layout.plot_bgcolor = "rgba(0,0,0,0)";
    // A finger scrolls the page; zoom boxes and the tool bar are for mice.
    if (!matchMedia("(hover: hover) and (pointer: fine)").matches) {
      layout.dragmode = false;
      figure.config = { ...figure.config, displayModeBar: false };
    }
    return figure;
  }

  const drawn = new Set();

  function drawOne(element) {
    const plot = element.querySelector(".wb-plot");
    const data = element.querySelector(".wb-data");
    if (!plot || !data) return;
    element.dataset.drawn = "yes";
    const read = () => dress(JSON.parse(data.textContent), plot);
    const first = read();
    plot.replaceChildren();
    Plotly.newPlot(plot, first.data, first.layout, first.config).then(() => {
      const again = () => {
        const next = read();
        Plotly.react(plot, next.data, next.layout, next.config);
      };
      drawn.add({ plot, again });
      new ResizeObserver(() => { if (plot.offsetWidth > 0) Plotly.Plots.resize(plot); }).observe(plot);
    });
  }

  function draw() {
    const waiting = document.querySelectorAll("figure.wb-figure:not([data-drawn])");
    if (waiting.length === 0) return;
    if (window.Plotly) waiting.forEach(drawOne);
    else setTimeout(draw, 300);
  }

  function redress() {
    for (const entry of drawn) {
      if (entry.plot.isConnected) entry.again();
      else drawn.delete(entry);
    }
  }

  window.workbenchFigures = { draw };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(redress, 50));
  new MutationObserver(() => setTimeout(redress, 50)).observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-kind"] });
  draw();
})();
