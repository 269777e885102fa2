import { Construct } from "constructs";
import { heatShare, media } from "../site/cooling.ts";
import type { RackType } from "../site/schema/site-document.ts";
import type { DeclaredZoneState } from "../site/schema/zone.ts";
import { Power, sum } from "../site/units/index.ts";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import { siteRecord } from "./record.ts";

export interface PowerZoneProps {
  readonly site: SiteIdentity;
  /** A DNS label of at most 40 characters. */
  readonly name: string;
  /** The state it is in on the day that is deployed; `tenant` where racks are leased in it. */
  readonly state: DeclaredZoneState | "tenant";
  /** What its feeds carry continuously, with one path lost if they are 2N. */
  readonly continuousCapacity: Power;
  /** Gross load of the miners in it. @default - none */
  readonly miningLoad?: Power;
  /** Gross load per critical load of an AI hall. @default 1 */
  readonly grossToCritical?: number;
  /** Heat that its cooling removes by medium, with one unit lost if it is N+1. @default - none of either */
  readonly cooling?: { readonly air?: Power; readonly liquid?: Power };
  /** Rack positions. @default 0 */
  readonly positions?: number;
  /** The power nodes of each path, from the zone to the grid. @default - not recorded */
  readonly paths?: Readonly<Record<string, readonly string[]>>;
}

/** Racks as a zone counts them. */
export interface RacksInZone {
  readonly rackType: RackType;
  readonly count: number;
  /** Critical load of all of them. */
  readonly critical: Power;
}

/**
 * The smallest area that is converted as a whole. It knows the racks that are put into it, and refuses at synth what
 * its feeds, cooling or floor cannot bear. Records the zone in the cluster.
 */
export class PowerZone extends Construct {
  readonly site: SiteIdentity;
  readonly zoneName: string;
  readonly state: DeclaredZoneState | "tenant";
  readonly continuousCapacity: Power;
  readonly miningLoad: Power;
  readonly grossToCritical: number;
  readonly cooling: { readonly air: Power; readonly liquid: Power };
  readonly positions: number;
  readonly #racks: RacksInZone[] = [];

  constructor(scope: Construct, id: string, props: PowerZoneProps) {
    super(scope, id);
    this.site = props.site;
    this.zoneName = props.name;
    this.state = props.state;
    this.continuousCapacity = props.continuousCapacity;
    this.miningLoad = props.miningLoad ?? Power.zero;
    this.grossToCritical = props.grossToCritical ?? 1;
    this.cooling = { air: props.cooling?.air ?? Power.zero, liquid: props.cooling?.liquid ?? Power.zero };
    this.positions = props.positions ?? 0;
    this.node.addValidation({ validate: () => this.#problems() });
    siteRecord(this, "record", {
      name: `zone-${this.zoneName}`,
      labels: identityLabels(this.site, { zone: this.zoneName }),
      content: {
        zone: this.zoneName,
        state: this.state,
        continuousCapacity: this.continuousCapacity,
        miningLoad: this.miningLoad.isZero ? undefined : this.miningLoad,
        grossToCritical: props.grossToCritical,
        cooling: props.cooling,
        positions: props.positions,
        paths: props.paths,
      },
    });
  }

  /** The racks in the zone, in the order in which they were put there. */
  get racks(): readonly RacksInZone[] {
    return [...this.#racks];
  }

  /** @internal Called by RackGroup. */
  addRacks(group: RacksInZone): void {
    this.#racks.push(group);
  }

  /** Critical load of all racks in the zone. */
  get criticalLoad(): Power {
    return sum(
      Power.zero,
      this.#racks.map(({ critical }) => critical),
    );
  }

  /** Gross load: critical × gross-to-critical, and the miners. */
  get grossLoad(): Power {
    return this.criticalLoad.times(this.grossToCritical).plus(this.miningLoad);
  }

  #problems(): string[] {
    const problems: string[] = [];
    if (this.grossLoad.exceeds(this.continuousCapacity)) {
      problems.push(
        `gross load of ${this.grossLoad} exceeds the continuous capacity of ${this.continuousCapacity} by ${this.grossLoad.minus(this.continuousCapacity)}: take racks or miners out, or strengthen the feeds`,
      );
    }
    for (const medium of media) {
      const heat = sum(
        Power.zero,
        this.#racks.map(({ critical, rackType }) => critical.times(heatShare(rackType, medium))),
      );
      if (heat.exceeds(this.cooling[medium])) {
        problems.push(
          `${heat} of heat leaves by ${medium}, the zone cools ${this.cooling[medium]}: add ${medium} cooling`,
        );
      }
    }
    const racks = this.#racks.reduce((total, group) => total + group.count, 0);
    if (racks > this.positions)
      problems.push(`${racks} racks on ${this.positions} positions: add rows, or take racks out`);
    return problems;
  }
}
