import { counted } from "../../site/counted.ts";
import { isChanged } from "../changed.ts";
import type { CapacityChanges } from "../review.ts";
import { listed, nameOf, powerOf } from "./words.ts";

type TenantChange = CapacityChanges["tenants"][number];

/** More tenants than these are counted. */
const mostNamed = 2;

/** Who comes, who goes, and what becomes of those who stay. */
export function tenantClauses({ tenants }: CapacityChanges): string[] {
  const of = (what: TenantChange["what"]) => tenants.filter((tenant) => tenant.what === what);
  return [
    ...clausesOf("adds", of("added"), ({ racks, criticalKilowatts, zones, from }) =>
      amount(racks.after, criticalKilowatts.after, zones.after, from.after),
    ),
    ...clausesOf("removes", of("removed"), ({ racks, criticalKilowatts, zones }) =>
      amount(racks.before, criticalKilowatts.before, zones.before, undefined),
    ),
    ...clausesOf("changes", of("changed"), differences),
  ];
}

function clausesOf(
  verb: "adds" | "removes" | "changes",
  tenants: readonly TenantChange[],
  inWords: (tenant: TenantChange) => string,
): string[] {
  if (tenants.length > mostNamed) {
    return [
      `${verb} ${counted(tenants.length, "tenant")}: ${verb === "changes" ? netOf(tenants) : sumOf(tenants)}`,
    ];
  }
  return tenants.map((tenant) => `${verb} tenant ${nameOf(tenant.tenant)}: ${inWords(tenant)}`);
}

function amount(
  racks = 0,
  criticalKilowatts = 0,
  zones: readonly string[] = [],
  from: string | undefined,
): string {
  const where = zones.length > 0 ? ` in ${listed(zones)}` : "";
  const when = from === undefined ? "" : ` from ${from}`;
  return `${counted(racks, "rack")}, ${powerOf(criticalKilowatts)} critical${where}${when}`;
}

/** Of tenants that all come, or all go. */
function sumOf(tenants: readonly TenantChange[]): string {
  const sum = (of: (tenant: TenantChange) => number) => tenants.reduce((total, one) => total + of(one), 0);
  return amount(
    sum(({ racks }) => racks.after ?? racks.before ?? 0),
    sum(({ criticalKilowatts: { before, after } }) => after ?? before ?? 0),
    [],
    undefined,
  );
}

/** What tenants that stay have more or less than before, together. */
function netOf(tenants: readonly TenantChange[]): string {
  const net = (of: (tenant: TenantChange) => TenantChange["racks"]) =>
    tenants.reduce((total, one) => total + (of(one).after ?? 0) - (of(one).before ?? 0), 0);
  const moved = tenants.reduce((total, { movedRacks }) => total + movedRacks, 0);
  const racks = net((tenant) => tenant.racks);
  const critical = net((tenant) => tenant.criticalKilowatts);
  const parts = [
    ...(racks === 0 ? [] : [`${signOf(racks)}${counted(Math.abs(racks), "rack")}`]),
    ...(isChanged({ before: 0, after: critical })
      ? [`${signOf(critical)}${powerOf(Math.abs(critical))} critical`]
      : []),
    ...(moved > 0 ? [`moves ${counted(moved, "rack")}`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : "as many racks as before";
}

function signOf(amount: number): string {
  return amount < 0 ? "−" : "+";
}

/** Notes of what a lease promises and costs: they are said beside all else. */
const promises = /^(uptime|price|redundancy|load) /;

function notesInWords([first = "its lease", ...others]: readonly string[]): string {
  // Racks by demand are long: their name alone says more than a beginning that is the same on both sides.
  const [name = ""] = first.split(": ");
  const said = nameOf(first) === first ? first : `${nameOf(name)} differs`;
  return others.length > 0 ? `${said} and ${counted(others.length, "more difference")}` : said;
}

function differences({
  racks,
  criticalKilowatts,
  offering,
  zones,
  from,
  to,
  movedRacks,
  notes,
}: TenantChange): string {
  const parts = [
    ...(movedRacks > 0 ? [`moves ${counted(movedRacks, "rack")}`] : []),
    ...(isChanged(racks)
      ? [`${(racks.before ?? 0).toLocaleString("en-US")} → ${counted(racks.after ?? 0, "rack")}`]
      : []),
    ...(isChanged(criticalKilowatts)
      ? [`${powerOf(criticalKilowatts.before ?? 0)} → ${powerOf(criticalKilowatts.after ?? 0)} critical`]
      : []),
    ...(isChanged(offering) ? [`${offering.before ?? "none"} → ${offering.after ?? "none"}`] : []),
    ...(isChanged(zones) ? [`in ${listed(zones.before ?? [])} → ${listed(zones.after ?? [])}`] : []),
    ...(isChanged(from) ? [`from ${from.before ?? "?"} → ${from.after ?? "?"}`] : []),
    ...(isChanged(to) ? [`to ${to.before ?? "?"} → ${to.after ?? "?"}`] : []),
  ];
  const all = [...parts, ...notes.filter((note) => promises.test(note)).map(nameOf)];
  return all.length > 0 ? all.join(", ") : notesInWords(notes);
}
