// A place's own map: the place as well as its position is known, and quietly those of its city.
import { boundsOf, discFeatures, pointFeatures, readFeatures } from "./features.js";
import { setImages } from "./images.js";
import * as layers from "./layers.js";
import { fontsOf } from "./library.js";

const AROUND_PX = 48;
// Near enough for the coast and the grid to say where, and no nearer than they are good for.
const CLOSEST_ZOOM = 8;

export function showPlace({ figure, map, words, ink }) {
  const shown = readFeatures(JSON.parse(figure.dataset.features));
  const fonts = fontsOf(map, ink());
  map.addSource("near", layers.source());
  map.addSource("areas", layers.source(discFeatures(shown.areas)));
  map.addSource("places", layers.source(pointFeatures(shown, words)));
  map.addLayer({ id: "near-dots", type: "circle", source: "near", paint: { "circle-radius": 2.5, "circle-opacity": 0.7 } });
  for (const layer of [...layers.areaLayers(fonts), ...layers.dotLayers(fonts)]) {
    map.addLayer({ ...layer, minzoom: 0 });
  }
  const paint = (colours) => {
    setImages(map, { fill: colours.indigo, rim: colours.ground, cross: colours.indigo });
    layers.applyColours(map, layers.colours(colours));
  };
  paint(ink());
  const showAll = (more) => {
    map.fitBounds(boundsOf(shown), { padding: AROUND_PX, maxZoom: CLOSEST_ZOOM, ...more });
  };
  const load = async () => {
    showAll({ animate: false });
    const answer = await fetch(figure.dataset.near);
    if (!answer.ok) return;
    // The exact ones only: a bare dot would say too much of the others.
    const dots = readFeatures(await answer.json()).dots.filter((dot) => !dot.error_km);
    map.getSource("near").setData(pointFeatures({ dots, areas: [] }, words));
  };
  return { paint, showAll: () => showAll(), load, isLoaded: () => true };
}
