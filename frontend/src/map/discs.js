// Circles on the earth: how large an error is on the map.
const EARTH_RADIUS_KM = 6371.0088;
const TILE_PX = 512;
const CORNERS = 72;
const DEEPEST_ZOOM = 16;

// The radius in pixels at zoom 0; each zoom doubles it.
export function radiusPx(km, latitude) {
  const around = 2 * Math.PI * EARTH_RADIUS_KM * Math.cos((latitude * Math.PI) / 180);
  return (km / around) * TILE_PX;
}

// An expression for `circle-radius`: the property's pixels at zoom 0, and never less than `least`.
export function radiusByZoom(property, least) {
  const stops = [];
  for (let zoom = 0; zoom <= DEEPEST_ZOOM; zoom += 1) {
    stops.push(zoom, ["max", least, ["*", ["get", property], 2 ** zoom]]);
  }
  return ["interpolate", ["exponential", 2], ["zoom"], ...stops];
}

// A ring of corners round a point, for outlines with dashes, which circles can't have.
export function ringRound([east, north], km) {
  const upDegrees = (km / EARTH_RADIUS_KM) * (180 / Math.PI);
  const sideDegrees = upDegrees / Math.cos((north * Math.PI) / 180);
  const ring = [];
  for (let corner = 0; corner <= CORNERS; corner += 1) {
    const angle = (2 * Math.PI * corner) / CORNERS;
    ring.push([east + sideDegrees * Math.cos(angle), north + upDegrees * Math.sin(angle)]);
  }
  return ring;
}
