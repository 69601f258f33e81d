// At build time: the land of Natural Earth (public domain) as whole steps from corner to corner.
// Read by the maps of pages (land.js) and by the server, which cuts covers of places out of it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

// 0.002°, some 200 m at the equator: finer than the corners that are left.
const SCALE = 500;
const TOLERANCE_DEGREES = 0.01;
// Beyond these latitudes the coast is the most crooked and the least looked at.
const POLAR_DEGREES = 58;
const POLAR_TOLERANCE_DEGREES = 0.06;
const FEWEST_CORNERS = 3;

export async function buildLand() {
  const path = createRequire(import.meta.url).resolve("world-atlas/land-10m.json");
  const topology = JSON.parse(await readFile(path, "utf8"));
  const { features } = feature(topology, topology.objects.land);
  const polygons = features.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
  );
  const flat = polygons.flatMap(cutAtDateLine);
  return { scale: SCALE, polygons: flat.map(encodePolygon).filter((rings) => rings.length) };
}

// The source's rings lie on a globe: they run over the date line, and one runs round the pole.
function cutAtDateLine(polygon) {
  const rings = polygon.map(unroll);
  if (rings[0].every(([east]) => Math.abs(east) <= 180)) return [rings];
  const turns = [-360, 0, 360].filter((turn) => rings[0].some(([east]) => Math.abs(east + turn) < 180));
  return turns
    .map((turn) => rings.map((ring) => clip(clip(shift(ring, turn), -180, 1), 180, -1)).filter((ring) => ring.length))
    .filter((pieces) => pieces.length);
}

function unroll(ring) {
  let turn = 0;
  const flat = ring.map(([east, north], index) => {
    const step = index ? east - ring[index - 1][0] : 0;
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [east + turn, north];
  });
  const [first, last] = [flat[0], flat.at(-1)];
  if (Math.abs(last[0] - first[0]) < 180) return flat;
  const pole = 90 * Math.sign(first[1]);
  return [...flat, [last[0], pole], [first[0], pole], first];
}

function shift(ring, turn) {
  return ring.map(([east, north]) => [east + turn, north]);
}

// What of a closed ring lies on one side of a meridian (Sutherland and Hodgman 1974).
function clip(ring, meridian, side) {
  const kept = [];
  ring.slice(0, -1).forEach((corner, index) => {
    const next = ring[index + 1];
    const [isIn, isNextIn] = [corner, next].map(([east]) => (east - meridian) * side >= 0);
    if (isIn) kept.push(corner);
    if (isIn === isNextIn) return;
    const share = (meridian - corner[0]) / (next[0] - corner[0]);
    kept.push([meridian, corner[1] + share * (next[1] - corner[1])]);
  });
  return kept.length > 2 ? [...kept, kept[0]] : [];
}

function encodePolygon([outline, ...holes]) {
  const rim = encodeRing(outline);
  return rim ? [rim, ...holes.map(encodeRing).filter(Boolean)] : [];
}

// Steps from corner to corner; undefined for what is smaller than its own tolerance.
function encodeRing(ring) {
  const isPolar = ring.every(([, north]) => Math.abs(north) > POLAR_DEGREES);
  const kept = simplify(ring, isPolar ? POLAR_TOLERANCE_DEGREES : TOLERANCE_DEGREES);
  const steps = [];
  let east = 0;
  let north = 0;
  for (const [x, y] of kept.slice(0, -1)) {
    const [toEast, toNorth] = [Math.round(x * SCALE), Math.round(y * SCALE)];
    if (steps.length && toEast === east && toNorth === north) continue;
    steps.push(toEast - east, toNorth - north);
    [east, north] = [toEast, toNorth];
  }
  return steps.length / 2 >= FEWEST_CORNERS ? steps : undefined;
}

// Douglas and Peucker 1973, without recursion; a ring is cut in two at its farthest corner.
function simplify(ring, tolerance) {
  const last = ring.length - 1;
  const cut = farthest(ring, 0, last, (corner) => Math.hypot(corner[0] - ring[0][0], corner[1] - ring[0][1]));
  const kept = new Set([0, cut.index, last]);
  const spans = [[0, cut.index], [cut.index, last]];
  while (spans.length) {
    const [from, to] = spans.pop();
    const found = farthest(ring, from, to, fromLine(ring[from], ring[to]));
    if (found.distance <= tolerance) continue;
    kept.add(found.index);
    spans.push([from, found.index], [found.index, to]);
  }
  return ring.filter((_, index) => kept.has(index));
}

function farthest(ring, from, to, distanceOf) {
  let [distance, index] = [0, from];
  for (let each = from + 1; each < to; each += 1) {
    const found = distanceOf(ring[each]);
    if (found > distance) [distance, index] = [found, each];
  }
  return { distance, index };
}

function fromLine([x, y], [toX, toY]) {
  const [dx, dy] = [toX - x, toY - y];
  const length = Math.hypot(dx, dy) || 1e-12;
  return ([east, north]) => Math.abs(dx * (y - north) - dy * (x - east)) / length;
}
