import type { Site } from "../site.ts";
import { Duration, EnergyPrice, Hashrate } from "../units/index.ts";
import type { AiLoad } from "./ai-load.ts";
import { type Ramps, siteRamps } from "./defaults.ts";
import type { FirmLoad, SheddableLoad } from "./plan.ts";

/** The AI load of a day, apart by whether its lease lets the site shed it. What no lease mentions is firm. */
export interface FlexibleLoads {
  readonly sheddable: readonly SheddableLoad[];
  readonly firm: readonly FirmLoad[];
}

/** Splits each tenant's load into the share that its lease lets wait, and the firm rest. */
export function flexibleLoads(site: Site, loads: readonly AiLoad[], unstated: Ramps): FlexibleLoads {
  const ramps = siteRamps(site.document.curtailment, unstated);
  const sheddable: SheddableLoad[] = [];
  const firm: FirmLoad[] = [];
  for (const { tenant, zone, gross } of loads) {
    const terms = site.tenants.find(({ name }) => name === tenant)?.flexible;
    const power = gross.times(terms?.share.value.fraction ?? 0);
    const rest = gross.minus(power);
    // A share of 100 % leaves nothing but the noise of binary fractions.
    if (gross.exceeds(power)) firm.push({ tenant, zone, power: rest });
    if (terms === undefined || power.isZero) continue;
    sheddable.push({
      id: `${tenant}/${zone}`,
      class: "flexible-ai",
      zone,
      tenant,
      power,
      miners: 0,
      hashrate: Hashrate.zero,
      value: terms.compensation?.value ?? EnergyPrice.zero,
      // A lease is paid for whether its racks work or wait.
      revenue: EnergyPrice.zero,
      notice: terms.notice.value,
      rampDown: ramps.down,
      rampUp: ramps.up,
      minimumRun: Duration.zero,
      minimumOff: Duration.zero,
      maximumDuration: terms.maximumDuration.value,
      callsPerYear: terms.callsPerYear,
      // Shed last, so it comes back first, before any miner.
      restore: { group: 0, steps: 1, interval: Duration.zero, inrush: 1 },
    });
  }
  return { sheddable, firm };
}
