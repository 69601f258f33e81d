// Small pictures that layers need, drawn here: no sprite is fetched.
const PIXEL_RATIO = 2;
const BALL_PX = 26;
const CROSS_PX = 13;

export function setImages(map, { fill, rim, cross }) {
  const ball = picture(BALL_PX, (context, size) => {
    context.beginPath();
    context.arc(size / 2, size / 2, size / 2 - PIXEL_RATIO, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = 2 * PIXEL_RATIO;
    context.strokeStyle = rim;
    context.stroke();
  });
  const middle = (BALL_PX * PIXEL_RATIO) / 2;
  set(map, "ball", ball, {});
  // The middle column stretches: a ball becomes a pill.
  set(map, "pill", ball, {
    stretchX: [[middle - 1, middle + 1]],
    content: [middle - 2, 0, middle + 2, 2 * middle],
  });
  set(map, "cross", picture(CROSS_PX, drawCross(cross)), {});
}

function drawCross(colour) {
  return (context, size) => {
    context.strokeStyle = colour;
    context.lineWidth = 1.8 * PIXEL_RATIO;
    context.beginPath();
    context.moveTo(size / 2, PIXEL_RATIO);
    context.lineTo(size / 2, size - PIXEL_RATIO);
    context.moveTo(PIXEL_RATIO, size / 2);
    context.lineTo(size - PIXEL_RATIO, size / 2);
    context.stroke();
  };
}

function picture(px, draw) {
  const size = px * PIXEL_RATIO;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  draw(context, size);
  return context.getImageData(0, 0, size, size);
}

function set(map, name, image, more) {
  if (map.hasImage(name)) map.updateImage(name, image);
  else map.addImage(name, image, { pixelRatio: PIXEL_RATIO, ...more });
}
