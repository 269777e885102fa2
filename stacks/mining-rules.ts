import { type RuleGroup, zoneAlerts } from "../constructs/mining/alerts.ts";
import { miningNamespace } from "../constructs/mining/names.ts";
import { resolvePools } from "../constructs/mining/pools.ts";
import { phasesOf } from "../site/conversion/phases.ts";
import { drainPlan } from "../site/mining/drain.ts";
import { fleetOf } from "../site/mining/fleet.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { stateOn } from "../site/zone-state.ts";
import { miningZoneProps } from "./mining-stack.ts";

/** The alert rules of a zone on the site's effective date; undefined where it does not mine. */
export function zoneRules(site: Site, zone: Zone): RuleGroup | undefined {
  const props = miningZoneProps(site, zone);
  if (props === undefined) return undefined;
  const { hashrate, miners } = fleetOf(zone, (name) => site.minerModel(name));
  const { groups } = resolvePools(props.poolSet, { site: site.name, zone: zone.name });
  return zoneAlerts({
    site: site.name,
    zone: zone.name,
    namespace: miningNamespace(zone.name),
    proxy: props.proxy.kind,
    hashrate,
    miners,
    // Behind a job declarator client the translator knows that alone: which pool is worked for is the client's to know.
    pools: props.proxy.jobDeclarator
      ? []
      : groups.map(({ name, upstreams }) => ({ group: name, users: upstreams.map(({ user }) => user) })),
    draining: drainingOn(site, zone),
  });
}

/** Where a zone is drained on the site's effective date: the day on which it is stripped. */
function drainingOn(site: Site, zone: Zone) {
  const { effectiveDate } = site.document;
  if (stateOn(zone, effectiveDate)?.state !== "draining") return undefined;
  // The one that began last.
  const plan = phasesOf(zone)
    .flatMap((phase) => drainPlan(zone, phase) ?? [])
    .findLast(({ from }) => from <= effectiveDate);
  return { stripped: plan?.ends };
}
