import { load } from "js-yaml";
import { type Day, parseDay } from "../../site/day.ts";
import type { PlannedChange, Subject } from "../rule.ts";
import { isFields, objectOf, type PlannedObject } from "./change.ts";

/** The kinds that a lease consists of. Whatever else is a tenant's can be made again without loss. */
export const leasedKinds = ["Namespace", "ConfigMap", "ResourceFlavor", "ClusterQueue", "LocalQueue"];

/** Whether a lease runs on a day, and how that is known. */
export interface LeaseOnDay {
  readonly runs: boolean;
  /** `its lease runs until 2028-12-31`. */
  readonly because: string;
}

/**
 * Of each tenant, whether its lease runs on the site's effective date. Where its document is gone, by the record that
 * its own stack deployed; where that says nothing either, a lease is taken to run.
 */
export function leasesOf({ site, changes = [] }: Subject): (tenant: string) => LeaseOnDay {
  const on = site.document.effectiveDate;
  const written = new Map(site.tenants.map(({ name, lease }) => [name, lease.to]));
  const recorded = new Map(changes.flatMap(recordedLease));
  return (tenant) => {
    const to = written.get(tenant) ?? recorded.get(tenant);
    if (to === undefined)
      return { runs: true, because: "no document or record says that its lease has ended" };
    if (to < on) return { runs: false, because: `its lease ended on ${to}` };
    const gone = written.has(tenant) ? "" : ", and its document is gone";
    return { runs: true, because: `its lease runs until ${to}${gone}` };
  };
}

function recordedLease(change: PlannedChange): [string, Day][] {
  const object = objectOf(change);
  const record = object && recordIn(object);
  const lease = record?.["lease"];
  const to = isFields(lease) && typeof lease["to"] === "string" ? parseDay(lease["to"]) : undefined;
  const tenant = record?.["tenant"];
  return typeof tenant === "string" && to !== undefined ? [[tenant, to]] : [];
}

/** What a record of the site says; undefined where the object is none, or cannot be read. */
export function recordIn({ kind, fields }: PlannedObject): Readonly<Record<string, unknown>> | undefined {
  const data = kind === "ConfigMap" && isFields(fields["data"]) ? fields["data"] : {};
  const text = data["record.yaml"];
  if (typeof text !== "string") return undefined;
  try {
    const record: unknown = load(text);
    return isFields(record) ? record : undefined;
  } catch {
    return undefined;
  }
}
