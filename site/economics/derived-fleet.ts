import type { MinerModel, Zone } from "../schema/site-document.ts";
import { Hashrate, MinerEfficiency, Power, sum } from "../units/index.ts";
import { type Derived, derived, derivedOfAll } from "./derived.ts";
import type { Evidence } from "./evidence.ts";
import { takesFee } from "./firmware-fee.ts";

/** The miners of a zone as numbers that others are derived from. */
export interface DerivedFleet {
  readonly hashrate: Derived<Hashrate>;
  /** Of it, what runs firmware whose publisher keeps a share. */
  readonly withFirmwareFee: Derived<Hashrate>;
  /** What the zone draws at the meter, its overhead included. */
  readonly gross: Derived<Power>;
  readonly efficiency: Derived<MinerEfficiency>;
}

type Mining = NonNullable<Zone["mining"]>;

/** The fleet that a zone has while it mines, made of counts, models and overhead. */
export function derivedFleet(
  zone: string,
  mining: Mining,
  model: (name: string) => MinerModel,
  evidence: Evidence,
): DerivedFleet {
  const groups = mining.asics.map((asics) => {
    const { hashrate, power } = model(asics.model);
    const count = evidence.figure(
      `zones.${zone}.mining.asics.${asics.name}.count`,
      `miners of ${asics.name}`,
      asics.count,
    );
    const one = evidence.figure(
      `minerModels.${asics.model}.hashrate`,
      `hashrate of ${asics.model}`,
      hashrate,
    );
    const watts = evidence.figure(`minerModels.${asics.model}.power`, `power of ${asics.model}`, power);
    return {
      hasFee: takesFee(asics.firmware),
      hashrate: derived(
        `hashrate of ${asics.name}`,
        "miners × hashrate of one",
        { rises: { count, one } },
        (of) => of.one.times(of.count),
      ),
      nameplate: derived(
        `nameplate power of ${asics.name}`,
        "miners × power of one",
        { rises: { count, watts } },
        (of) => of.watts.times(of.count),
      ),
    };
  });
  const hashrates = (of: typeof groups, name: string) =>
    derivedOfAll(
      name,
      "sum of its groups",
      of.map(({ hashrate }) => hashrate),
      (rates) => sum(Hashrate.zero, rates),
    );
  const hashrate = hashrates(groups, "hashrate");
  const overhead = evidence.figure(`zones.${zone}.mining.overhead`, "overhead", mining.overhead);
  const nameplate = derivedOfAll(
    "nameplate power",
    "sum of its groups",
    groups.map((group) => group.nameplate),
    (powers) => sum(Power.zero, powers),
  );
  const gross = derived(
    "gross load of the miners",
    "nameplate power × (1 + overhead)",
    { rises: { nameplate, overhead } },
    (of) => of.nameplate.times(1 + of.overhead.fraction),
  );
  return {
    hashrate,
    withFirmwareFee: hashrates(
      groups.filter(({ hasFee }) => hasFee),
      "hashrate with a firmware fee",
    ),
    gross,
    efficiency: derived(
      "efficiency at the meter",
      "gross load ÷ hashrate",
      { rises: { gross }, falls: { hashrate } },
      (of) => MinerEfficiency.joulesPerTerahash(of.gross.watts / of.hashrate.terahashes),
    ),
  };
}
