// The places of a GeoJSON answer, as the layers and the list need them.
import { radiusPx, ringRound } from "./discs.js";

export function readFeatures({ features }) {
  const dots = [];
  const areas = [];
  features.forEach((feature, order) => {
    const { geometry, properties } = feature;
    const [east, north] = geometry.coordinates;
    const found = { ...properties, order, at: [east, north] };
    if (properties.places) areas.push({ ...found, city: properties.places[0].city });
    else dots.push(found);
  });
  return { dots, areas };
}

// Dots, and areas by their middle: what stands near each other is one number till one comes nearer.
export function pointFeatures({ dots, areas }, words) {
  const dot = ({ order, at, name, city = "", number = "", error_km: km = 0 }) =>
    point(order, at, { order, name, city, number, px: km && radiusPx(km, at[1]), count: 1 });
  const area = ({ order, at, area: name, city = "", number = "", places }) => {
    const label = [number, words.somewhere(name)].filter(Boolean).join(" · ");
    return point(order, at, { order, name: label, city, number: "", px: 0, count: places.length, area: true });
  };
  return collection([...dots.map(dot), ...areas.map(area)]);
}

export function discFeatures(areas) {
  return collection(
    areas.map(({ order, at, error_km: km }) => ({
      type: "Feature",
      id: order,
      geometry: { type: "Polygon", coordinates: [ringRound(at, km)] },
      properties: { order },
    })),
  );
}

export function boundsOf({ dots, areas }) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const stretch = ([east, north]) => {
    box[0] = Math.min(box[0], east);
    box[1] = Math.min(box[1], north);
    box[2] = Math.max(box[2], east);
    box[3] = Math.max(box[3], north);
  };
  for (const { at, error_km: km } of dots) (km ? ringRound(at, km) : [at]).forEach(stretch);
  for (const { at, error_km: km } of areas) ringRound(at, km).forEach(stretch);
  return Number.isFinite(box[0]) ? box : undefined;
}

export function collection(features) {
  return { type: "FeatureCollection", features };
}

function point(id, coordinates, properties) {
  return { type: "Feature", id, geometry: { type: "Point", coordinates }, properties };
}
