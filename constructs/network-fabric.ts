import { Construct } from "constructs";
import type { FabricDocument } from "../site/schema/site-document.ts";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import { siteRecord } from "./record.ts";

export interface NetworkFabricProps {
  readonly site: SiteIdentity;
  /** A DNS label of at most 40 characters. */
  readonly name: string;
  readonly kind: FabricDocument["kind"];
  /** Zones whose racks it reaches. */
  readonly zones: readonly string[];
  /** Racks a scalable unit. */
  readonly scalableUnit: number;
  /** Leaf switches, and the ports to racks that each has. */
  readonly leaves: { readonly count: number; readonly downlinks: number };
  /** Spine switches. @default - none */
  readonly spines?: number;
}

/** A network that joins racks. Knows its ports, refuses more racks than it has ports for, and records itself. */
export class NetworkFabric extends Construct {
  readonly fabricName: string;
  readonly kind: FabricDocument["kind"];
  readonly zones: readonly string[];
  /** Ports to racks, over all leaves. */
  readonly ports: number;
  #used = 0;

  constructor(scope: Construct, id: string, props: NetworkFabricProps) {
    super(scope, id);
    this.fabricName = props.name;
    this.kind = props.kind;
    this.zones = [...props.zones];
    this.ports = props.leaves.count * props.leaves.downlinks;
    this.node.addValidation({ validate: () => this.#problems() });
    siteRecord(this, "record", {
      name: `fabric-${props.name}`,
      labels: identityLabels(props.site, { fabric: props.name }),
      content: {
        fabric: props.name,
        kind: props.kind,
        zones: props.zones,
        scalableUnit: props.scalableUnit,
        leaves: props.leaves,
        spines: props.spines,
        ports: this.ports,
      },
    });
  }

  /** Counts the leaf ports of racks that are cabled to the fabric. */
  connect(racks: number, portsPerRack: number): void {
    this.#used += racks * portsPerRack;
  }

  #problems(): string[] {
    if (this.#used <= this.ports) return [];
    return [
      `racks take ${this.#used} leaf ports, the fabric has ${this.ports}: add leaves, or move racks to another fabric`,
    ];
  }
}
