// What is drawn over a basemap, by how well each position is known.
import { radiusByZoom } from "./discs.js";

const isCluster = ["has", "point_count"];
const isArea = ["has", "area"];
const isDot = ["all", ["!", isCluster], ["!", isArea]];
const isRounded = ["all", isDot, [">", ["get", "px"], 0]];
const LEAST_DISC_PX = 9;
const NOTHING = { type: "FeatureCollection", features: [] };

export function source(data = NOTHING, more = {}) {
  return { type: "geojson", data, maxzoom: 15, ...more };
}

// Areas in which places lie, nobody knows where: a broken disc with a cross, and no dot.
export function areaLayers(fonts) {
  return [
    { id: "areas", type: "fill", source: "areas", minzoom: 4 },
    { id: "area-rims", type: "line", source: "areas", minzoom: 5, paint: { "line-width": 1.5, "line-dasharray": [2, 2.5] } },
    {
      id: "area-signs",
      type: "symbol",
      source: "places",
      filter: isArea,
      layout: {
        "icon-image": "cross",
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "text-field": ["get", "name"],
        "text-optional": true,
        ...labelLayout(fonts),
      },
    },
  ];
}

export function dotLayers(fonts) {
  return [
    {
      id: "discs",
      type: "circle",
      source: "places",
      filter: isRounded,
      paint: {
        "circle-radius": radiusByZoom("px", LEAST_DISC_PX),
        "circle-opacity": 0.08,
        "circle-stroke-width": 1,
        "circle-stroke-opacity": 0.8,
      },
    },
    {
      id: "dots",
      type: "circle",
      source: "places",
      filter: isDot,
      paint: { "circle-radius": ["case", [">", ["get", "px"], 0], 3.5, 6], "circle-stroke-width": 2 },
    },
    {
      id: "names",
      type: "symbol",
      source: "places",
      filter: isDot,
      minzoom: 7,
      layout: { "text-field": ["get", "name"], "symbol-sort-key": ["get", "order"], ...labelLayout(fonts) },
    },
  ];
}

export function clusterLayers(fonts) {
  return [
    ...numberLayers("clusters", isCluster, ["to-string", ["get", "sum"]], fonts),
    {
      id: "cluster-names",
      type: "symbol",
      source: "places",
      // Nearer by, every number would say the same city.
      maxzoom: 7.5,
      filter: ["all", isCluster, ["!=", ["get", "city"], ""]],
      layout: {
        "text-field": ["get", "city"],
        "text-font": fonts,
        "text-size": 13,
        "text-anchor": "top",
        "text-offset": [0, 1.2],
        "text-max-width": 9,
        "text-padding": 1,
        "symbol-sort-key": ["-", ["get", "sum"]],
      },
      paint: { "text-halo-width": 2 },
    },
  ];
}

// Numbers in a ball, and in a pill when they have more than one sign.
export function numberLayers(id, filter, label, fonts, images = { ball: "ball", pill: "pill" }) {
  const layout = {
    "text-field": label,
    "text-font": fonts,
    "text-size": 13,
    "icon-allow-overlap": true,
    "text-allow-overlap": true,
  };
  const isShort = ["<", ["length", label], 2];
  return [
    {
      id: `${id}-short`,
      type: "symbol",
      source: "places",
      filter: ["all", filter, isShort],
      layout: { ...layout, "icon-image": images.ball },
    },
    {
      id: `${id}-long`,
      type: "symbol",
      source: "places",
      filter: ["all", filter, ["!", isShort]],
      layout: {
        ...layout,
        "icon-image": images.pill,
        "icon-text-fit": "width",
        "icon-text-fit-padding": [0, 8, 0, 8],
      },
    },
  ];
}

export function labelLayout(fonts) {
  return {
    "text-font": fonts,
    "text-size": 13,
    "text-max-width": 9,
    "text-padding": 3,
    "text-variable-anchor": ["left", "right", "top", "bottom"],
    "text-radial-offset": 0.9,
    "text-justify": "auto",
  };
}

// What a reader points at in the list: a ring round it on the map.
export function focusLayers() {
  return [
    { id: "focus-area", type: "line", source: "focus", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-width": 3 } },
    {
      id: "focus-dot",
      type: "circle",
      source: "focus",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 13, "circle-opacity": 0, "circle-stroke-width": 3 },
    },
  ];
}

// Colours of all that we draw, as paint properties by layer.
export function colours(ink, strong = ink.indigo, onStrong = ink["on-indigo"]) {
  const label = { "text-color": ink.ink, "text-halo-color": ink.ground, "text-halo-width": 2 };
  const number = { "text-color": onStrong };
  return {
    areas: { "fill-color": ink.indigo, "fill-opacity": 0.04 },
    "area-rims": { "line-color": ink.indigo },
    "area-signs": label,
    "near-dots": { "circle-color": ink["ink-3"] },
    discs: { "circle-color": ink.indigo, "circle-stroke-color": ink.indigo },
    dots: { "circle-color": ink.indigo, "circle-stroke-color": ink.ground },
    names: label,
    "start-name": label,
    "clusters-short": number,
    "clusters-long": number,
    "stops-short": number,
    "stops-long": number,
    "cluster-names": label,
    "focus-area": { "line-color": ink.lacquer },
    "focus-dot": { "circle-stroke-color": ink.lacquer },
    way: { "line-color": strong },
    "way-dashes": { "line-color": strong },
    "way-dots": { "line-color": strong },
  };
}

export function applyColours(map, paints) {
  for (const [layer, paint] of Object.entries(paints)) {
    if (!map.getLayer(layer)) continue;
    for (const [property, value] of Object.entries(paint)) map.setPaintProperty(layer, property, value);
  }
}
