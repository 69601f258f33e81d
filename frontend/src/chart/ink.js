// Reads the colours and type of the page, as they are in its present theme.
const SERIES = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5", "--chart-6"];

export function readInk(element) {
  // A custom property holds text such as "light-dark(…)"; only a real property is resolved.
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const resolve = (name) => {
    probe.style.color = `var(${name}, currentColor)`;
    return getComputedStyle(probe).color;
  };
  const ink = {
    series: SERIES.map(resolve),
    comparison: resolve("--chart-0"),
    text: resolve("--ink"),
    quiet: resolve("--ink-2"),
    line: resolve("--line"),
    surface: resolve("--surface"),
    font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return ink;
}
