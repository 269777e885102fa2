import { Money } from "../money.ts";
import { Energy } from "../units/index.ts";
import type { SheddableLoad } from "./plan.ts";

/** What a load did in a simulation. */
export interface SimulatedLoad {
  readonly id: string;
  readonly class: SheddableLoad["class"];
  readonly zone: string;
  readonly owner: string | undefined;
  readonly hoursCurtailed: number;
  readonly drawn: Energy;
  /** What it would have drawn besides, had it not been shed. */
  readonly shed: Energy;
  /** Before fees and energy, of what it drew and of what it did not. */
  readonly revenueKept: Money<"USD">;
  readonly revenueLost: Money<"USD">;
  /** What shedding cost: the lost revenue less the fees and operations that it would have borne, or what an owner is paid. */
  readonly costOfShedding: Money<"USD">;
}

/** The account of a load. Energy is settled at the load's prices whenever these change. */
export class LoadAccount {
  #load: SheddableLoad;
  #drawnWattHours = 0;
  #shedWattHours = 0;
  #settled: Pick<SimulatedLoad, "drawn" | "shed" | "revenueKept" | "revenueLost" | "costOfShedding"> = {
    drawn: Energy.zero,
    shed: Energy.zero,
    revenueKept: Money.usd(0),
    revenueLost: Money.usd(0),
    costOfShedding: Money.usd(0),
  };

  constructor(load: SheddableLoad) {
    this.#load = load;
  }

  add(drawnWattHours: number, shedWattHours: number): void {
    this.#drawnWattHours += drawnWattHours;
    this.#shedWattHours += shedWattHours;
  }

  /** From now on the load is as the plan of a later day has it. */
  renew(load: SheddableLoad): void {
    const { revenue, value } = this.#load;
    const drawn = Energy.wattHours(this.#drawnWattHours);
    const shed = Energy.wattHours(this.#shedWattHours);
    const before = this.#settled;
    this.#settled = {
      drawn: before.drawn.plus(drawn),
      shed: before.shed.plus(shed),
      revenueKept: before.revenueKept.plus(Money.ofEnergy(revenue, drawn)),
      revenueLost: before.revenueLost.plus(Money.ofEnergy(revenue, shed)),
      costOfShedding: before.costOfShedding.plus(Money.ofEnergy(value, shed)),
    };
    this.#drawnWattHours = 0;
    this.#shedWattHours = 0;
    this.#load = load;
  }

  result(hoursCurtailed: number): SimulatedLoad {
    this.renew(this.#load);
    const { id, class: turn, zone, owner } = this.#load;
    return { id, class: turn, zone, owner, hoursCurtailed, ...this.#settled };
  }
}
