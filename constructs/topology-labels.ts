import { Construct } from "constructs";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import { customObject, KubernetesObject } from "./kubernetes/index.ts";
import { checkTopology } from "./kueue/limits.ts";

/** Node-label vocabularies for where a node stands, from the largest domain to the smallest. */
export const topologyProfiles = {
  /** This project's own keys: power zone, scalable unit, rack. */
  busbar: {
    zone: "topology.busbar.dev/power-zone",
    scalableUnit: "topology.busbar.dev/scalable-unit",
    rack: "topology.busbar.dev/rack",
  },
  /** Topograph from 1.0: tiers of the fabric, the nearest to the node being 0. */
  topograph: {
    zone: "fabric.topograph.run/tier-2",
    scalableUnit: "fabric.topograph.run/tier-1",
    rack: "fabric.topograph.run/tier-0",
  },
  /** Google Kubernetes Engine. */
  gke: {
    zone: "cloud.google.com/gce-topology-block",
    scalableUnit: "cloud.google.com/gce-topology-subblock",
    rack: "cloud.google.com/gce-topology-host",
  },
  /** CoreWeave. */
  coreweave: {
    zone: "backend.coreweave.cloud/fabric",
    scalableUnit: "ib.coreweave.cloud/superpod",
    rack: "node.coreweave.cloud/rack",
  },
} as const;

export type TopologyProfile = keyof typeof topologyProfiles;

/** Where a node stands. */
export interface NodePlace {
  readonly zone: string;
  /** The scalable unit's number in its zone, from 1. */
  readonly scalableUnit: number;
  /** The rack's position, such as `r01p05`. */
  readonly rack: string;
}

export interface TopologyLabelsProps {
  readonly site: SiteIdentity;
  /** Whose label keys nodes carry. @default 'busbar' */
  readonly profile?: TopologyProfile;
  /** The name of the Kueue Topology. @default 'racks' */
  readonly name?: string;
}

/**
 * The levels that racks are scheduled by: power zone, scalable unit, rack, host. Emits the Kueue Topology and gives
 * the labels that put a node into it. Needs the Kueue API in the cluster.
 */
export class TopologyLabels extends Construct {
  readonly profile: TopologyProfile;
  readonly topologyName: string;
  /** Label keys, largest domain first; the host is the last, so that taints are respected. */
  readonly levels: readonly string[];

  constructor(scope: Construct, id: string, props: TopologyLabelsProps) {
    super(scope, id);
    this.profile = props.profile ?? "busbar";
    this.topologyName = props.name ?? defaultTopologyName;
    const { zone, scalableUnit, rack } = topologyProfiles[this.profile];
    this.levels = [zone, scalableUnit, rack, "kubernetes.io/hostname"];
    const topology = {
      apiVersion: "kueue.x-k8s.io/v1beta2",
      kind: "Topology",
      metadata: { name: this.topologyName, labels: identityLabels(props.site) },
      spec: { levels: this.levels.map((nodeLabel) => ({ nodeLabel })) },
    };
    checkTopology(this.node.path, topology.spec.levels);
    new KubernetesObject(this, "Resource", { object: customObject(topology) });
  }

  /** The labels of a node at a place. */
  nodeLabels(place: NodePlace): Record<string, string> {
    return topologyNodeLabels(this.profile, place);
  }
}

/** The Kueue Topology that racks are scheduled by, unless it is named otherwise. */
export const defaultTopologyName = "racks";

/** The labels of a node at a place, in a profile's vocabulary. Values are unique across the site. */
export function topologyNodeLabels(profile: TopologyProfile, place: NodePlace): Record<string, string> {
  const keys = topologyProfiles[profile];
  return {
    [keys.zone]: place.zone,
    [keys.scalableUnit]: `${place.zone}-su${String(place.scalableUnit).padStart(2, "0")}`,
    [keys.rack]: `${place.zone}-${place.rack}`,
  };
}
