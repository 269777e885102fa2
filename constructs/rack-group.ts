import { Construct } from "constructs";
import type { RackType } from "../site/schema/site-document.ts";
import type { Power } from "../site/units/index.ts";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import { NetworkFabric } from "./network-fabric.ts";
import { PowerZone, type RacksInZone } from "./power-zone.ts";
import { siteRecord } from "./record.ts";

export interface RackGroupProps {
  readonly site: SiteIdentity;
  /** The zone that the racks stand in, by name or as the construct, which then counts their load. */
  readonly zone: PowerZone | string;
  readonly rackType: RackType;
  /** How many racks: 1 or more. */
  readonly count: number;
  /** Where they stand, as ranges such as `r01p01-p16`. @default - not recorded */
  readonly positions?: readonly string[];
  /** Critical load of all of them. @default - count × the rack type's power */
  readonly critical?: Power;
  /** Who has them. @default - nobody */
  readonly tenant?: string;
  /** The supply paths they are fed by. @default - not recorded */
  readonly paths?: Readonly<Record<string, readonly string[] | undefined>>;
  /** The fabric they are cabled to, by name or as the construct, which then counts their ports. @default - none */
  readonly fabric?: NetworkFabric | string;
  /** The record's name. @default - racks-<zone>-<id> */
  readonly recordName?: string;
  /** First and last day on which they are the tenant's. @default - not recorded */
  readonly period?: { readonly from: string; readonly to: string };
}

/**
 * Racks of one type that stand together. Records what is handed over: positions, power, cooling, accelerators.
 */
export class RackGroup extends Construct implements RacksInZone {
  readonly rackType: RackType;
  readonly count: number;
  readonly critical: Power;
  readonly zoneName: string;

  constructor(scope: Construct, id: string, props: RackGroupProps) {
    super(scope, id);
    if (!Number.isInteger(props.count) || props.count < 1) {
      throw new Error(
        `[${this.node.path}] ${props.count} racks: a group has a whole number of them, at least 1`,
      );
    }
    this.rackType = props.rackType;
    this.count = props.count;
    this.critical = props.critical ?? props.rackType.power.value.times(props.count);
    this.zoneName = props.zone instanceof PowerZone ? props.zone.zoneName : props.zone;
    if (props.zone instanceof PowerZone) props.zone.addRacks(this);
    const fabric = props.fabric instanceof NetworkFabric ? props.fabric.fabricName : props.fabric;
    if (props.fabric instanceof NetworkFabric) this.#connect(props.fabric);
    siteRecord(this, "record", {
      name: props.recordName ?? `racks-${this.zoneName}-${id}`,
      labels: identityLabels(props.site, {
        zone: this.zoneName,
        ...(props.tenant && { tenant: props.tenant }),
      }),
      content: {
        zone: this.zoneName,
        tenant: props.tenant,
        rackType: this.rackType.name,
        racks: this.count,
        positions: props.positions,
        period: props.period,
        power: { critical: this.critical, perRack: this.critical.dividedBy(this.count), paths: props.paths },
        cooling: {
          liquid: this.critical.times(this.rackType.liquidShare.value.fraction),
          air: this.critical.times(1 - this.rackType.liquidShare.value.fraction),
        },
        nodes: this.nodes || undefined,
        accelerators: this.accelerators && { [this.accelerators.resource]: this.accelerators.count },
        fabric,
      },
    });
  }

  #connect(fabric: NetworkFabric): void {
    const needs = this.rackType.fabric;
    if (needs === undefined || !needs.kinds.includes(fabric.kind)) {
      const takes = needs === undefined ? "no fabric" : needs.kinds.join(" or ");
      throw new Error(
        `[${this.node.path}] ${this.rackType.name} racks take ${takes}, but "${fabric.fabricName}" is ${fabric.kind}: choose another fabric or rack type`,
      );
    }
    fabric.connect(this.count, needs.ports.value);
  }

  /** Kubernetes nodes in the group; 0 where its racks have none. */
  get nodes(): number {
    return this.count * this.rackType.nodes.value;
  }

  /** All accelerators of the group; undefined where it has none. */
  get accelerators(): { readonly resource: string; readonly count: number } | undefined {
    const { accelerator } = this.rackType;
    return accelerator && { resource: accelerator.resource, count: this.nodes * accelerator.perNode.value };
  }
}
