import { z } from "zod";
import { defaultContinuousFactor, defaultPowerFactor } from "../../site/power/rating.ts";
import { closed } from "../../site/schema/closed.ts";
import { name, quantity, ratio } from "../../site/schema/values.ts";
import { ApparentPower, Power, Voltage } from "../../site/units/index.ts";

/** What feeds a hall: one group of main transformers, or one for each of two paths. */
export const supply = z
  .union([name, closed({ A: name, B: name })])
  .describe("The main transformers it hangs on: a name, or { A, B } for two paths (2N).");

export type Supply = z.output<typeof supply>;

/** The sizes in which a site builds the lines below its substation. */
export const lines = closed({
  feeder: quantity(ApparentPower)
    .default(ApparentPower.kilovoltAmperes(40000))
    .describe("The rating of one feeder. Default 40 MVA."),
  feederVoltage: quantity(Voltage).default(Voltage.kilovolts(34.5)).describe("Default 34.5 kV."),
  unitTransformer: quantity(ApparentPower)
    .default(ApparentPower.kilovoltAmperes(3000))
    .describe("The rating of one unit transformer. Default 3 MVA."),
  miningTransformer: quantity(ApparentPower)
    .optional()
    .describe("Of one that only ever feeds miners. Default: as the others."),
  miningPowerFactor: ratio(0.5, 1)
    .default(0.98)
    .describe("Of the load of one that only ever feeds miners. Default 0.98."),
  voltage: quantity(Voltage).default(Voltage.volts(415)).describe("Of halls. Default 415 V."),
})
  .prefault({})
  .describe("The sizes of feeders and unit transformers; how many there are follows from the load.");

export type Lines = z.output<typeof lines>;

/** A line to build: what it is called by path, what feeds it, and the most that it will ever carry. */
export interface Line {
  /** Of halls of one path "hall-1", of two "hall-1-a" and "hall-1-b". */
  readonly labels: Labels;
  readonly load: Power;
  /** Whether it never feeds anything but miners, whose supplies have a power factor near one. */
  readonly onlyMiners: boolean;
}

/** A name for each supply path; one of one path has only the first. */
export type Labels = { readonly A: string; readonly B?: string | undefined };

export function labelsOf(name: string, supply: Supply): Labels {
  return typeof supply === "string" ? { A: name } : { A: `${name}-a`, B: `${name}-b` };
}

/** The feeders of a load, path by path: as many of the site's size as carry it continuously, each path all of it. */
export function feeders(line: Line, from: Supply, { feeder, feederVoltage }: Lines, source: string) {
  return onPaths(line.labels, (label, path) => ({
    name: `f-${label}`,
    kind: "feeder" as const,
    from: typeof from === "string" ? from : from[path],
    rating: feeder,
    units: unitsFor(line.load, feeder, defaultPowerFactor),
    voltage: feederVoltage,
    ...(line.labels.B !== undefined && { path }),
    source,
  }));
}

/** The unit transformers of a load, path by path, below feeders of the labels given. */
export function unitTransformers(line: Line, below: Labels, lines: Lines, source: string) {
  const rating = (line.onlyMiners ? lines.miningTransformer : undefined) ?? lines.unitTransformer;
  const powerFactor = line.onlyMiners ? lines.miningPowerFactor : defaultPowerFactor;
  return onPaths(line.labels, (label, path) => ({
    name: `ut-${label}`,
    kind: "unit-transformer" as const,
    from: `f-${below[path] ?? below.A}`,
    rating,
    units: unitsFor(line.load, rating, powerFactor),
    ...(line.onlyMiners && { powerFactor }),
    voltage: lines.voltage,
    ...(line.labels.B !== undefined && { path }),
    source,
  }));
}

/** How a zone is fed by what its labels name: on one path, or on two of which each carries it by itself. */
export function feedsOf({ A, B }: Labels) {
  return B === undefined
    ? { redundancy: "N" as const, feeds: { A: `ut-${A}` } }
    : { redundancy: "2N" as const, feeds: { A: `ut-${A}`, B: `ut-${B}` } };
}

function onPaths<T>({ A, B }: Labels, make: (label: string, path: "A" | "B") => T): readonly T[] {
  return B === undefined ? [make(A, "A")] : [make(A, "A"), make(B, "B")];
}

/** How many units of a rating carry a load continuously: P / (S · pf · 0.8), the share that NEC 210.20 allows. */
function unitsFor(load: Power, rating: ApparentPower, powerFactor: number): number {
  const one = Power.ofApparent(rating, powerFactor).times(defaultContinuousFactor);
  // A load that rounding puts a hair above a whole number of units does not need one more.
  return Math.max(1, Math.ceil(load.ratioTo(one) - 1e-9));
}
