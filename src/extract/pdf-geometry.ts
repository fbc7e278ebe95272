/** Points, boxes and transforms on the page as it is shown: y grows downwards, one unit is a point, angles turn clockwise. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Six numbers as the PDF standard writes them (ISO 32000-2, 8.3.3). */
type Transform = [number, number, number, number, number, number];

/** The transform that applies `inner` first, then `outer`. */
export function multiply(outer: readonly number[], inner: readonly number[]): Transform {
  const [a, b, c, d, e, f] = asTransform(outer);
  const [g, h, i, j, k, l] = asTransform(inner);
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function asTransform([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Transform {
  return [a, b, c, d, e, f];
}

/** @param transform the six numbers of a transform */
export function apply(transform: readonly number[], x: number, y: number): [number, number] {
  const [a, b, c, d, e, f] = asTransform(transform);
  return [a * x + c * y + e, b * x + d * y + f];
}

/** A point in the page turned back by `angle`, so that its text runs to the right. */
export function turnBack(x: number, y: number, angle: number): [number, number] {
  const [cosine, sine] = turn(angle);
  return [x * cosine + y * sine, y * cosine - x * sine];
}

/** The upright box, in the page as shown, around a stretch of a baseline. */
export function uprightBox({ start, end, top, bottom }: { start: number; end: number; top: number; bottom: number }, angle: number): Box {
  const [cosine, sine] = turn(angle);
  const corners = [[start, top], [end, top], [start, bottom], [end, bottom]] as const;
  const xs = corners.map(([along, across]) => along * cosine - across * sine);
  const ys = corners.map(([along, across]) => along * sine + across * cosine);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The upright box between two opposite corners. `undefined` where one is nowhere. */
export function boxBetween([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Box | undefined {
  if (!Number.isFinite(x1 + y1 + x2 + y2)) return undefined;
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x1 - x2), height: Math.abs(y1 - y2) };
}

/** Cosine and sine, exact for upright pages. */
function turn(angle: number): [number, number] {
  const radians = (angle * Math.PI) / 180;
  return angle % 90 === 0 ? [Math.round(Math.cos(radians)), Math.round(Math.sin(radians))] : [Math.cos(radians), Math.sin(radians)];
}
