// Draws the maps of a page: `<figure data-map="library|place|trip">`. Without WebGL, or when
// something fails, the page stays what it is: the list beside the map and a sentence that says so.
const NEAR_PX = "300px";

function canDraw() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

async function draw(figure) {
  figure.dataset.mapState = "loading";
  try {
    // Apart from this file: a map that nobody scrolls to costs nothing.
    const { openMap } = await import("./map/view.js");
    await openMap(figure);
  } catch (error) {
    figure.dataset.mapState = "off";
    console.warn("The map can't be drawn.", error);
  }
}

function drawWhenNear(figure) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      draw(figure);
    },
    { rootMargin: NEAR_PX },
  );
  observer.observe(figure);
}

const figures = document.querySelectorAll("figure[data-map]");
if (canDraw()) figures.forEach(drawWhenNear);
else for (const figure of figures) figure.dataset.mapState = "off";
