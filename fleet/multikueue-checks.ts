import { suggestion } from "../site/schema/closed.ts";
import type { FleetDocument } from "./fleet-document.ts";

/** Something wrong at a key path of `fleet.yaml`. */
export interface FleetFinding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What is wrong with managers and queues by the fleet's document alone, before any site is read. */
export function managerProblems(document: FleetDocument): FleetFinding[] {
  return [
    ...document.managers.flatMap((_, index) => ofManager(document, index)),
    ...document.shared.tenants.flatMap((_, index) => ofQueues(document, index)),
  ];
}

function ofManager({ managers, sites, shared }: FleetDocument, index: number): FleetFinding[] {
  const manager = managers[index];
  if (manager === undefined) return [];
  const { name, site, cluster } = manager;
  const at = (key: string, message: string) => ({ path: ["managers", index, key], message });
  const earlier = managers.slice(0, index);
  const namesakes = sites.findIndex((other) => other.name === name);
  const twice = earlier.findIndex((other) => other.name === name);
  const names = sites.map((entry) => entry.name);
  return [
    ...(twice < 0 ? [] : [at("name", `"${name}" is already the name of managers[${twice}]`)]),
    ...(namesakes < 0
      ? []
      : [
          at(
            "name",
            `"${name}" is already the name of sites[${namesakes}], and both have a folder of their name in the output: call the manager otherwise`,
          ),
        ]),
    ...((site === undefined) === (cluster === undefined)
      ? [
          at(
            site === undefined ? "name" : "site",
            `${site === undefined ? "neither a cluster of its own nor a site is" : "both a cluster of its own and a site are"} stated: say either "cluster" or "site"`,
          ),
        ]
      : []),
    ...(site === undefined || names.includes(site)
      ? []
      : [at("site", `there is no site "${site}": ${suggestion(site, names)}`)]),
    ...(site !== undefined && earlier.some((other) => other.site === site)
      ? [at("site", `"${site}" is the cluster of another manager already: one Kueue runs in a cluster`)]
      : []),
    ...(shared.tenants.some(({ queues }) => queues?.manager === name)
      ? []
      : [at("name", `no shared tenant's queues name "${name}": let one, or take it away`)]),
  ];
}

function ofQueues({ managers, shared }: FleetDocument, index: number): FleetFinding[] {
  const tenant = shared.tenants[index];
  if (tenant?.queues === undefined) return [];
  const { name, sites, queues } = tenant;
  const at = (path: readonly (string | number)[], message: string) => ({
    path: ["shared", "tenants", index, "queues", ...path],
    message,
  });
  const manager = managers.find((entry) => entry.name === queues.manager);
  const known = managers.map((entry) => entry.name);
  if (manager === undefined)
    return [at(["manager"], `there is no manager "${queues.manager}": ${suggestion(queues.manager, known)}`)];
  const reached = sites.filter((site) => site !== manager.site);
  return [
    ...(manager.site === undefined || sites.includes(manager.site)
      ? []
      : [
          at(
            ["manager"],
            `"${manager.name}" is on the cluster of "${manager.site}", where "${name}" is not: add the site, or take a manager with a cluster of its own`,
          ),
        ]),
    ...Object.keys(queues.kubeconfigSecrets).flatMap((site) =>
      reached.includes(site)
        ? []
        : [
            at(
              ["kubeconfigSecrets", site],
              `no jobs of "${name}" are sent to "${site}": ${suggestion(site, reached)}`,
            ),
          ],
    ),
  ];
}
