// The land's own form: whole steps of 1/scale degrees from corner to corner, ring by ring.
export function decodeLand({ scale, polygons }) {
  const coordinates = polygons.map((rings) => rings.map((steps) => decodeRing(steps, scale)));
  return { type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates } };
}

function decodeRing(steps, scale) {
  const ring = [];
  let east = 0;
  let north = 0;
  for (let index = 0; index < steps.length; index += 2) {
    east += steps[index];
    north += steps[index + 1];
    ring.push([east / scale, north / scale]);
  }
  ring.push(ring[0]);
  return ring;
}

// Without what is smaller than some degrees, and with corners that lie that far apart.
export function thinLand(land, degrees) {
  const coordinates = [];
  for (const rings of land.geometry.coordinates) {
    const kept = rings.map((ring) => thinRing(ring, degrees)).filter((ring) => ring.length > 4);
    if (kept.length) coordinates.push(kept);
  }
  return { ...land, geometry: { type: "MultiPolygon", coordinates } };
}

function thinRing(ring, degrees) {
  let last = ring[0];
  const kept = [last];
  for (const corner of ring) {
    if (Math.abs(corner[0] - last[0]) + Math.abs(corner[1] - last[1]) < degrees) continue;
    kept.push(corner);
    last = corner;
  }
  return [...kept, ring[0]];
}
