// Chooses round numbers for the axis of values.
const TICKS = 5;

/** Returns the ends of the axis and its ticks: steps of 1, 2 or 5 times a power of ten, with zero. */
export function scaleFor(values) {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  const rough = (highest - lowest || 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
  // Nobody counts half a visit.
  const step = values.every(Number.isInteger) ? Math.max(1, round) : round;
  const first = Math.floor(lowest / step);
  const last = Math.max(first + 1, Math.ceil(highest / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, position) => (first + position) * step);
  return { least: first * step, most: last * step, ticks };
}
