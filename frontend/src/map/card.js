// The card that opens at a place on the map: its name, a link, and how well its position is known.
import { Popup } from "maplibre-gl";

import { link, notes } from "./entries.js";

const MOST = 12;

export function openCard({ figure, map, words, found }) {
  if (!found.length) return;
  const content = document.createElement("ul");
  content.className = "map-card";
  for (const each of found.slice(0, MOST)) content.append(...entries(figure, words, each));
  new Popup({ maxWidth: "18rem", offset: 10, focusAfterOpen: true })
    .setLngLat(found[0].at)
    .setDOMContent(content)
    .addTo(map);
}

function entries(figure, words, found) {
  const places = found.places ?? [found];
  const area = found.places && words.somewhere(found.area);
  return places.map((place) => {
    const entry = document.createElement("li");
    entry.append(link(figure, place), notes(figure, words, place, area));
    return entry;
  });
}
