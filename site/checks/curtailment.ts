import { nearlyNamed, programmeOf } from "../curtailment/programme-names.ts";
import type { Figure } from "../figure.ts";
import type { DemandResponse } from "../schema/site-document.ts";
import type { Duration, Percentage, PowerRamp } from "../units/index.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** What documents say of shedding load can be done, and agrees with what is known of the programmes they name. */
export function checkCurtailment({ site, tenants }: Documents): Finding[] {
  return [
    ...ramps(site.curtailment?.ramp, ["curtailment", "ramp"]),
    ...site.zones.flatMap(({ name, mining }, index) => {
      const path = ["zones", index, "mining", "curtailment"];
      if (mining?.curtailment === undefined) return [];
      return mining.curtailable
        ? ramps(mining.curtailment.ramp, [...path, "ramp"])
        : [inSite(path, `"${name}" is not curtailable: remove curtailment, or curtailable: false`)];
    }),
    ...site.demandResponse.flatMap(emptyPromises),
    ...site.demandResponse.flatMap(obligationProblems),
    ...tenants.flatMap(({ file, value: { flexible } }) =>
      flexible === undefined ? [] : flexibleProblems(file, flexible.share, flexible.maximumDuration),
    ),
  ];
}

interface StatedRamps {
  readonly down: Figure<PowerRamp>;
  readonly up: Figure<PowerRamp>;
}

function ramps(stated: StatedRamps | undefined, path: readonly (string | number)[]): Finding[] {
  if (stated === undefined) return [];
  return (["down", "up"] as const).flatMap((way) =>
    stated[way].value.isZero
      ? [inSite([...path, way], "a ramp of 0 W/min never gets anywhere: state how fast the load may change")]
      : [],
  );
}

/** What obliges to nothing, or for no time, would be met by doing nothing. */
function emptyPromises({ name, obligation, maximumDuration }: DemandResponse, index: number): Finding[] {
  const found = (key: string, message: string) =>
    inSite(["demandResponse", index, key], `"${name}" ${message}`);
  return [
    ...(obligation.value.isZero
      ? [found("obligation", "obliges the site to shed 0 W: state how much, or remove it")]
      : []),
    ...(maximumDuration.value.isZero
      ? [found("maximumDuration", "is called for 0 s at most: state how long a call may last")]
      : []),
  ];
}

/** A programme that is not in the catalog is taken as the document describes it. */
function obligationProblems(one: DemandResponse, index: number): Finding[] {
  const { name, programme: written, obligation, notice } = one;
  const path = (key: string) => ["demandResponse", index, key];
  const meant = nearlyNamed(written);
  if (meant !== undefined)
    return [inSite(path("programme"), `"${written}" is no known programme: did you mean "${meant.name}"?`)];
  const known = programmeOf(written);
  if (known === undefined) return [];
  const findings: Finding[] = [];
  if (known.kind === "promise" && known.minimumSize.exceeds(obligation.value)) {
    const message = `"${name}" promises ${obligation.value}, and ${known.name} takes ${known.minimumSize} or more`;
    findings.push(inSite(path("obligation"), message));
  }
  if (known.responseTime !== undefined && notice.value.exceeds(known.responseTime)) {
    const message = `"${name}" counts on ${notice.value} notice, and ${known.name} leaves ${known.responseTime}: state what its contract says`;
    findings.push(inSite(path("notice"), message));
  }
  return findings;
}

function flexibleProblems(
  file: string,
  share: Figure<Percentage>,
  maximumDuration: Figure<Duration>,
): Finding[] {
  const found = (key: string, message: string) => ({ document: file, path: ["flexible", key], message });
  const findings: Finding[] = [];
  if (share.value.fraction > 1)
    findings.push(found("share", `${share.value} of a load cannot be shed: at most 100 %`));
  if (maximumDuration.value.isZero)
    findings.push(found("maximumDuration", "work that may wait for 0 s may not wait: state for how long"));
  return findings;
}
