import { z } from "zod";
import type { PowerNode } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  starts: z
    .number()
    .min(1)
    .prefault(2)
    .describe("How many times the generators' start a battery lasts: two leave time for a second attempt."),
});

/** That a battery outlasts one start is held by `site/checks/power-generators.ts`. */
export const generatorStartWithinBattery: Rule<z.output<typeof parameters>> = {
  id: "power/generator-start-within-battery",
  title: "Batteries that outlast a second start",
  what: "A UPS below generators states its battery, the generators their start, and the battery lasts for more than one start.",
  why: "A generator that fails to start is started again. A battery that is empty by then has only delayed the outage.",
  fix: "State battery and start as measured; if they are, take a larger battery or generators that start sooner.",
  level: "advisory",
  parameters,
  check: ({ site }, { starts }) => {
    const units = [...site.document.power.entries()].filter(
      ([, node]) => node.kind === "ups" && plantsAbove(site, node).length > 0,
    );
    if (units.length === 0) return notApplicable;
    return units.flatMap(([index, node]) =>
      plantsAbove(site, node).flatMap((plant) => {
        const message = problem(node, plant, starts);
        return message === undefined ? [] : [{ place: inSiteDocument("power", index, "battery"), message }];
      }),
    );
  },
};

type Plant = Site["document"]["generators"][number];

function plantsAbove({ powerNetwork, document }: Site, { name }: PowerNode): readonly Plant[] {
  const above = powerNetwork.above(name);
  return document.generators.filter(({ backs }) => above.has(backs));
}

function problem({ name, battery }: PowerNode, plant: Plant, starts: number): string | undefined {
  if (battery === undefined)
    return `"${name}" states no battery: whether it lasts until "${plant.name}" carries the load is not known`;
  if (plant.start === undefined)
    return `"${plant.name}" states no start: whether the battery of "${name}", ${battery.value}, lasts until it carries the load is not known`;
  const needed = plant.start.value.times(starts);
  return needed.exceeds(battery.value)
    ? `the battery of "${name}" lasts ${battery.value}, and "${plant.name}" takes ${plant.start.value} to start: ${starts} starts take ${needed}`
    : undefined;
}
