import { type Documents, type Finding, inSite } from "./finding.ts";

/** What a hall says of its floor, rack feeds and busways fits together. */
export function checkHalls({ site }: Documents): Finding[] {
  return site.zones.flatMap(({ name, ai }, index) => {
    if (ai === undefined) return [];
    const { rackMass, floorMass, rackFeeds, rowBusway, maximumPhaseImbalance } = ai;
    const found = (key: string, message: string) => inSite(["zones", index, "ai", key], message);
    const findings: Finding[] = [];
    if (floorMass !== undefined && rackMass.value.exceeds(floorMass.value)) {
      const message = `the floor of zone "${name}" carries ${floorMass.value} of racks in all, but one position ${rackMass.value}: state what the whole floor carries`;
      findings.push(found("floorMass", message));
    }
    if (rackFeeds && rowBusway && !rackFeeds.voltage.value.equals(rowBusway.voltage.value)) {
      const message = `the busways of zone "${name}" are at ${rowBusway.voltage.value} and its rack feeds at ${rackFeeds.voltage.value}: no transformer is between them; state the voltage between phases for both`;
      findings.push(found("rackFeeds", message));
    }
    if (maximumPhaseImbalance !== undefined && rackFeeds?.phases !== 1) {
      const message = `zone "${name}" limits phase imbalance, but its racks are not single-phase and load all phases alike: state rackFeeds with phases: 1, or remove the limit`;
      findings.push(found("maximumPhaseImbalance", message));
    }
    return findings;
  });
}
