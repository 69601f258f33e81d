// Shows the figures under a pointer, as the table below has them.
import { element, widthOf } from "./svg.js";

const PADDING = 10;
const LINE_PX = 20;

export function showReading(svg, { data, series, area, step, x, ink, type, write, whole, width }) {
  const reading = element("g", { visibility: "hidden", "pointer-events": "none" }, svg);
  let shown = -1;

  const show = (position) => {
    if (position === shown) return;
    shown = position;
    const rows = series.map((each) => ({
      ...each,
      text: each.values[position] === null ? "–" : whole.format(each.values[position]),
    }));
    const names = Math.max(...rows.map((row) => widthOf(row.name, type)));
    const figures = Math.max(...rows.map((row) => widthOf(row.text, type)));
    const title = widthOf(data.categories[position], type);
    const box = {
      width: 2 * PADDING + Math.max(title, 18 + names + 16 + figures),
      height: 2 * PADDING + LINE_PX * (rows.length + 1) - 4,
    };
    const at = x(position);
    const left = Math.max(0, Math.min(at + 14, width - box.width));
    const top = area.top;
    reading.replaceChildren();
    const rule = { x1: at, x2: at, y1: area.top, y2: area.bottom, stroke: ink.quiet };
    element("line", { ...rule, "stroke-dasharray": "3 3" }, reading);
    const frame = { x: left, y: top, ...box, rx: 4, fill: ink.surface, stroke: ink.line };
    element("rect", frame, reading);
    let line = top + PADDING + type.size;
    write(data.categories[position], { x: left + PADDING, y: line, fill: ink.text }, reading);
    for (const row of rows) {
      line += LINE_PX;
      const sign = { x: left + PADDING, y: line - 10, width: 10, height: 10, fill: row.colour };
      element("rect", sign, reading);
      write(row.name, { x: left + PADDING + 18, y: line }, reading);
      const end = { x: left + box.width - PADDING, y: line, "text-anchor": "end" };
      write(row.text, { ...end, fill: ink.text, "font-weight": 600 }, reading);
    }
    reading.setAttribute("visibility", "visible");
  };
  const hide = () => {
    shown = -1;
    reading.setAttribute("visibility", "hidden");
  };

  const follow = (event) => {
    const across = event.clientX - svg.getBoundingClientRect().left;
    const position = Math.floor((across - area.left) / step);
    if (position >= 0 && position < data.categories.length) show(position);
    else hide();
  };
  svg.addEventListener("pointermove", follow);
  svg.addEventListener("pointerdown", follow);
  svg.addEventListener("pointerleave", hide);
}
