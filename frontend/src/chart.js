// Draws the table of each `<figure data-chart="line|bar">` as a chart above it.
// The table stays: it is what is read aloud, copied and printed.
import { readTable } from "./chart/table.js";
import { readInk } from "./chart/ink.js";
import { drawChart } from "./chart/draw.js";

function makeCanvas(figure, table) {
  const canvas = document.createElement("div");
  canvas.className = "chart-canvas";
  // One picture with one name, not a list of its axis labels: the table is read instead.
  canvas.setAttribute("role", "img");
  const branch = [...figure.children].find((child) => child.contains(table));
  figure.insertBefore(canvas, branch);
  return canvas;
}

function attach(figure) {
  const table = figure.querySelector("table");
  if (!table || figure.dataset.chartState) return;
  const canvas = makeCanvas(figure, table);
  const language = figure.closest("[lang]")?.lang || "en";
  let drawnWidth = 0;

  const draw = () => {
    const kind = figure.dataset.chart === "line" ? "line" : "bar";
    const data = readTable(table);
    drawnWidth = canvas.clientWidth;
    canvas.setAttribute("aria-label", data.title);
    drawChart(canvas, { kind, data, ink: readInk(canvas), language, unit: figure.dataset.unit });
    figure.dataset.chartState = "ready";
  };
  draw();

  new ResizeObserver(() => {
    if (canvas.clientWidth !== drawnWidth) draw();
  }).observe(canvas);
  new MutationObserver(draw).observe(table, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}

function attachAll() {
  document.querySelectorAll("figure[data-chart]").forEach(attach);
}

attachAll();
document.addEventListener("htmx:afterSettle", attachAll);
