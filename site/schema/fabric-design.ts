import { z } from "zod";
import { cubeEdge } from "../fabric/torus.ts";
import { Length } from "../units/length.ts";
import { closed } from "./closed.ts";
import { count, figure, quantity, ratio, sourced, text } from "./values.ts";

const atMost = (most: number) =>
  count.max(most, { error: (issue) => `${String(issue.input)} is too large: at most ${most}` });

/** How far things stand apart, for the lengths of cables. */
const cabling = closed({
  positionWidth: figure(quantity(Length))
    .optional()
    .describe("From one position to the next. Default 0.6 m."),
  rowPitch: figure(quantity(Length)).optional().describe("From one row to the next. Default 3 m."),
  slack: figure(quantity(Length))
    .optional()
    .describe("What a cable has beside the way along rows and across. Default 2 m."),
  betweenZones: figure(quantity(Length)).optional().describe("From one zone to another. Default 50 m."),
});

/** What a fabric of switches is built by. Ports are counted at the speed of one link. */
export const design = closed({
  units: figure(atMost(4096)).describe("Scalable units that are built."),
  portsPerRack: figure(atMost(4096)).describe("Leaf ports that every position is wired for, in each plane."),
  rails: atMost(64).default(1).describe("Each leaf of a unit serves one rail; a node has a port on each."),
  planes: atMost(8).default(1).describe("Fabrics side by side; every port has a link into each."),
  leafPorts: figure(atMost(4096)).describe("Ports of a leaf switch."),
  spinePorts: figure(atMost(4096)).describe("Ports of a spine switch."),
  corePorts: figure(atMost(4096))
    .optional()
    .describe("Ports of a core switch, where two tiers do not reach. Default: a spine's."),
  oversubscription: ratio(1, 16)
    .default(1)
    .describe("Ports to racks per port to spines, at most; 1 is non-blocking."),
  managerPorts: z.int().min(0).max(64).default(0).describe("Ports of fabric managers such as UFM."),
  linksPerCable: atMost(8).default(1).describe("Links that share a cable, where it is split at its ends."),
  cabling: cabling.optional(),
  ...sourced,
});

/** What a fabric of TPU cubes is built by; a cube is a rack. */
export const torus = closed({
  cubes: figure(atMost(4096)).describe(
    `Cubes of ${cubeEdge} × ${cubeEdge} × ${cubeEdge} chips that are built.`,
  ),
  switchPorts: figure(atMost(4096)).describe("Ports of an optical circuit switch."),
  sparePorts: z.int().min(0).max(4096).default(0).describe("Those of them that are kept to replace others."),
  cabling: cabling.optional(),
  ...sourced,
});

/** How pods get at the fabric: a NetworkAttachmentDefinition a rail in each of a tenant's namespaces. */
export const attachments = closed({
  device: z
    .enum(["sriov", "host-device"])
    .default("sriov")
    .describe("A virtual function of each adapter, or the adapter itself."),
  resource: text
    .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[a-zA-Z0-9]([-a-zA-Z0-9_.{}]*[a-zA-Z0-9}])?$/, {
      error: (issue) =>
        `${JSON.stringify(issue.input)} is not a resource: write domain and name, such as nvidia.com/rail{rail}`,
    })
    .describe("The resource that the device plugin offers; {rail} is the rail's number."),
  addressPool: text
    .optional()
    .describe("The nv-ipam pool that pods are numbered from; {tenant}, {fabric} and {rail} are replaced."),
});
