import { z } from "zod";
import { catalog } from "../../site/catalog/catalog.ts";
import { closed, suggestion } from "../../site/schema/closed.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { count, day, figure, name, quantity } from "../../site/schema/values.ts";
import { AnswersRefused } from "../../site/template/answers-refused.ts";
import type { Given } from "../../site/template/given.ts";
import { Power } from "../../site/units/index.ts";

type Demand = Given<TenantInput["demand"][number]>;

/** Racks of one type: counted, as many as hold a number of accelerators, or as many as a leased load fills. */
const accelerators = closed({
  name: name.optional().describe("What to call them among the tenant's demands. Default: the rack type."),
  rackType: name.describe("A rack type of the catalog or of the site's `rackTypes`."),
  racks: count.optional().describe("How many racks; or give `accelerators` or `critical`."),
  accelerators: count
    .optional()
    .describe(
      "How many GPUs or TPUs at least, of a rack type of the catalog: rounded up to racks, and to whole scale-up domains.",
    ),
  critical: figure(quantity(Power)).optional().describe("The critical load leased for them."),
  from: day.optional().describe("Default: the lease's first day."),
  to: day.optional().describe("Default: the lease's last day."),
  zones: z.array(name).min(1).optional().describe("The zones they may stand in. Default: all."),
});

/** The answer of how much a tenant takes. */
export const acceleratorsAnswer = z
  .array(accelerators)
  .min(1, { error: "a tenant takes at least one kind of rack: name its rackType and how many" })
  .describe("What it takes, one entry for each rack type and day from which it is taken.");

export interface DemandTerms {
  readonly redundancy: "N" | "2N";
  readonly fabric: "one" | "any" | "none";
}

/**
 * The demands that a list of accelerators comes to, all on the same terms.
 *
 * @throws AnswersRefused with every entry that does not say how much, says it twice, or is called as another is.
 */
export function demandsOf(
  list: z.output<typeof acceleratorsAnswer>,
  { redundancy, fabric }: DemandTerms,
): [Demand, ...Demand[]] {
  const refused = list.flatMap((entry, index) =>
    [amountProblem(entry), nameProblem(list, index)].flatMap((message) =>
      message === undefined ? [] : [{ path: ["accelerators", index], message }],
    ),
  );
  if (refused.length > 0) throw new AnswersRefused(...refused);
  return list.map(({ accelerators: wanted, racks, ...entry }) => ({
    ...entry,
    name: calledBy(entry),
    racks: wanted === undefined ? racks : racksFor(entry.rackType, wanted),
    redundancy,
    fabric,
  })) as [Demand, ...Demand[]];
}

type Entry = z.output<typeof accelerators>;

function calledBy({ name: own, rackType }: Pick<Entry, "name" | "rackType">): string {
  return own ?? rackType;
}

function amountProblem({ rackType, racks, accelerators: wanted, critical }: Entry): string | undefined {
  const stated = Object.entries({ racks, accelerators: wanted, critical }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  if (stated.length === 0)
    return `racks of "${rackType}" without an amount: give racks, accelerators or critical`;
  if (stated.length > 1) return `gives ${stated.join(" and ")}: they say the same thing, so keep one`;
  if (wanted === undefined || acceleratorsPerDomain(rackType) !== undefined) return undefined;
  const known = [...catalog().rackTypes.keys()].filter((type) => acceleratorsPerDomain(type) !== undefined);
  return `the catalog knows no accelerators of "${rackType}", so ${wanted} of them cannot be counted in racks: give racks, or a rack type of the catalog (${suggestion(rackType, known)})`;
}

function nameProblem(list: readonly Entry[], index: number): string | undefined {
  const own = list[index];
  if (own === undefined) return undefined;
  const first = list.findIndex((other) => calledBy(other) === calledBy(own));
  return first === index
    ? undefined
    : `is called "${calledBy(own)}" as accelerators[${first}] is: give it a name of its own`;
}

function racksFor(rackType: string, wanted: number): number {
  const domain = scaleUpRacks(rackType);
  return Math.ceil(wanted / (acceleratorsPerDomain(rackType) ?? 1)) * domain;
}

/** How many accelerators the racks of one scale-up domain hold; undefined where the catalog knows of none. */
function acceleratorsPerDomain(rackType: string): number | undefined {
  const type = catalog().rackTypes.get(rackType);
  if (type?.accelerator === undefined) return undefined;
  return type.accelerator.perNode.value * type.nodes.value * scaleUpRacks(rackType);
}

/** A domain is never split between tenants, so racks are taken by whole ones. */
function scaleUpRacks(rackType: string): number {
  return catalog().rackTypes.get(rackType)?.scaleUp?.racks.value ?? 1;
}
