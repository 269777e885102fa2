import { aiCapacity } from "./ai-capacity.ts";
import { addDays, type Day, includes } from "./day.ts";
import type { Source } from "./figure.ts";
import { type Fleet, fleetOf, noFleet } from "./mining/fleet.ts";
import { approvedLoad } from "./power/approvals.ts";
import { capacityDays } from "./power/days.ts";
import { type PowerLimit, powerLimits } from "./power/limits.ts";
import { PowerNetwork } from "./power/network.ts";
import type {
  DemandResponse,
  FabricDocument,
  Interconnect,
  MinerModel,
  RackType,
  SiteDocument,
  Zone,
} from "./schema/site-document.ts";
import type { TenantDocument } from "./schema/tenant-document.ts";
import type { DeclaredZoneState } from "./schema/zone.ts";
import { Power, sum } from "./units/index.ts";
import { drawsMiningLoad, stateOn } from "./zone-state.ts";

/** Rack types, miner models and their sources, by name: the built-in ones and the site's own. */
export interface Catalog {
  readonly rackTypes: ReadonlyMap<string, RackType>;
  readonly minerModels: ReadonlyMap<string, MinerModel>;
  readonly sources: Readonly<Record<string, Source>>;
}

/** A site whose documents were checked: names resolve, the power tree is a tree, states are in order. Immutable. */
export class Site {
  readonly document: SiteDocument;
  readonly tenants: readonly TenantDocument[];
  readonly catalog: Catalog;
  readonly powerNetwork: PowerNetwork;
  /** Every inequality on gross loads that must hold on every day. */
  readonly powerLimits: readonly PowerLimit[];
  readonly #zones: ReadonlyMap<string, Zone>;

  constructor(document: SiteDocument, tenants: readonly TenantDocument[], catalog: Catalog) {
    this.document = document;
    this.tenants = tenants;
    this.catalog = catalog;
    this.powerNetwork = new PowerNetwork(document);
    this.powerLimits = powerLimits(document, this.powerNetwork);
    this.#zones = new Map(document.zones.map((zone) => [zone.name, zone]));
  }

  get name(): string {
    return this.document.name;
  }

  get zones(): readonly Zone[] {
    return this.document.zones;
  }

  zone(name: string): Zone {
    return found(this.#zones.get(name), "zone", name);
  }

  rackType(name: string): RackType {
    return found(this.catalog.rackTypes.get(name), "rack type", name);
  }

  minerModel(name: string): MinerModel {
    return found(this.catalog.minerModels.get(name), "miner model", name);
  }

  fabric(name: string): FabricDocument {
    return found(
      this.document.fabrics.find((fabric) => fabric.name === name),
      "fabric",
      name,
    );
  }

  /** The fleet of a zone on a day: none unless it is mining or draining. */
  fleet(zone: Zone, on: Day): Fleet {
    return drawsMiningLoad(stateOn(zone, on)?.state)
      ? fleetOf(zone, (name) => this.minerModel(name))
      : noFleet;
  }

  /** The site on a day: zones with their state and mining, the approvals and obligations in force. */
  at(on: Day): SiteState {
    const zones = this.zones.map((zone) => {
      const state = stateOn(zone, on)?.state;
      const capacity = state === "ai-ready" ? aiCapacity(zone, this.powerNetwork, on) : Power.zero;
      return { zone, state, fleet: this.fleet(zone, on), aiCapacity: capacity };
    });
    return {
      day: on,
      zones,
      approvals: this.document.interconnects.map((interconnect) => ({
        interconnect,
        load: approvedLoad(interconnect, on),
      })),
      obligations: this.document.demandResponse.filter((obligation) => includes(obligation, on)),
      curtailable: sum(
        Power.zero,
        zones.filter(({ zone }) => zone.mining?.curtailable).map(({ fleet }) => fleet.gross),
      ),
    };
  }

  /** The days on which anything that the checks look at changes, in order. */
  changeDays(): readonly Day[] {
    const { contracts, demandResponse } = this.document;
    const days = new Set<Day>([this.document.effectiveDate, ...capacityDays(this.document)]);
    for (const zone of this.zones) for (const { from } of zone.states) days.add(from);
    for (const term of [...contracts, ...demandResponse]) addPeriod(days, term.from, term.to);
    for (const { lease, demand } of this.tenants) {
      for (const part of demand) addPeriod(days, part.from ?? lease.from, part.to ?? lease.to);
    }
    return [...days].sort();
  }
}

/** A site on one day. */
export interface SiteState {
  readonly day: Day;
  readonly zones: readonly ZoneOnDay[];
  readonly approvals: readonly { readonly interconnect: Interconnect; readonly load: Power }[];
  readonly obligations: readonly DemandResponse[];
  /** Gross load of the mining that may be shed. */
  readonly curtailable: Power;
}

export interface ZoneOnDay {
  readonly zone: Zone;
  /** Undefined before the zone's first state. */
  readonly state: DeclaredZoneState | undefined;
  readonly fleet: Fleet;
  /** The critical load that it can take; zero unless it is AI-ready. */
  readonly aiCapacity: Power;
}

/** The last day of a term is still in it: things change on the day after. */
function addPeriod(days: Set<Day>, from: Day, to: Day | undefined): void {
  days.add(from);
  if (to !== undefined) days.add(addDays(to, 1));
}

function found<T>(value: T | undefined, what: string, name: string): T {
  if (value === undefined) throw new RangeError(`the site has no ${what} "${name}"`);
  return value;
}
