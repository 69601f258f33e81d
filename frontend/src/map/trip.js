// A trip's map: the way of each day, and its stops by their number in the list.
import { boundsOf, discFeatures, pointFeatures, readFeatures } from "./features.js";
import { setImages } from "./images.js";
import * as layers from "./layers.js";
import { fontsOf } from "./library.js";

const AROUND_PX = 56;
const CLOSEST_ZOOM = 12;
const CLUSTER_PX = 36;
// Day 1 is solid, day 2 has dashes, day 3 dots, and so on from the first.
const DASHES = [undefined, [4, 2.5], [0.1, 2.4]];
const IDS = ["way", "way-dashes", "way-dots"];

export function showTrip({ figure, map, words, ink }) {
  const given = JSON.parse(figure.dataset.features);
  const ways = given.features.filter((feature) => feature.geometry.type === "MultiLineString");
  const stops = given.features.filter((feature) => feature.geometry.type === "Point");
  const shown = readFeatures({ features: stops });
  const fonts = fontsOf(map, ink());
  map.addSource("ways", layers.source({ type: "FeatureCollection", features: ways }));
  map.addSource("areas", layers.source(discFeatures(shown.areas)));
  const [stopDots, startDots] = [(dot) => dot.number, (dot) => !dot.number].map((is) => shown.dots.filter(is));
  map.addSource("start", layers.source(pointFeatures({ dots: startDots, areas: [] }, words)));
  map.addSource("places", layers.source(pointFeatures({ ...shown, dots: stopDots }, words), numbered()));
  for (const layer of [
    ...layers.areaLayers(fonts),
    ...DASHES.map(wayLayer),
    ...stopLayers(fonts),
  ]) {
    map.addLayer(layer);
  }
  const paint = (colours) => {
    setImages(map, { fill: colours.lacquer, rim: colours.ground, cross: colours.indigo });
    layers.applyColours(map, layers.colours(colours, colours.lacquer));
  };
  paint(ink());
  const showAll = (more) => {
    map.fitBounds(boundsOf(shown), { padding: AROUND_PX, maxZoom: CLOSEST_ZOOM, ...more });
  };
  return { paint, showAll: () => showAll(), load: () => showAll({ animate: false }), isLoaded: () => true };
}

function numbered() {
  const number = ["get", "number"];
  const value = ["to-number", number];
  return {
    cluster: true,
    clusterRadius: CLUSTER_PX,
    clusterMaxZoom: 15,
    // The numbers of the stops that lie together.
    clusterProperties: {
      first: ["min", value],
      last: ["max", value],
      all: [["concat", ["accumulated"], "·", ["get", "all"]], number],
    },
  };
}

// "3", "1–4" when none between is missing, else "1·5·2".
const LABEL = [
  "case",
  ["!", ["has", "point_count"]],
  ["to-string", ["get", "number"]],
  ["==", ["-", ["get", "last"], ["get", "first"]], ["-", ["get", "point_count"], 1]],
  ["concat", ["get", "first"], "–", ["get", "last"]],
  ["get", "all"],
];

function wayLayer(dashes, index) {
  const paint = { "line-width": 2.5 };
  if (dashes) paint["line-dasharray"] = dashes;
  return {
    id: IDS[index],
    type: "line",
    source: "ways",
    filter: ["==", ["%", ["-", ["get", "day"], 1], DASHES.length], index],
    layout: { "line-cap": index === 2 ? "round" : "butt", "line-join": "round" },
    paint,
  };
}

function stopLayers(fonts) {
  const [disc, dot, names] = layers.dotLayers(fonts);
  const isStop = ["!", ["has", "area"]];
  return [
    disc,
    { ...dot, source: "start" },
    { ...names, minzoom: 6, layout: { ...names.layout, "text-radial-offset": 1.3 } },
    { ...names, id: "start-name", source: "start" },
    ...layers.numberLayers("stops", isStop, LABEL, fonts),
  ];
}
