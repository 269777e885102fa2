import { blockHours } from "../contracts/block-hours.ts";
import type { Contract } from "../contracts/supply.ts";
import { EnergyPrice, Power, sum } from "../units/index.ts";

/** Energy that can be bought under a contract, at a price of one case. */
export interface Offer {
  readonly contract: Contract;
  readonly price: EnergyPrice;
}

/** Where a load's energy is from in an average hour of a day that is like all others. */
export interface AverageSupply {
  /** Under each contract, in the order of the offers. */
  readonly contracted: readonly Power[];
  /** Beyond all contracts, at the index. */
  readonly open: Power;
}

const hoursPerDay = 24;

/**
 * Shares a load that is the same at every hour out over contracts, of which what costs least more comes first: take-or-pay
 * energy is paid for already, and what is generated behind the meter bears no charges. The order is that in which the site is
 * billed hour by hour, but for an index that is the same at every hour.
 *
 * @param charges What a MWh bears that passes the meter.
 */
export function averageSupply(load: Power, offers: readonly Offer[], charges: EnergyPrice): AverageSupply {
  const more = ({ contract, price }: Offer) =>
    (contract.takeOrPay ? EnergyPrice.zero : price).plus(passesMeter(contract) ? charges : EnergyPrice.zero);
  const inTurn = [...offers].sort((a, b) => more(a).compare(more(b)));
  const taken = new Map<Offer, Power>(offers.map((offer) => [offer, Power.zero]));
  let open = Power.zero;
  for (let hour = 0; hour < hoursPerDay; hour += 1) {
    let left = load;
    for (const offer of inTurn.filter(({ contract }) => deliversIn(contract, hour))) {
      const { value: power } = offer.contract.power;
      const now = left.exceeds(power) ? power : left;
      taken.set(offer, (taken.get(offer) ?? Power.zero).plus(now));
      left = left.minus(now);
    }
    open = open.plus(left);
  }
  return {
    contracted: offers.map((offer) => (taken.get(offer) ?? Power.zero).times(1 / hoursPerDay)),
    open: open.times(1 / hoursPerDay),
  };
}

/** What of a supply passes the meter, and bears what is charged there. */
export function meteredOf({ contracted, open }: AverageSupply, offers: readonly Offer[]): Power {
  return sum(
    open,
    contracted.filter((_, at) => {
      const offer = offers[at];
      return offer !== undefined && passesMeter(offer.contract);
    }),
  );
}

function passesMeter({ kind }: Contract): boolean {
  return kind !== "behind-the-meter";
}

function deliversIn({ kind, hours }: Contract, hour: number): boolean {
  if (kind !== "off-peak") return true;
  const read = blockHours(hours ?? "");
  return "hours" in read && read.hours.has(hour);
}
