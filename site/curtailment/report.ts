import { assumptionsOf } from "../economics/assumptions.ts";
import { isVerified } from "../figure.ts";
import { Money } from "../money.ts";
import type { Site } from "../site.ts";
import { Hashrate, Power, sum } from "../units/index.ts";
import type { Dispatch } from "./dispatch.ts";
import { type JudgedObligation, judgedObligations } from "./judged-obligation.ts";
import { type LoadShed, loadsShed } from "./load-shed.ts";
import type { CurtailmentPlan } from "./plan.ts";
import type { CurtailmentSignal } from "./signal.ts";

/** What a signal does to a site, in the site's terms. */
export interface CurtailmentReport {
  readonly plan: CurtailmentPlan;
  readonly signal: CurtailmentSignal;
  readonly dispatch: Dispatch;
  readonly loads: readonly LoadShed[];
  readonly obligations: readonly JudgedObligation[];
  /** At the deepest moment: what the site draws, of which mining with its hashrate. */
  readonly left: { readonly power: Power; readonly mining: Power; readonly hashrate: Hashrate };
  /** AI load that no signal reaches, and whose it is. */
  readonly firm: { readonly power: Power; readonly tenants: readonly string[] };
  readonly money: {
    readonly revenueLost: Money<"USD">;
    readonly revenueLostPerHour: Money<"USD">;
    /** The assumptions behind it that nobody has verified, by their keys under `economics`. */
    readonly unverified: readonly string[];
  };
  /** Whether every interval was met in time and held to its end. */
  readonly met: boolean;
}

/** Says what a dispatch comes to. */
export function curtailmentReport(
  site: Site,
  plan: CurtailmentPlan,
  signal: CurtailmentSignal,
  dispatch: Dispatch,
): CurtailmentReport {
  const loads = loadsShed(plan, dispatch);
  const power = dispatch.profile
    .map((point) => point.power)
    .reduce((a, b) => (a.exceeds(b) ? b : a), dispatch.baseline);
  return {
    plan,
    signal,
    dispatch,
    loads,
    obligations: judgedObligations(plan, signal, dispatch),
    left: { power, ...miningLeft(site, plan, loads) },
    firm: {
      power: powerOf(plan.firm),
      tenants: [...new Set(plan.firm.map(({ tenant }) => tenant))].sort(),
    },
    money: {
      revenueLost: Money.sum(
        "USD",
        loads.map((one) => one.revenueLost),
      ),
      revenueLostPerHour: Money.sum(
        "USD",
        loads.map((one) => one.revenueLostPerHour),
      ),
      unverified: unverified(site),
    },
    met: dispatch.intervals.every(({ reasons }) => reasons.length === 0),
  };
}

function powerOf(loads: readonly { readonly power: Power }[]): Power {
  return sum(
    Power.zero,
    loads.map(({ power }) => power),
  );
}

function miningLeft(site: Site, plan: CurtailmentPlan, loads: readonly LoadShed[]) {
  const mining = loads.filter(({ load }) => load.class !== "flexible-ai");
  const fleets = site.at(plan.day).zones.map(({ fleet }) => fleet);
  const left = powerOf(fleets.map(({ gross }) => ({ power: gross }))).minus(
    powerOf(mining.map(({ shed }) => ({ power: shed }))),
  );
  const hashrate = sum(
    Hashrate.zero,
    fleets.map((fleet) => fleet.hashrate),
  ).minus(
    sum(
      Hashrate.zero,
      mining.map((one) => one.hashrate),
    ),
  );
  // All of it shed leaves nothing, and not what binary fractions leave of it.
  return left.watts < 1 ? { mining: Power.zero, hashrate: Hashrate.zero } : { mining: left, hashrate };
}

/** What the revenue of mining rests on. */
function unverified({ document, catalog }: Site): readonly string[] {
  const { hashprice, difficulty, subsidy, fees, bitcoinPrice } = assumptionsOf(document);
  const used = hashprice === undefined ? { difficulty, subsidy, fees, bitcoinPrice } : { hashprice };
  return Object.entries(used).flatMap(([name, figure]) =>
    isVerified(figure, catalog.sources) ? [] : [name],
  );
}
