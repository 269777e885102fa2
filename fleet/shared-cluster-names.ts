import type { FleetDocument } from "./fleet-document.ts";
import type { FleetFinding } from "./multikueue-checks.ts";
import { clusterText } from "./multikueue-clusters.ts";

/** What is wrong with shared clusters by the fleet's document alone, before any site is read. */
export function clusterProblems({ clusters, sites, managers }: FleetDocument): FleetFinding[] {
  return clusters.flatMap((entry, index) => {
    const at = (key: string, message: string) => ({ path: ["clusters", index, key], message });
    const ofFolder = (list: string, names: readonly { readonly name: string }[]) => {
      const namesake = names.findIndex(({ name }) => name === entry.name);
      const message = `"${entry.name}" is already the name of ${list}[${namesake}], and both have a folder of their name in the output: call the cluster otherwise`;
      return namesake < 0 ? [] : [at("name", message)];
    };
    const reached = clusterText(entry);
    const same = clusters.findIndex((other) => clusterText(other) === reached);
    return [
      ...ofFolder("sites", sites),
      ...ofFolder("managers", managers),
      ...(same === index
        ? []
        : [at("context", `"${reached}" is already the cluster of clusters[${same}]: make them one`)]),
    ];
  });
}
