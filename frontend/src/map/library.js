// The library's map: clusters, dots and areas, with a list beside it that follows what is in view.
import { boundsOf, collection, discFeatures, pointFeatures, readFeatures } from "./features.js";
import { setImages } from "./images.js";
import * as layers from "./layers.js";
import { attachList } from "./list.js";
import { openCard } from "./card.js";

// Within a thumb's breadth dots are one number; from this zoom on, each stands for itself.
const CLUSTER_PX = 44;
const LAST_CLUSTER_ZOOM = 12;
const AROUND_PX = 56;

export function showLibrary({ figure, map, words, ink }) {
  let shown = { dots: [], areas: [] };
  let isLoaded = false;
  const fonts = fontsOf(map, ink());
  map.addSource("areas", layers.source());
  map.addSource("focus", layers.source());
  map.addSource("places", layers.source(undefined, clustering()));
  for (const layer of [
    ...layers.areaLayers(fonts),
    ...layers.dotLayers(fonts),
    ...layers.clusterLayers(fonts),
    ...layers.focusLayers(),
  ]) {
    map.addLayer(layer);
  }

  const list = attachList({ figure, map, words, places: () => shown });
  const paint = (colours) => {
    setImages(map, { fill: colours.indigo, rim: colours.ground, cross: colours.indigo });
    layers.applyColours(map, layers.colours(colours));
  };
  paint(ink());

  const showAll = () => {
    const bounds = boundsOf(shown);
    if (bounds) map.fitBounds(bounds, { padding: AROUND_PX, maxZoom: 11 });
  };
  const load = async () => {
    const answer = await fetch(list.address());
    if (!answer.ok) throw new Error(`The places were answered by ${answer.status}.`);
    shown = readFeatures(await answer.json());
    map.getSource("places").setData(pointFeatures(shown, words));
    map.getSource("areas").setData(discFeatures(shown.areas));
    map.getSource("focus").setData(collection([]));
    isLoaded = true;
    const bounds = boundsOf(shown);
    if (bounds) map.fitBounds(bounds, { padding: AROUND_PX, maxZoom: 11, animate: false });
    list.update();
  };
  list.onOther(() => load().catch((error) => list.fail(error)));
  openOnClick({ figure, map, words, places: () => shown });
  return { paint, load, showAll, isLoaded: () => isLoaded };
}


// A deployer's style brings the names of the fonts that its glyphs are made of.
export function fontsOf(map, ink) {
  const style = map.getStyle();
  if (!style.glyphs) return ink.fonts;
  const labelled = style.layers.find((layer) => Array.isArray(layer.layout?.["text-font"]));
  return labelled?.layout["text-font"] ?? ink.fonts;
}

function clustering() {
  const city = ["get", "city"];
  return {
    cluster: true,
    clusterRadius: CLUSTER_PX,
    clusterMaxZoom: LAST_CLUSTER_ZOOM,
    // The city of all that is in a cluster; nothing where there are several.
    clusterProperties: {
      sum: ["+", ["get", "count"]],
      city: [["case", ["==", ["accumulated"], city], ["accumulated"], ""], city],
    },
  };
}

function openOnClick({ figure, map, words, places }) {
  const clusterLayerIds = ["clusters-short", "clusters-long"];
  const ids = [...clusterLayerIds, "dots", "discs", "area-signs", "areas"];
  map.on("click", async ({ point }) => {
    const [first, ...more] = map.queryRenderedFeatures(point, { layers: ids });
    if (!first) return;
    if (first.properties.cluster) {
      await openCluster({ figure, map, words, places, cluster: first });
      return;
    }
    const orders = new Set([first, ...more].map((each) => each.properties.order));
    openCard({ figure, map, words, found: listed(places(), orders) });
  });
  for (const id of ids) {
    map.on("mouseenter", id, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", id, () => (map.getCanvas().style.cursor = ""));
  }
}

async function openCluster({ figure, map, words, places, cluster }) {
  const source = map.getSource("places");
  const { cluster_id: id, point_count: count } = cluster.properties;
  const zoom = await source.getClusterExpansionZoom(id);
  if (zoom <= LAST_CLUSTER_ZOOM) {
    map.easeTo({ center: cluster.geometry.coordinates, zoom });
    return;
  }
  // They share one point, or nearly: no zoom parts them, so all are named.
  const leaves = await source.getClusterLeaves(id, count, 0);
  const orders = new Set(leaves.map((leaf) => leaf.properties.order));
  openCard({ figure, map, words, found: listed(places(), orders) });
}

function listed({ dots, areas }, orders) {
  return [...dots, ...areas].filter(({ order }) => orders.has(order));
}
