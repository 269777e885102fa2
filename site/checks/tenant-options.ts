import { suggestion } from "../schema/closed.ts";
import type { TenantDocument } from "../schema/tenant-document.ts";
import type { Documents, Finding } from "./finding.ts";

type Report = (path: (string | number)[], message: string) => Finding;

/** Expansion rights: what they name exists, and they can be told from demands and exercised within the lease. */
export function optionFindings(
  { demand, options, lease }: TenantDocument,
  { site, catalog }: Documents,
  report: Report,
): Finding[] {
  const rackTypes = [...catalog.rackTypes.keys()];
  const zones = site.zones.map(({ name }) => name);
  return options.flatMap((option, index) => {
    const findings: Finding[] = [];
    const find = (key: (string | number)[], message: string) =>
      findings.push(report(["options", index, ...key], message));
    if (demand.some(({ name }) => name === option.name)) {
      find(
        ["name"],
        `"${option.name}" is a demand already: to exercise the option, move it to demand; else choose another name`,
      );
    }
    if (options.findIndex(({ name }) => name === option.name) < index) {
      find(["name"], `"${option.name}" is used twice: names in options must differ`);
    }
    if (option.until > (option.to ?? lease.to)) {
      find(
        ["until"],
        `option "${option.name}" may be exercised until ${option.until}, after its racks' last day, ${option.to ?? lease.to}: choose an earlier day`,
      );
    }
    if (!rackTypes.includes(option.rackType)) {
      find(
        ["rackType"],
        `there is no rack type "${option.rackType}": ${suggestion(option.rackType, rackTypes)}`,
      );
    }
    for (const [at, zone] of (option.zones ?? []).entries()) {
      if (!zones.includes(zone))
        find(["zones", at], `there is no zone "${zone}": ${suggestion(zone, zones)}`);
    }
    return findings;
  });
}

/** Relations between a tenant's demands: the other one exists, is another one, and does not contradict. */
export function relationFindings({ demand, options }: TenantDocument, report: Report): Finding[] {
  const names = [...demand, ...options].map(({ name }) => name);
  const all = [
    ...demand.map((value, index) => ({ at: ["demand", index], value })),
    ...options.map((value, index) => ({ at: ["options", index], value })),
  ];
  return all.flatMap(({ at, value }) =>
    (["apartFrom", "near"] as const).flatMap((key) =>
      value[key].flatMap(({ demand: other, domain }, index) => {
        const path = [...at, key, index];
        if (!names.includes(other)) {
          const message = `the tenant has no demand "${other}": ${suggestion(other, names)}`;
          return [report([...path, "demand"], message)];
        }
        if (other === value.name) {
          const message = `"${other}" is the demand itself: name another, or spread it over failure domains`;
          return [report([...path, "demand"], message)];
        }
        const contradicts =
          key === "near" &&
          all.some(({ value: candidate }) => {
            const [from, to] = [candidate.name, candidate.apartFrom];
            return (
              (from === value.name &&
                to.some((link) => link.demand === other && covers(link.domain, domain))) ||
              (from === other && to.some((link) => link.demand === value.name && covers(link.domain, domain)))
            );
          });
        return contradicts
          ? [
              report(
                path,
                `"${value.name}" is to be near "${other}" and apart from it: remove one of the two`,
              ),
            ]
          : [];
      }),
    ),
  );
}

/** Whether standing apart by one domain rules out sharing another: what shares a zone shares all that is above it. */
function covers(apart: string, near: string): boolean {
  return apart === near || near === "zone";
}
