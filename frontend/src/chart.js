// Draws the table of each `<figure data-chart="line|bar">` as a chart above it.
// The table stays: it is what is read aloud, copied and printed.
import { readTable } from "./chart/table.js";
import { readInk } from "./chart/ink.js";
import { optionFor } from "./chart/option.js";
import { echarts, localeFor } from "./chart/engine.js";

const HEIGHT_PX = 352;

function makeCanvas(figure) {
  const canvas = document.createElement("div");
  canvas.className = "chart-canvas";
  // Set through the object model: an inline style attribute would be refused by the page's policy.
  canvas.style.blockSize = `${HEIGHT_PX}px`;
  const table = figure.querySelector("table");
  const branch = [...figure.children].find((child) => child.contains(table));
  figure.insertBefore(canvas, branch);
  return canvas;
}

function attach(figure) {
  const table = figure.querySelector("table");
  if (!table || figure.dataset.chartState) return;
  figure.dataset.chartState = "drawing";
  const canvas = makeCanvas(figure);
  const language = figure.closest("[lang]")?.lang || "en";
  const chart = echarts.init(canvas, null, { renderer: "svg", locale: localeFor(language) });
  chart.on("finished", () => {
    figure.dataset.chartState = "ready";
  });

  const draw = () => {
    const kind = figure.dataset.chart === "line" ? "line" : "bar";
    const width = canvas.clientWidth;
    const data = readTable(table);
    chart.setOption(
      optionFor({ kind, data, ink: readInk(canvas), language, unit: figure.dataset.unit, width }),
      { notMerge: true },
    );
    // One picture with one name, not a list of its axis labels: the table is read instead.
    canvas.setAttribute("role", "img");
    canvas.querySelector("svg")?.setAttribute("aria-hidden", "true");
  };
  draw();

  new ResizeObserver(() => {
    if (canvas.clientWidth === chart.getWidth()) return;
    chart.resize();
    draw();
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
