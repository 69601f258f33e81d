// Says to ECharts what to draw. No colour stands alone: each series also has a pattern or mark.
const NARROW_PX = 560;
const HATCH = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };
const PATTERNS = [
  { symbol: "none" },
  HATCH,
  { symbol: "circle", symbolSize: 0.6, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [5, 0] },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5] },
  { symbol: "rect", dashArrayX: [2, 5], dashArrayY: [1, 0] },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4 },
];
const MARKS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];
const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [12, 4], [2, 6]];

function seriesOption(kind, series, position, ink) {
  const colour = series.isComparison ? ink.comparison : ink.series[position % ink.series.length];
  const common = { name: series.name, type: kind, data: series.values };
  if (kind === "bar") {
    const pattern = series.isComparison ? HATCH : PATTERNS[position % PATTERNS.length];
    return {
      ...common,
      barMaxWidth: 40,
      itemStyle: { color: colour, decal: { ...pattern, color: ink.surface } },
    };
  }
  return {
    ...common,
    connectNulls: false,
    symbol: MARKS[position % MARKS.length],
    symbolSize: 7,
    itemStyle: { color: colour },
    lineStyle: {
      color: colour,
      width: 2,
      type: series.isComparison ? "dashed" : DASHES[position % DASHES.length],
    },
  };
}

// Beside the name: the mark, its gap and the gap to the next one.
const LEGEND_ITEM_PX = 44;
const LEGEND_LINE_PX = 24;

/** Room for the legend, whose lines depend on how many names fit beside each other. */
function legendHeight(series, width, fontSize) {
  let lines = 1;
  let used = 0;
  for (const { name } of series) {
    // Han characters are as wide as the type is high, others about six tenths of it.
    const ems = [...name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1 : 0.6), 0);
    const itemWidth = LEGEND_ITEM_PX + ems * fontSize;
    if (used > 0 && used + itemWidth > width) {
      lines += 1;
      used = 0;
    }
    used += itemWidth;
  }
  return lines * LEGEND_LINE_PX;
}

/** The whole option of one chart; without animation, for a chart is also printed. */
export function optionFor({ kind, data, ink, language, unit, width }) {
  const isNarrow = width < NARROW_PX;
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const short = new Intl.NumberFormat(language, {
    notation: "compact",
    maximumFractionDigits: 1,
  });
  const text = { color: ink.quiet, fontFamily: ink.font, fontSize: isNarrow ? 11 : 13 };
  const hasLegend = data.series.length > 1;
  const legendPx = hasLegend ? legendHeight(data.series, width, text.fontSize) : 0;
  return {
    animation: false,
    // The table below is read aloud; the chart only says what it shows.
    aria: { enabled: true, label: { description: data.title } },
    backgroundColor: "transparent",
    textStyle: text,
    grid: { left: 8, right: 16, top: legendPx + 36, bottom: 8, containLabel: true },
    legend: {
      show: hasLegend,
      type: "plain",
      left: 0,
      top: 0,
      textStyle: { ...text, color: ink.text },
      itemWidth: 28,
    },
    tooltip: {
      trigger: "axis",
      // An HTML tooltip would need inline styles, which the page's policy refuses.
      renderMode: "richText",
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: { ...text, color: ink.text },
      valueFormatter: (value) => (value == null ? "–" : whole.format(value)),
    },
    xAxis: {
      type: "category",
      data: data.categories,
      axisLine: { lineStyle: { color: ink.text } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, rotate: isNarrow && data.categories.length > 6 ? 45 : 0 },
    },
    yAxis: {
      type: "value",
      min: (extent) => Math.min(0, extent.min),
      name: unit ?? "",
      nameLocation: "end",
      nameTextStyle: { ...text, align: "left" },
      splitLine: { lineStyle: { color: ink.line } },
      axisLabel: { ...text, formatter: (value) => short.format(value) },
    },
    series: data.series.map((series, position) => seriesOption(kind, series, position, ink)),
  };
}
