import { powerNode } from "../../site/schema/power.ts";
import type { SiteDocument } from "../../site/schema/site-document.ts";
import { asContent } from "../../site/template/given.ts";
import { type PowerPart, redundancyOf, type ZonePart } from "./site-parts.ts";

/** A power node of a document as it would be written: without what is the default anyway. */
export function writtenNode(node: SiteDocument["power"][number]): PowerPart {
  const { from, phases, units, redundancy, ...rest } = node;
  const [first = "", ...more] = from;
  return asContent({
    ...rest,
    from: more.length === 0 ? first : from,
    ...(phases !== 3 && { phases }),
    ...(units !== 1 && { units }),
    ...(redundancy !== "N" && { redundancy }),
  }) as PowerPart;
}

/** The part of a zone's document that NetBox has a place for. */
export function writtenZone({ name, hall, feeds, ai }: SiteDocument["zones"][number]): ZonePart {
  const paths = asContent(feeds) as ZonePart["feeds"];
  return {
    name,
    ...(hall !== undefined && { hall }),
    redundancy: redundancyOf(paths),
    feeds: paths,
    ...(ai !== undefined && {
      ai: {
        rows: ai.rows.value,
        positionsPerRow: ai.positionsPerRow.value,
        rackMass: ai.rackMass.value.exact(),
        ...(ai.rackFeeds !== undefined && { rackFeeds: writtenRackFeeds(ai.rackFeeds) }),
      },
    }),
  };
}

/** Two nodes that mean the same, however they are written: parsed, and written again. */
export function sameNode(a: PowerPart, b: PowerPart): boolean {
  const [one, other] = [powerNode.safeParse(a), powerNode.safeParse(b)];
  return one.success && other.success && sorted(writtenNode(one.data)) === sorted(writtenNode(other.data));
}

/** A value as text, with the keys of its mappings in order. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function writtenRackFeeds({
  voltage,
  current,
  phases,
  perPath,
  continuousRating,
}: NonNullable<NonNullable<SiteDocument["zones"][number]["ai"]>["rackFeeds"]>) {
  const percent = Math.round((continuousRating?.value.fraction ?? 0.8) * 1e6) / 1e4;
  return {
    voltage: `${voltage.value.volts} V`,
    current: `${current.value.amperes} A`,
    phases,
    ...(perPath !== 1 && { perPath }),
    ...(percent !== 80 && { continuousRating: `${percent} %` }),
  };
}
