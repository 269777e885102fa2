import { z } from "zod";
import { designFabric } from "../fabric/design.ts";
import type { FabricRules } from "../fabric/rules.ts";
import { designTorus } from "../fabric/torus.ts";
import { Figure } from "../figure.ts";
import { closed } from "./closed.ts";
import { attachments, design, torus } from "./fabric-design.ts";
import { count, figure, name, sourced, text } from "./values.ts";

export const fabricKinds = ["infiniband", "spectrum-x", "roce", "tpu-ici"] as const;

/** A range of whole numbers, both ends included, decimal or hexadecimal: `51000-55999`, `0x0001-0x7ffe`. */
const identifierPool = text.regex(/^(0x[0-9a-fA-F]+|\d+)\s*-\s*(0x[0-9a-fA-F]+|\d+)$/, {
  error: (issue) => `${JSON.stringify(issue.input)} is not a range: write it as 51000-55999 or 0x0001-0x7ffe`,
});

/** A network that joins racks, and the identifiers that it gives to tenants. */
const document = closed({
  name,
  kind: z.enum(fabricKinds),
  zones: z.array(name).min(1, { error: "a fabric reaches at least one zone" }),
  scalableUnit: figure(count).describe("Racks a scalable unit."),
  leaves: closed({ count: figure(count), downlinks: figure(count).describe("Ports to racks, each leaf.") })
    .optional()
    .describe("Default: what the design comes to."),
  spines: closed({ count: figure(count) })
    .optional()
    .describe("Default: what the design comes to."),
  design: design.optional().describe("What the switches follow from."),
  torus: torus.optional().describe("What the optical circuit switches of TPU cubes follow from."),
  attachments: attachments.optional().describe("Default: none; pods reach the fabric by other means."),
  pools: closed({
    vni: identifierPool.describe("VXLAN network identifiers; a tenant's VRF is named after its VNI."),
    asn: identifierPool.describe("Autonomous system numbers."),
    partitionKey: identifierPool.optional().describe("InfiniBand P_Keys, without the membership bit."),
    prefixes: text.describe("The addresses tenants are numbered from, such as 10.128.0.0/10."),
    tenantPrefixLength: z.int().min(8).max(30).default(20).describe("The size of the blocks a tenant gets."),
  }),
  ...sourced,
});

type Written = z.output<typeof document>;

/** The rules of a fabric as plain numbers; undefined where it states none. */
export function fabricRules({
  design,
  scalableUnit,
}: Pick<Written, "design" | "scalableUnit">): FabricRules | undefined {
  if (design === undefined) return undefined;
  const { rails, planes, oversubscription, managerPorts, linksPerCable } = design;
  return {
    units: design.units.value,
    unitRacks: scalableUnit.value,
    portsPerRack: design.portsPerRack.value,
    rails,
    planes,
    leafPorts: design.leafPorts.value,
    spinePorts: design.spinePorts.value,
    corePorts: (design.corePorts ?? design.spinePorts).value,
    oversubscription,
    managerPorts,
    linksPerCable,
  };
}

/** The switches of a fabric. */
export interface Switches {
  readonly leaves: NonNullable<Written["leaves"]>;
  readonly spines: Written["spines"];
}

/** A network that joins racks. Its leaves and spines are those that are stated, else those that its rules come to. */
export const fabric = document.transform((written, context): Written & Switches => {
  const derived = derivedSwitches(written, (path, message) => {
    context.addIssue({ code: "custom", path, message });
  });
  const leaves = written.leaves ?? derived?.leaves;
  if (leaves === undefined) {
    if (written.design === undefined && written.torus === undefined) {
      context.addIssue({
        code: "custom",
        message: '"leaves" is missing: state it, or the "design" it follows from',
      });
    }
    return z.NEVER;
  }
  return { ...written, leaves, spines: written.spines ?? derived?.spines };
});

type Report = (path: string[], message: string) => void;

function derivedSwitches(written: Written, report: Report): Switches | undefined {
  const rules = fabricRules(written);
  if (rules !== undefined) return switchesOfDesign(rules, written, report);
  if (written.torus === undefined) return undefined;
  const { cubes, switchPorts, sparePorts, source } = written.torus;
  const found = designTorus({ cubes: cubes.value, switchPorts: switchPorts.value, sparePorts });
  if ("problem" in found) {
    report(["torus", "cubes"], found.problem);
    return undefined;
  }
  const { switches, portsPerSwitch } = found.design;
  return {
    leaves: { count: new Figure(switches, { source }), downlinks: new Figure(portsPerSwitch, { source }) },
    spines: undefined,
  };
}

/** The keys of a fabric that its rules are stated by are those of its design, but for the racks of a unit. */
function switchesOfDesign(rules: FabricRules, { design }: Written, report: Report): Switches | undefined {
  const found = designFabric(rules);
  if ("problems" in found) {
    for (const { key, message } of found.problems) report(["design", key], message);
    return undefined;
  }
  const { leaves, downlinks, spines } = found.design;
  const source = design?.source;
  return {
    leaves: { count: new Figure(leaves, { source }), downlinks: new Figure(downlinks, { source }) },
    spines: spines === 0 ? undefined : { count: new Figure(spines, { source }) },
  };
}
