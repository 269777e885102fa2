/** How far things stand apart, in metres. */
export interface Geometry {
  /** From one rack position to the next of its row, and from one row to the next. */
  readonly positionWidth: number;
  readonly rowPitch: number;
  /** What a cable has beside the way along rows and across: up to the tray and down from it. */
  readonly slack: number;
  /** From one zone to another, beside the ways within them. */
  readonly betweenZones: number;
}

/**
 * The classes of cables by how far each reaches at 100 Gb/s a lane: copper, copper with amplifiers, multimode and
 * single-mode fibre of parallel lanes, single-mode fibre of one pair.
 *
 * @see https://docs.nvidia.com/networking/display/400g100gpam4ovpub/linkx-100g-pam4-product-line-overview
 */
export const cableClasses = [
  { name: "dac", metres: 3 },
  { name: "acc", metres: 5 },
  { name: "multimode", metres: 50 },
  { name: "single-mode", metres: 500 },
  { name: "single-mode-pair", metres: 2000 },
] as const;

export type CableClass = (typeof cableClasses)[number]["name"] | "none";

/** The first class that reaches so far; `none` beyond two kilometres. */
export function cableClass(metres: number): CableClass {
  return cableClasses.find((each) => metres <= each.metres + 1e-9)?.name ?? "none";
}

/** A place in a zone: metres along its rows, and across them. */
export interface Place {
  readonly zone: string;
  readonly along: number;
  readonly across: number;
}

/** Where the middle of a run of rack positions is. */
export function middleOf(
  zone: { readonly name: string; readonly positionsPerRow: number },
  [first, last]: readonly [number, number],
  { positionWidth, rowPitch }: Geometry,
): Place {
  let [along, across] = [0, 0];
  for (let position = first; position <= last; position += 1) {
    along += (position % zone.positionsPerRow) * positionWidth;
    across += Math.floor(position / zone.positionsPerRow) * rowPitch;
  }
  const positions = last - first + 1;
  return { zone: zone.name, along: along / positions, across: across / positions };
}

/** The length of a cable: along rows and across them, never slantwise. To the centimetre. */
export function cableLength(a: Place, b: Place, { slack, betweenZones }: Geometry): number {
  const way = Math.abs(a.along - b.along) + Math.abs(a.across - b.across);
  return Math.round((way + slack + (a.zone === b.zone ? 0 : betweenZones)) * 100) / 100;
}
