import type { PowerNetwork } from "../power/network.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";
import { groupProblems, serviceProblems } from "./power-ratings.ts";

/** Generators have names of their own, back one node each, and start before the batteries below them are empty. */
export function checkGenerators(documents: Documents, network: PowerNetwork | undefined): Finding[] {
  return [...plants(documents), ...(network === undefined ? [] : batteries(documents, network))];
}

function plants({ site }: Documents): Finding[] {
  const names = new Map<string, string>([
    ...site.interconnects.map(({ name }) => [name, "an interconnect"] as const),
    ...site.power.map(({ name }) => [name, "a power node"] as const),
  ]);
  const backed = new Map<string, string>();
  return site.generators.flatMap((plant, index) => {
    const { name, backs } = plant;
    const [namesake, other] = [names.get(name), backed.get(backs)];
    names.set(name, "a generator plant");
    backed.set(backs, other ?? name);
    const problems = [
      ...(namesake === undefined
        ? []
        : [{ key: "name", message: `is the name of ${namesake} already: choose another` }]),
      ...(other === undefined
        ? []
        : [
            {
              key: "backs",
              message: `backs "${backs}", which "${other}" backs already: make them one plant with more units`,
            },
          ]),
      ...groupProblems(plant),
      ...serviceProblems(plant),
    ];
    return problems.map(({ key, message }) =>
      inSite(["generators", index, ...(key === undefined ? [] : [key])], `"${name}" ${message}`),
    );
  });
}

function batteries({ site }: Documents, network: PowerNetwork): Finding[] {
  const plants = new Map(site.generators.map((plant) => [plant.backs, plant]));
  /** The plants that come to a node when the grid is lost: the nearest on each way up. */
  const above = (name: string): Set<string> => {
    const nearest = new Set<string>();
    const open = new Set([name]);
    for (const at of open) {
      if (plants.has(at)) nearest.add(at);
      else for (const source of network.sources(at)) open.add(source);
    }
    return nearest;
  };
  return site.power.flatMap(({ name, battery }, index) => {
    if (battery === undefined) return [];
    return [...above(name)].flatMap((node) => {
      const plant = plants.get(node);
      if (plant?.start === undefined || !plant.start.value.exceeds(battery.value)) return [];
      const message = `"${name}" carries its load for ${battery.value}, but "${plant.name}" takes ${plant.start.value} to start: give it a battery for that long, or a plant that starts sooner`;
      return [inSite(["power", index, "battery"], message)];
    });
  });
}
