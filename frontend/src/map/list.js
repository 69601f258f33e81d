// The list beside the map: what is in view, in the order of lists; the server's list till then.
import { collection, discFeatures } from "./features.js";
import { link, notes } from "./entries.js";
import { number } from "./words.js";

const MOST = 30;

export function attachList({ figure, map, words, places }) {
  const region = document.querySelector("[data-map-list]");
  const given = () => region.querySelector("[data-map-given]");
  const own = document.createElement("div");
  own.className = "map-list-own";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const entries = document.createElement("ol");
  entries.className = "map-entries";
  const more = document.createElement("p");
  more.className = "caption";
  more.textContent = region.dataset.wordMore;
  own.append(status, entries, more);

  const update = () => {
    if (!own.isConnected) region.append(own);
    given().hidden = true;
    const found = inView(map, places());
    status.textContent = `${region.dataset.wordInView} ${number(found.length)}`;
    entries.replaceChildren(...found.slice(0, MOST).map((each) => entryOf(figure, words, each)));
    more.hidden = found.length <= MOST;
    region.dataset.mapListed = String(found.length);
  };
  map.on("moveend", update);
  followPointer(entries, map, places);
  return {
    update,
    // Another filter brings another list by htmx, which says where its places are.
    address: () => region.querySelector("[data-points]").dataset.points,
    onOther: (act) => region.addEventListener("htmx:afterSettle", act),
    fail: (error) => {
      console.warn("The places can't be read.", error);
      own.remove();
      given().hidden = false;
    },
  };
}

// Places of an area are in view when any of it is.
function inView(map, { dots, areas }) {
  const bounds = map.getBounds();
  const holds = ({ at }) => bounds.contains(at);
  const of = (area) => area.places.map((place) => ({ ...place, order: area.order, area: area.area }));
  return [...dots.filter(holds), ...areas.filter(holds).flatMap(of)];
}

function entryOf(figure, words, place) {
  const entry = document.createElement("li");
  entry.dataset.order = place.order;
  const known = place.area ? "area" : place.error_km ? "rounded" : "exact";
  const sign = figure.querySelector(`[data-sign="${known}"]`).cloneNode(true);
  const text = document.createElement("span");
  text.append(link(figure, place), notes(figure, words, place, place.area && words.somewhere(place.area)));
  entry.append(sign, text);
  return entry;
}

function followPointer(entries, map, places) {
  const show = ({ target }) => {
    const order = Number(target.closest("[data-order]")?.dataset.order);
    map.getSource("focus").setData(featureOf(order, places()));
  };
  const clear = () => map.getSource("focus").setData(collection([]));
  entries.addEventListener("pointerover", show);
  entries.addEventListener("pointerleave", clear);
  entries.addEventListener("focusin", show);
  entries.addEventListener("focusout", clear);
}

function featureOf(order, { dots, areas }) {
  const area = areas.find((each) => each.order === order);
  if (area) return discFeatures([area]);
  const dot = dots.find((each) => each.order === order);
  const point = dot && { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: dot.at } };
  return collection(point ? [point] : []);
}
