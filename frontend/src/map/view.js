// One map: MapLibre with our basemap or the deployer's, in the page's colours and language.
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";

import { baseStyle, paintBase, spareSlowMachines } from "./basemap.js";
import { readInk } from "./ink.js";
import { showLibrary } from "./library.js";
import { showPlace } from "./place.js";
import { showTrip } from "./trip.js";
import { wordsOf } from "./words.js";

const SHOWS = { library: showLibrary, place: showPlace, trip: showTrip };
const TO_WORLD = [
  [60, -12],
  [150, 55],
];

setWorkerUrl(new URL("./map-worker.js", import.meta.url).href);

export async function openMap(figure) {
  const canvas = figure.querySelector("[data-map-canvas]");
  const kind = figure.dataset.map;
  const words = wordsOf(figure);
  let ink = readInk(figure);
  const own = await baseStyle(figure, ink);
  const given = figure.dataset.style;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new MapLibre({
    container: canvas,
    style: given || own,
    bounds: TO_WORLD,
    minZoom: 1,
    maxZoom: 15,
    attributionControl: false,
    // Two fingers or Ctrl move a map inside a long page: one finger and the wheel move the page.
    cooperativeGestures: kind !== "library",
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: still ? 0 : 140,
    locale: words.locale,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // For tests, and for a deployer's own script.
  figure.map = map;

  await styleLoaded(map, given ? own : undefined);
  const shown = SHOWS[kind]({ figure, map, words, ink: () => ink });
  followTheme(() => {
    ink = readInk(figure);
    if (!given) paintBase(map, ink);
    shown.paint(ink);
  });
  attachTools(figure, map, shown);
  const slow = spareSlowMachines(map);
  map.on("movestart", () => {
    figure.dataset.mapState = "moving";
  });
  let idle = 0;
  map.on("idle", () => {
    if (!shown.isLoaded() || slow.settle()) return;
    figure.dataset.mapState = "ready";
    figure.dataset.mapIdle = String((idle += 1));
  });
  await shown.load();
}

// A deployer's style may be out of reach; then ours is shown, and what we draw stays right.
function styleLoaded(map, fallback) {
  return new Promise((resolve) => {
    const stop = () => map.off("error", onError);
    const onError = ({ error }) => {
      stop();
      console.warn("The map's style can't be read.", error);
      if (fallback) map.setStyle(fallback);
    };
    map.on("error", onError);
    map.once("style.load", () => {
      stop();
      resolve();
    });
  });
}

function followTheme(paint) {
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

function attachTools(figure, map, shown) {
  const tools = figure.querySelector("[data-map-tools]");
  const acts = { in: () => map.zoomIn(), out: () => map.zoomOut(), all: () => shown.showAll() };
  for (const button of tools.querySelectorAll("[data-map-act]")) {
    button.addEventListener("click", acts[button.dataset.mapAct]);
  }
  tools.hidden = false;
}
