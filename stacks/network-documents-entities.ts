import { rackNodeNames } from "../site/node-names.ts";
import { defaultPowerFactor } from "../site/power/rating.ts";
import type { PowerService } from "../site/schema/power-service.ts";
import type { RackType, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { Power } from "../site/units/index.ts";

/** What DPS calls the nodes of NVIDIA's systems, by the accelerator that the catalog names. */
const knownModels: Readonly<Record<string, string>> = {
  "NVIDIA H100": "DGX_H100",
  "NVIDIA H200": "DGX_H100",
  "NVIDIA B200": "DGX_B200",
  "NVIDIA B300": "DGX_B300",
  "NVIDIA GB200": "DGX_GB200",
  "NVIDIA GB300": "DGX_GB300",
};

const supplyPaths = ["A", "B", "C", "D"] as const;

interface Watts {
  readonly Type: "W";
  readonly Value: number;
}

interface Entity {
  readonly Type: "PowerDomain" | "PowerDistribution" | "ComputerSystem";
  readonly Name: string;
  readonly Model?: string;
  readonly OperatingLimit?: { readonly PowerFactor: number; readonly PowerValue: Watts };
  readonly StaticLoad?: Watts;
  readonly Redfish?: { readonly SecretName: string; readonly URL: string };
  readonly Policy?: string;
}

/** A type of equipment that DPS has to know before it is told of any. */
interface Device {
  readonly type: "PowerDistribution";
  readonly model: string;
  readonly description: string;
  readonly spec: { readonly maxLoadWatts: number; readonly efficiencyFactor: number };
}

/** What DPS imports: the devices first, then the topology. */
export interface PowerServiceDocuments {
  readonly devices: readonly Device[];
  readonly topology: object;
}

/** The entities of a power service's topology, and what feeds which. */
export class Topology {
  readonly #site: Site;
  readonly #entities = new Map<string, Entity>();
  readonly #devices = new Map<string, Device>();
  readonly #children = new Map<string, string[]>();
  readonly #domains = new Set<string>();
  readonly #policies = new Map<string, number>();

  constructor(site: Site) {
    this.#site = site;
  }

  addDomain(name: string, approved: Power): void {
    this.#domains.add(name);
    this.#entities.set(name, {
      Type: "PowerDomain",
      Name: name,
      OperatingLimit: limit(approved, defaultPowerFactor),
    });
  }

  addDistribution(
    name: string,
    description: string,
    capacity: Power,
    powerFactor = defaultPowerFactor,
    efficiency = 1,
  ): void {
    const OperatingLimit = limit(capacity, powerFactor);
    const Model = this.#device(description, capacity, efficiency);
    this.#entities.set(name, { Type: "PowerDistribution", Model, Name: name, OperatingLimit });
  }

  connect(parent: string, child: string): void {
    this.#children.set(parent, [...new Set([...(this.#children.get(parent) ?? []), child])]);
  }

  addMining(zone: Zone, gross: Power): void {
    const name = `mining-${zone.name}`;
    const Model = this.#device(`mining of zone ${zone.name}`, gross, 1);
    this.#entities.set(name, { Type: "PowerDistribution", Model, Name: name, StaticLoad: watts(gross) });
    for (const feed of feedsOf(zone.mining?.feeds ?? zone.feeds)) this.connect(feed, name);
  }

  /** A rack below its zone, which adds what the zone draws beside its racks: cooling, and what conversion loses. */
  addRack(zone: Zone, rack: string, type: RackType, critical: Power, service: PowerService): void {
    const name = `rack-${zone.name}-${rack}`;
    this.connect(this.#zone(zone), name);
    const model = service.models[type.name] ?? knownModels[type.accelerator?.model ?? ""];
    const nodes = type.nodes.value;
    this.addDistribution(name, `${type.name} rack`, critical);
    if (model === undefined || nodes === 0) {
      const entity = this.#entities.get(name);
      if (entity !== undefined) this.#entities.set(name, { ...entity, StaticLoad: watts(critical) });
      return;
    }
    this.#policies.set(type.name, Math.floor(critical.dividedBy(nodes).watts + 1e-6));
    for (const node of rackNodeNames(this.#site.document, { zone: zone.name, rack, nodes })) {
      this.connect(name, node);
      this.#entities.set(node, {
        Type: "ComputerSystem",
        Model: model,
        Name: node,
        Redfish: {
          SecretName: service.secret.replaceAll("{node}", node),
          URL: service.redfish.replaceAll("{node}", node),
        },
        Policy: type.name,
      });
    }
  }

  /** A zone's entity, which is made when the first rack of it is added. Names are apart from those of power nodes. */
  #zone(zone: Zone): string {
    const name = `zone-${zone.name}`;
    if (this.#entities.has(name)) return name;
    const today = this.#site.at(this.#site.document.effectiveDate).zones.find((each) => each.zone === zone);
    const built = zone.ai?.critical?.value ?? today?.aiCapacity ?? Power.zero;
    const efficiency = Math.round(1e4 / (zone.ai?.grossToCritical.value ?? 1)) / 1e4;
    this.addDistribution(name, `zone ${zone.name}`, built, undefined, efficiency);
    for (const feed of feedsOf(zone.feeds)) this.connect(feed, name);
    return name;
  }

  /** A model for what carries so much, which is what DPS knows equipment by. */
  #device(description: string, capacity: Power, efficiencyFactor: number): string {
    const maxLoadWatts = wholeWatts(capacity);
    const model = `Busbar_${maxLoadWatts}W${efficiencyFactor === 1 ? "" : `_${Math.round(efficiencyFactor * 1e4)}`}`;
    if (!this.#devices.has(model)) {
      const spec = { maxLoadWatts, efficiencyFactor };
      this.#devices.set(model, { type: "PowerDistribution", model, description, spec });
    }
    return model;
  }

  /** Only what leads to a load, and each entity once; what two paths feed is a child of both. */
  documents(): PowerServiceDocuments {
    const used = new Set<string>();
    const visit = (name: string): boolean => {
      if (used.has(name)) return true;
      const entity = this.#entities.get(name);
      if (entity === undefined) return false;
      const below = (this.#children.get(name) ?? []).map(visit);
      const carries =
        entity.Type === "ComputerSystem" || entity.StaticLoad !== undefined || below.some(Boolean);
      if (carries) used.add(name);
      return carries;
    };
    for (const domain of this.#domains) visit(domain);
    const entities = [...this.#entities.values()].filter(({ Name }) => used.has(Name));
    const models = new Set(entities.map(({ Model }) => Model));
    return {
      devices: [...this.#devices.values()].filter(({ model }) => models.has(model)),
      topology: {
        Topology: {
          Name: this.#site.name,
          Entities: entities.map(({ Name }) => {
            const children = (this.#children.get(Name) ?? []).filter((child) => used.has(child));
            return {
              Name,
              ...(this.#domains.has(Name) && { FeedTag: Name }),
              ...(children.length > 0 && { Children: children }),
            };
          }),
        },
        Entities: entities,
        Policies: [...this.#policies]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([Name, Watts]) => ({ Name, Limits: [{ ElementType: "Node", PowerLimit: { Watts } }] })),
      },
    };
  }
}

function feedsOf(feeds: Zone["feeds"]): string[] {
  return supplyPaths.flatMap((path) => feeds[path] ?? []);
}

function limit(power: Power, powerFactor: number): NonNullable<Entity["OperatingLimit"]> {
  return { PowerFactor: powerFactor, PowerValue: watts(power) };
}

function watts(power: Power): Watts {
  return { Type: "W", Value: wholeWatts(power) };
}

/** Down to a whole watt, but not for what binary fractions leave of one. */
function wholeWatts(power: Power): number {
  return Math.floor(power.watts + 1e-3);
}
