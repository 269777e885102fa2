import { addressesProblem, minerPlaces } from "../mining/miner-address.ts";
import { templateProblem, workerNamesProblem } from "../mining/worker-name.ts";
import { cidrProblem } from "../network/cidr.ts";
import type { Zone } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Miners whose addresses are stated: each on its network, each with a worker's name of its own in its zone. */
export function checkWorkers({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, index) => {
    const outside = addresses(zone, index);
    if (outside.length > 0) return outside;
    const set = site.poolSets.find(({ name }) => name === zone.mining?.poolSet);
    if (set === undefined || templateProblem(set.workerName) !== undefined) return [];
    const places = (zone.mining?.asics ?? []).flatMap((group) =>
      minerPlaces(group).map((place) => ({ ...place, site: site.name, zone: zone.name })),
    );
    const problem = workerNamesProblem(set.workerName, places);
    return problem === undefined
      ? []
      : [inSite(["poolSets", site.poolSets.indexOf(set), "workerName"], problem)];
  });
}

function addresses({ mining }: Zone, index: number): Finding[] {
  return (mining?.asics ?? []).flatMap((group, at) => {
    // A network that is none was reported already.
    const problem = cidrProblem(group.network.cidr) === undefined ? addressesProblem(group) : undefined;
    const path = ["zones", index, "mining", "asics", at, "addresses", "first"];
    return problem === undefined ? [] : [inSite(path, problem)];
  });
}
