// What tells series apart without colour: patterns of areas, marks and dashes of lines.
import { element } from "./svg.js";

const HATCH = "M-2 2l4-4M0 8l8-8M6 10l4-4";
// Each in a square of eight pixels; the first series is plain.
const PATTERNS = [
  null,
  HATCH,
  "M3 4a1 1 0 1 0 2 0a1 1 0 1 0-2 0",
  "M0 4h8",
  "M4 0v8",
  "M-2 6l4 4M0 0l8 8M6-2l4 4",
];
const DASHES = [undefined, "8 4", "2 3", "8 3 2 3", "12 4", "2 6"];
const HALF = 4;
const MARKS = [
  (x, y) => `M${x - HALF} ${y}a${HALF} ${HALF} 0 1 0 ${2 * HALF} 0a${HALF} ${HALF} 0 1 0 ${-2 * HALF} 0`,
  (x, y) => `M${x - HALF} ${y - HALF}h${2 * HALF}v${2 * HALF}h${-2 * HALF}z`,
  (x, y) => `M${x} ${y - HALF}l${HALF} ${2 * HALF}h${-2 * HALF}z`,
  (x, y) => `M${x} ${y - HALF - 1}l${HALF + 1} ${HALF + 1}l${-HALF - 1} ${HALF + 1}l${-HALF - 1} ${-HALF - 1}z`,
  (x, y) => `M${x} ${y + HALF}l${HALF} ${-2 * HALF}h${-2 * HALF}z`,
  (x, y) => `M${x - 1} ${y - HALF}h2v3h3v2h-3v3h-2v-3h-3v-2h3z`,
];
let made = 0;

/** What is compared with is always hatched or dashed. */
export function dashFor(series) {
  return series.isComparison ? "8 4" : DASHES[series.position % DASHES.length];
}

export function markFor(series, x, y) {
  return MARKS[series.position % MARKS.length](x, y);
}

/** Defines a series' pattern in a drawing and returns how a fill names it; nothing for a plain one. */
export function definePattern(svg, series, colour) {
  const d = series.isComparison ? HATCH : PATTERNS[series.position % PATTERNS.length];
  if (!d) return null;
  const known = svg.querySelector(`pattern[data-series="${series.position}"]`);
  const id = known?.id ?? `chart-pattern-${(made += 1)}`;
  if (!known) {
    const size = { width: 8, height: 8, patternUnits: "userSpaceOnUse" };
    const pattern = element("pattern", { id, "data-series": series.position, ...size }, svg);
    element("path", { d, fill: "none", stroke: colour, "stroke-width": 2 }, pattern);
  }
  return `url(#${id})`;
}
