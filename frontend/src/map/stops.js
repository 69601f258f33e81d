// Stops of a trip that lie so near each other on the screen that their balls would overlap.
import { collection } from "./features.js";

const APART_PX = 40;

export function groupStops(stops, project) {
  const groups = [];
  for (const stop of stops) {
    const point = project(stop.at);
    const near = groups.find((group) => Math.hypot(group.point.x - point.x, group.point.y - point.y) < APART_PX);
    if (near) near.stops.push(stop);
    else groups.push({ point, stops: [stop] });
  }
  return collection(groups.map(({ stops: together }) => featureOf(together)));
}

function featureOf(stops) {
  const numbers = stops.map((stop) => Number(stop.number)).sort((a, b) => a - b);
  const middle = [0, 1].map((axis) => stops.reduce((sum, { at }) => sum + at[axis], 0) / stops.length);
  // A name is told where it is one stop's; several are in the list.
  const name = stops.length === 1 ? stops[0].name : "";
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: middle },
    properties: { label: ranges(numbers), name, order: numbers[0] },
  };
}

// [1, 4, 5, 6] is told as "1, 4–6".
export function ranges(numbers) {
  const runs = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run[1] + 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
}
