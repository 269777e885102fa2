import { z } from "zod";
import { Bandwidth, DataSize, Mass, Percentage, Power } from "../units/index.ts";
import { closed } from "./closed.ts";
import { fabricKinds } from "./fabric.ts";
import { count, figure, name, quantity, ratio, sourced, text } from "./values.ts";

/** A rack as it stands in a hall: what it draws, weighs and offers. */
export const rackType = closed({
  name,
  title: text,
  role: z
    .enum(["accelerator", "storage", "network", "shell"])
    .describe('"shell": the tenant brings the equipment.'),
  power: figure(quantity(Power)).describe("The most it draws continuously."),
  peakFactor: figure(ratio(1, 3)).describe(
    "Short peaks per continuous power; they size breakers, not transformers.",
  ),
  liquidShare: figure(quantity(Percentage)).describe(
    "The share of its heat that leaves by liquid; the rest is air.",
  ),
  mass: figure(quantity(Mass)),
  nodes: figure(z.int().min(0)).describe("Kubernetes nodes a rack; 0 where it has none."),
  accelerator: closed({
    model: text,
    resource: text.describe("The Kubernetes resource, such as nvidia.com/gpu."),
    perNode: figure(count),
  }).optional(),
  node: closed({
    cpu: figure(count).describe("Cores or vCPUs that pods may use."),
    memory: figure(quantity(DataSize)),
    architecture: z.enum(["amd64", "arm64"]),
  }).optional(),
  fabric: closed({
    kinds: z.array(z.enum(fabricKinds)).min(1),
    ports: figure(count).describe("Leaf ports that a rack takes."),
    speed: figure(quantity(Bandwidth)),
  }).optional(),
  scaleUp: closed({
    kind: z.enum(["nvlink", "ici"]),
    racks: figure(count).describe("Racks a scale-up domain spans; a domain is never split between tenants."),
  }).optional(),
  ...sourced,
});
