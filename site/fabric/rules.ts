/** The rules that a switched fabric is built by, as plain numbers. Ports are counted at the speed of one link. */
export interface FabricRules {
  /** Scalable units that are built, and the racks of each. */
  readonly units: number;
  readonly unitRacks: number;
  /** Ports to leaves that each rack is wired for, in each plane. */
  readonly portsPerRack: number;
  /** Rails: each leaf of a unit serves one, and a node's ports are on as many different leaves. */
  readonly rails: number;
  /** Planes: whole fabrics side by side; every port of a rack has a link into each. */
  readonly planes: number;
  readonly leafPorts: number;
  readonly spinePorts: number;
  readonly corePorts: number;
  /** Ports to racks per port to spines, at most. */
  readonly oversubscription: number;
  /** Ports of fabric managers, spread over the rails of the last unit. */
  readonly managerPorts: number;
  /** Links that share a cable: two, where a cable of 800 Gb/s carries two of 400 Gb/s. */
  readonly linksPerCable: number;
}

/** A rule that cannot be kept, by the key that states it. */
export interface RuleProblem {
  readonly key: keyof FabricRules;
  readonly message: string;
}
