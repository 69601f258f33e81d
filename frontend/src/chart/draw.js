// Draws a chart as SVG. No colour stands alone: each series also has a pattern, or a mark and a dash.
import { scaleFor } from "./scale.js";
import { dashFor, definePattern, markFor } from "./signs.js";
import { element, widthOf } from "./svg.js";
import { showReading } from "./reading.js";

const HEIGHT_PX = 352;
const NARROW_PX = 560;
const LEGEND_LINE_PX = 24;
const SIGN_PX = 28;
const MOST_MARKS = 60;

/** Draws into an element and returns nothing; what was drawn there before goes. */
export function drawChart(canvas, { kind, data, ink, language, unit }) {
  const width = canvas.clientWidth;
  const isNarrow = width < NARROW_PX;
  const type = { family: ink.font, size: isNarrow ? 11 : 13 };
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const svg = element("svg", { width, height: HEIGHT_PX, "aria-hidden": "true" });
  const series = data.series.map((each, position) => ({
    ...each,
    position,
    colour: each.isComparison ? ink.comparison : ink.series[position % ink.series.length],
  }));
  const write = (text, attributes, parent = svg) => {
    const shared = { fill: ink.quiet, "font-family": type.family, "font-size": type.size };
    const node = element("text", { ...shared, ...attributes }, parent);
    node.textContent = text;
    return node;
  };

  const legendPx = series.length > 1 ? drawLegend(svg, write, { series, width, type, ink, kind }) : 0;
  const scale = scaleFor(series.flatMap((each) => each.values.filter((value) => value !== null)));
  const labels = scale.ticks.map((tick) => short.format(tick));
  const area = {
    left: 16 + Math.max(...labels.map((label) => widthOf(label, type))),
    right: width - 12,
    top: legendPx + 36,
    bottom: HEIGHT_PX - 8 - labelHeight(data.categories, isNarrow, type),
  };
  const step = (area.right - area.left) / Math.max(1, data.categories.length);
  const x = (position) => area.left + step * (position + 0.5);
  const y = (value) =>
    area.bottom - ((value - scale.least) / (scale.most - scale.least)) * (area.bottom - area.top);

  if (unit) write(unit, { x: 0, y: legendPx + 18 });
  scale.ticks.forEach((tick, position) => {
    const at = Math.round(y(tick)) + 0.5;
    const stroke = tick === 0 ? ink.text : ink.line;
    element("line", { x1: area.left, x2: area.right, y1: at, y2: at, stroke }, svg);
    write(labels[position], { x: area.left - 8, y: at + type.size / 3, "text-anchor": "end" });
  });
  drawCategories(write, { categories: data.categories, x, step, type, isNarrow, bottom: area.bottom });
  if (kind === "bar") drawBars(svg, { series, x, y, step, ink });
  else series.forEach((each) => drawLine(svg, { series: each, x, y }));

  canvas.replaceChildren(svg);
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  showReading(svg, { data, series, area, step, x, ink, type, write, whole, width });
}

function drawLegend(svg, write, { series, width, type, ink, kind }) {
  let left = 0;
  let line = 0;
  for (const each of series) {
    const needed = SIGN_PX + 8 + widthOf(each.name, type) + 20;
    if (left > 0 && left + needed > width) {
      left = 0;
      line += 1;
    }
    const middle = line * LEGEND_LINE_PX + LEGEND_LINE_PX / 2;
    if (kind === "bar") fillBox(svg, { x: left, y: middle - 7, width: SIGN_PX, height: 14, series: each, ink });
    else {
      const stroke = { stroke: each.colour, "stroke-width": 2, "stroke-dasharray": dashFor(each) };
      element("line", { x1: left, x2: left + SIGN_PX, y1: middle, y2: middle, ...stroke }, svg);
      element("path", { d: markFor(each, left + SIGN_PX / 2, middle), fill: each.colour }, svg);
    }
    write(each.name, { x: left + SIGN_PX + 8, y: middle + type.size / 3, fill: ink.text });
    left += needed;
  }
  return (line + 1) * LEGEND_LINE_PX;
}

/** Fills a box twice: with its colour, and with the pattern that tells it from others without. */
function fillBox(svg, { x, y, width, height, series, ink }) {
  const d = `M${x} ${y}h${width}v${height}h${-width}z`;
  element("path", { d, fill: series.colour }, svg);
  const pattern = definePattern(svg, series, ink.surface);
  if (pattern) element("path", { d, fill: pattern }, svg);
}

function drawBars(svg, { series, x, y, step, ink }) {
  const width = Math.min(40, (step * 0.72) / series.length);
  for (const each of series) {
    each.values.forEach((value, position) => {
      if (value === null) return;
      const left = x(position) + (each.position - series.length / 2) * width;
      const top = Math.min(y(value), y(0));
      const height = Math.abs(y(value) - y(0));
      fillBox(svg, { x: left, y: top, width: Math.max(1, width - 1), height, series: each, ink });
    });
  }
}

function drawLine(svg, { series, x, y }) {
  let d = "";
  series.values.forEach((value, position) => {
    const isNew = position === 0 || series.values[position - 1] === null;
    if (value !== null) d += `${isNew ? "M" : "L"}${x(position)} ${y(value)}`;
  });
  const stroke = { stroke: series.colour, "stroke-width": 2, "stroke-linejoin": "round" };
  element("path", { d, fill: "none", ...stroke, "stroke-dasharray": dashFor(series) }, svg);
  if (series.values.length > MOST_MARKS) return;
  series.values.forEach((value, position) => {
    if (value === null) return;
    element("path", { d: markFor(series, x(position), y(value)), fill: series.colour }, svg);
  });
}

const isTilted = (categories, isNarrow) => isNarrow && categories.length > 6;

function labelHeight(categories, isNarrow, type) {
  if (!isTilted(categories, isNarrow)) return type.size + 12;
  return 16 + Math.max(...categories.map((each) => widthOf(each, type))) * Math.SQRT1_2;
}

/** Writes as many names as fit without touching each other. */
function drawCategories(write, { categories, x, step, type, isNarrow, bottom }) {
  const tilted = isTilted(categories, isNarrow);
  const needed = tilted ? type.size * 1.5 : Math.max(...categories.map((each) => widthOf(each, type))) + 12;
  const every = Math.max(1, Math.ceil(needed / step));
  categories.forEach((category, position) => {
    // From the latest back: it has a name always, and the first gives way where it would be cut.
    if ((categories.length - 1 - position) % every) return;
    const at = { x: x(position), y: bottom + type.size + 6 };
    if (tilted && at.x < widthOf(category, type) * Math.SQRT1_2) return;
    const turn = { transform: `rotate(-45 ${at.x} ${at.y})`, "text-anchor": "end" };
    write(category, { ...at, "text-anchor": "middle", ...(tilted ? turn : {}) });
  });
}
