import { checkCharges } from "./charges.ts";
import { checkClusters } from "./clusters.ts";
import { checkContracts } from "./contracts.ts";
import { checkConversion } from "./conversion.ts";
import { checkCooling } from "./cooling.ts";
import { checkCurtailment } from "./curtailment.ts";
import { checkEconomics } from "./economics.ts";
import { checkFabrics } from "./fabric.ts";
import type { Documents, Finding } from "./finding.ts";
import { checkFleetQueues } from "./fleet-queues.ts";
import { checkGroups } from "./groups.ts";
import { checkHalls } from "./hall.ts";
import { checkJobDeclarators } from "./job-declarator.ts";
import { checkLocation } from "./location.ts";
import { checkMining } from "./mining.ts";
import { checkNames } from "./names.ts";
import { checkNetwork } from "./network.ts";
import { checkNodeNames } from "./node-names.ts";
import { checkPower } from "./power.ts";
import { checkReferences } from "./references.ts";
import { checkTenants } from "./tenants.ts";
import { checkZones } from "./zones.ts";

export type { Documents, Finding } from "./finding.ts";
export { siteFile } from "./finding.ts";

/** Everything that is wrong with a site's documents beyond their shape, apart from what depends on the placement. */
export function checkDocuments(documents: Documents): readonly Finding[] {
  return [
    ...checkNames(documents),
    ...checkReferences(documents),
    ...checkPower(documents),
    ...checkZones(documents),
    ...checkConversion(documents),
    ...checkHalls(documents),
    ...checkCooling(documents),
    ...checkContracts(documents),
    ...checkCharges(documents),
    ...checkEconomics(documents),
    ...checkLocation(documents),
    ...checkNetwork(documents),
    ...checkFabrics(documents),
    ...checkMining(documents),
    ...checkJobDeclarators(documents),
    ...checkCurtailment(documents),
    ...checkTenants(documents),
    ...checkGroups(documents),
    ...checkClusters(documents),
    ...checkFleetQueues(documents),
    ...checkNodeNames(documents),
  ];
}
