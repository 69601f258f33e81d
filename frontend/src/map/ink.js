// Reads the colours and the type of the page, as they are in its present theme.
const NAMES = ["ground", "surface", "sunken", "ink", "ink-2", "ink-3", "line", "indigo", "on-indigo", "lacquer", "focus"];
const GENERIC = new Set(["sans-serif", "serif", "monospace", "system-ui", "ui-sans-serif", "ui-serif"]);

export function readInk(element) {
  // A custom property holds text such as "light-dark(…)"; only a real property is resolved.
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const ink = { fonts: families(getComputedStyle(element).fontFamily) };
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    ink[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return ink;
}

// In quotation marks, for MapLibre sets none: a name such as "Source Sans 3" is no CSS without.
function families(list) {
  const names = list.split(",").map((family) => family.trim().replaceAll(/["']/g, ""));
  return names.map((name) => (GENERIC.has(name) ? name : `"${name}"`));
}

// Mixed here, because see-through lines darken where they cross themselves.
export function mix(colour, ground, share) {
  const [over, under] = [colour, ground].map((text) => text.match(/[\d.]+/g).map(Number));
  const parts = [0, 1, 2].map((each) => Math.round(over[each] * share + under[each] * (1 - share)));
  return `rgb(${parts.join(", ")})`;
}
