// The little that drawing SVG needs.
const SVG = "http://www.w3.org/2000/svg";
let ruler = null;

/** Makes an element with attributes, inside another one if that is given. */
export function element(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) node.setAttribute(key, value);
  }
  parent?.append(node);
  return node;
}

/** How wide a text is in some type, in pixels. */
export function widthOf(text, { family, size }) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = `${size}px ${family}`;
  return ruler.measureText(text).width;
}
