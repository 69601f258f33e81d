// A trip's map: the way of each day, and its stops by their number in the list.
import { boundsOf, collection, discFeatures, pointFeatures, readFeatures } from "./features.js";
import { setImages } from "./images.js";
import * as layers from "./layers.js";
import { fontsOf } from "./library.js";
import { groupStops } from "./stops.js";

const AROUND_PX = 56;
const CLOSEST_ZOOM = 12;
// Day 1 is solid, day 2 has dashes, day 3 dots, and so on from the first.
const DASHES = [undefined, [4, 2.5], [0.1, 2.4]];
const IDS = ["way", "way-dashes", "way-dots"];

export function showTrip({ figure, map, words, ink }) {
  const given = JSON.parse(figure.dataset.features);
  const isWay = (feature) => feature.geometry.type === "MultiLineString";
  const ways = given.features.filter(isWay);
  const shown = readFeatures({ features: given.features.filter((feature) => !isWay(feature)) });
  const stops = shown.dots.filter((dot) => dot.number);
  const starts = shown.dots.filter((dot) => !dot.number);
  const fonts = fontsOf(map, ink());
  map.addSource("ways", layers.source(collection(ways)));
  map.addSource("areas", layers.source(discFeatures(shown.areas)));
  map.addSource("places", layers.source(pointFeatures({ dots: stops, areas: shown.areas }, words)));
  map.addSource("start", layers.source(pointFeatures({ dots: starts, areas: [] }, words)));
  map.addSource("stops", layers.source());
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
  // Stops that lie together on the screen share one ball: "1, 4–7".
  const group = () => map.getSource("stops").setData(groupStops(stops, (at) => map.project(at)));
  map.on("zoomend", group);
  const showAll = (more) => {
    map.fitBounds(boundsOf(shown), { padding: AROUND_PX, maxZoom: CLOSEST_ZOOM, ...more });
  };
  const load = () => {
    showAll({ animate: false });
    group();
  };
  return { paint, showAll: () => showAll(), load, isLoaded: () => true };
}

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
  const numbers = layers.numberLayers("stops", true, ["get", "label"], fonts);
  return [
    disc,
    { ...dot, source: "start" },
    { ...names, id: "start-name", source: "start", minzoom: 0 },
    ...numbers.map((layer) => ({ ...layer, source: "stops" })),
    { ...names, source: "stops", minzoom: 0, layout: { ...names.layout, "text-radial-offset": 1.4 } },
  ];
}
