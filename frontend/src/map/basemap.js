// The basemap: land and sea of Natural Earth, a grid, and no borders.
import { mix } from "./ink.js";
import { decodeLand, thinLand } from "./land.js";

const GRID_STEPS = [10, 1];
// Lines in the water along the coast, the outermost first: distance in pixels, share of indigo.
const WATER_LINES = [
  [11, 0.16],
  [5, 0.28],
];
const WATER_LAYERS = WATER_LINES.flatMap((_, index) => [`water-${index}`, `clear-${index}`]);
const SHORE_DEGREES = 0.08;
const SHORE_LAST_ZOOM = 8;

export async function baseStyle(figure, ink) {
  const answer = await fetch(figure.dataset.land);
  if (!answer.ok) throw new Error(`The land was answered by ${answer.status}.`);
  const land = decodeLand(await answer.json());
  const style = {
    version: 8,
    sources: {
      // Finer tiles than these show no more of the coast.
      land: { type: "geojson", data: land, maxzoom: 8, tolerance: 0.6 },
      // For the lines in the water, which need few corners; the buffer holds their breadth.
      shore: { type: "geojson", data: thinLand(land, SHORE_DEGREES), maxzoom: 6, tolerance: 3, buffer: 160 },
      grid: { type: "geojson", data: gridLines(), maxzoom: 4 },
    },
    layers: [
      { id: "sea", type: "background" },
      ...WATER_LAYERS.map((id) => ({ id, type: "line", source: "shore", maxzoom: SHORE_LAST_ZOOM })),
      { id: "land", type: "fill", source: "land" },
      { id: "grid-10", type: "line", source: "grid", filter: ["==", ["get", "step"], 10] },
      { id: "grid-1", type: "line", source: "grid", minzoom: 6, filter: ["==", ["get", "step"], 1] },
      gridLabels("grid-10-labels", ["==", ["get", "step"], 10], ink.fonts),
      { ...gridLabels("grid-1-labels", ["==", ["get", "step"], 1], ink.fonts), minzoom: 6 },
    ],
  };
  for (const layer of style.layers) layer.paint = paints(ink)[layer.id];
  return style;
}

// Without a graphics processor the lines in the water cost more than all the rest: they go while
// the map moves. Says by `settle` whether there is something left to draw.
export function spareSlowMachines(map) {
  if (!isDrawnBySoftware(map) || !map.getLayer(WATER_LAYERS[0])) return { settle: () => false };
  let isShown = false;
  const show = (shown) => {
    isShown = shown;
    for (const id of WATER_LAYERS) map.setLayoutProperty(id, "visibility", shown ? "visible" : "none");
  };
  show(false);
  map.on("movestart", () => show(false));
  return {
    settle: () => {
      const wasHidden = !isShown;
      if (wasHidden) show(true);
      return wasHidden;
    },
  };
}

function isDrawnBySoftware(map) {
  const gl = map.getCanvas().getContext("webgl2");
  const names = gl?.getExtension("WEBGL_debug_renderer_info");
  return /swiftshader|llvmpipe|software/i.test(names ? gl.getParameter(names.UNMASKED_RENDERER_WEBGL) : "");
}

export function paintBase(map, ink) {
  for (const [layer, paint] of Object.entries(paints(ink))) {
    for (const [property, value] of Object.entries(paint)) {
      if (map.getLayer(layer)) map.setPaintProperty(layer, property, value);
    }
  }
}

function paints(ink) {
  const of = {
    sea: { "background-color": ink.ground },
    // The outline of a fill is a pixel wide and costs a tenth of a line.
    land: { "fill-color": ink.sunken, "fill-outline-color": mix(ink.indigo, ink.ground, 0.7) },
    "grid-10": { "line-color": ink.line, "line-width": 0.75 },
    "grid-1": { "line-color": ink.line, "line-width": 0.5 },
    "grid-10-labels": { "text-color": ink["ink-3"], "text-halo-color": ink.sunken, "text-halo-width": 1.5 },
    "grid-1-labels": { "text-color": ink["ink-3"], "text-halo-color": ink.sunken, "text-halo-width": 1.5 },
  };
  WATER_LINES.forEach(([distance, share], index) => {
    // A wide line, and the sea over all of it but its rim: the rim runs along the coast.
    const colour = mix(ink.indigo, ink.ground, share);
    of[`water-${index}`] = { "line-color": colour, "line-width": 2 * distance + 1.6 };
    of[`clear-${index}`] = { "line-color": ink.ground, "line-width": 2 * distance };
  });
  return of;
}

function gridLabels(id, filter, fonts) {
  return {
    id,
    type: "symbol",
    source: "grid",
    filter,
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 600,
      "text-field": ["get", "label"],
      "text-font": fonts,
      "text-size": 11,
      "text-rotation-alignment": "viewport",
    },
  };
}

function gridLines() {
  const features = [];
  const add = (step, label, coordinates) => {
    const geometry = { type: "LineString", coordinates };
    features.push({ type: "Feature", properties: { step, label }, geometry });
  };
  for (const step of GRID_STEPS) {
    const isOwn = (degrees) => step > 1 || degrees % 10;
    for (let east = -180; east <= 180; east += step) {
      if (isOwn(east)) add(step, sided(east, "E", "W"), [[east, -80], [east, 80]]);
    }
    for (let north = -80; north <= 80; north += step) {
      if (isOwn(north)) add(step, sided(north, "N", "S"), [[-180, north], [180, north]]);
    }
  }
  return { type: "FeatureCollection", features };
}

function sided(degrees, positive, negative) {
  return `${Math.abs(degrees)}°${degrees % 180 ? ` ${degrees > 0 ? positive : negative}` : ""}`;
}
