import { expect, test } from "vitest";
import { loadFleet, readFleet } from "../../fleet/load-fleet.ts";
import { managersOf } from "../../fleet/multikueue.ts";
import { Refusal } from "../../site/problem.ts";
import {
  hub,
  managersIn,
  placed,
  type SharedQueues,
  sharedQueuesFolder,
} from "../support/multikueue-fleet.ts";

/** What a fleet is refused for, without the places; `placed` it is what its managers are. */
function problemsOf(change: SharedQueues): string[] {
  const folder = sharedQueuesFolder(change);
  try {
    managersIn(placed(folder));
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ where, message }) => `${where}  ${message}`);
    throw error;
  }
  return [];
}

/** The same without line and column, for those that are all in one file. */
function messagesOf(change: SharedQueues): string[] {
  return problemsOf(change).map((text) => text.replace(/^fleet\.yaml:\d+:\d+ {2}/, ""));
}

function queuesOf(change: SharedQueues): string[][] {
  return readFleet(sharedQueuesFolder(change)).sites.map(({ site }) => [...site.document.fleetQueues]);
}

test("Every site of a tenant takes jobs from a manager with a cluster of its own", () => {
  expect(queuesOf({})).toEqual([["acme"], ["acme"]]);
});

test("The site whose cluster is the manager takes none, since a cluster cannot send jobs to itself", () => {
  const home = { managers: [{ name: "home", site: "north" }], queues: { manager: "home" } };
  expect(queuesOf(home)).toEqual([[], ["acme"]]);
});

test("Without queues in the fleet's document each site is for itself", () => {
  expect(queuesOf({ managers: [], queues: null })).toEqual([[], []]);
});

test("A site may leave the fleet's queues out", () => {
  const change: SharedQueues = {
    racks: { north: 1, south: 1, west: 1 },
    sites: { north: { fleetQueues: [] }, west: { topologyLabels: "gke" } },
  };
  expect(queuesOf(change)).toEqual([[], ["acme"], ["acme"]]);
  // The manager leaves it out as well, and what is wrong with another is said at that one's place in the list.
  const folder = placed(sharedQueuesFolder(change));
  const fleet = loadFleet(folder);
  const [manager] = managersOf(fleet);
  const [tenant] = manager?.tenants ?? [];
  expect(tenant?.sites.map(({ site }) => site)).toEqual(["south", "west"]);
  expect(tenant?.locate(["sites", 1])).toBe(fleet.places.locate(["shared", "tenants", 0, "sites", 2]));
});

test("Queues that every site leaves out are refused", () => {
  const leftOut = { fleetQueues: [] };
  const [problem = "", ...others] = problemsOf({ sites: { north: leftOut, south: leftOut } });
  expect(problem).toMatch(/^fleet\.yaml:\d+:\d+ {2}no site takes jobs of "acme", since "fleetQueues"/);
  expect(others).toEqual([]);
});

test("A tenant without queues is refused where the fleet says that jobs are sent to it", () => {
  const [problem = "", ...others] = problemsOf({ tenant: { offering: "bare-metal", namespaces: [] } });
  expect(others).toEqual([]);
  expect(problem).toMatch(
    /^fleet\.yaml:\d+:\d+ {2}fleetQueues\[0\]: tenant "acme" takes bare-metal: it has no queues/,
  );
});

test("Names of managers, sites and Secrets are refused with file, line and the nearest that there is", () => {
  const [unknown = "", ...others] = problemsOf({ queues: { manager: "hbu" } });
  expect(unknown).toMatch(
    /^fleet\.yaml:\d+:\d+ {2}no shared tenant's queues name "hub": let one, or take it away$/,
  );
  expect(others).toEqual([
    expect.stringMatching(/^fleet\.yaml:\d+:\d+ {2}there is no manager "hbu": did you mean "hub"\?$/),
  ]);
  expect(messagesOf({ queues: { manager: "hub", kubeconfigSecrets: { suoth: "key" } } })).toEqual([
    'no jobs of "acme" are sent to "suoth": did you mean "south"?',
  ]);
  expect(messagesOf({ managers: [{ name: "hub", site: "nroth" }] })).toEqual([
    'there is no site "nroth": did you mean "north"?',
    '"hub" is on the cluster of "nroth", where "acme" is not: add the site, or take a manager with a cluster of its own',
  ]);
});

test("A manager is either a cluster apart or a site's, with a name that no site has", () => {
  expect(messagesOf({ managers: [{ name: "hub" }] })).toEqual([
    'neither a cluster of its own nor a site is stated: say either "cluster" or "site"',
  ]);
  expect(messagesOf({ managers: [{ ...hub, site: "north" }] })).toEqual([
    'both a cluster of its own and a site are stated: say either "cluster" or "site"',
  ]);
  expect(messagesOf({ managers: [{ ...hub, name: "north" }], queues: { manager: "north" } })).toEqual([
    '"north" is already the name of sites[0], and both have a folder of their name in the output: call the manager otherwise',
  ]);
  expect(messagesOf({ managers: [hub, hub] })).toEqual([`"hub" is already the name of managers[0]`]);
});

test("A manager's own cluster is no site's and no other manager's", () => {
  const [problem = "", ...others] = problemsOf({
    managers: [{ name: "hub", cluster: { context: "south" } }],
  });
  expect(problem).toMatch(
    /^fleet\.yaml:\d+:\d+ {2}"south" is a cluster of the site "south", whose stacks declare in it what this manager's would/,
  );
  expect(others).toEqual([]);
});

test("More sites than Kueue takes are refused at the list of them", () => {
  const names = Array.from({ length: 21 }, (_, index) => `site-${index}`);
  const [problem = "", ...others] = problemsOf({
    racks: Object.fromEntries(names.map((name) => [name, 1])),
  });
  expect(problem).toMatch(
    /^fleet\.yaml:\d+:\d+ {2}21 sites to run at: a MultiKueueConfig takes 1 to 20 clusters/,
  );
  expect(others).toEqual([]);
});

test("Two sites of a tenant with one cluster are refused: each has a control plane of its own", () => {
  const shared = [{ name: "all", context: "texas", holds: ["operations" as const, "ai" as const] }];
  const [problem = "", ...others] = problemsOf({
    sites: { north: { clusters: shared }, south: { clusters: shared } },
  });
  expect(problem).toMatch(
    /^sites\/south\/site\.yaml:\d+:\d+ {2}context: "texas" is a cluster of the site "north" as well/,
  );
  expect(others).toEqual([]);
});

test("A namespace that one site has alone, and another vocabulary of labels, are refused at that site", () => {
  const problems = problemsOf({
    ownTenants: { south: { namespaces: [{ name: "acme-train" }, { name: "acme-sevre" }] } },
    sites: { south: { topologyLabels: "gke" } },
  });
  expect(problems.map((text) => text.replace(/^fleet\.yaml:\d+:\d+ {2}/, "").slice(0, 60))).toEqual([
    'the namespace "acme-sevre" is at "south" alone, and the mana',
    '"south" labels its nodes as gke, and "north" as busbar: a jo',
  ]);
});

test("A Secret that cannot be one is refused", () => {
  const [problem = ""] = messagesOf({
    queues: { manager: "hub", kubeconfigSecrets: { south: "South_Key" } },
  });
  expect(problem).toMatch(
    /^the name of the kubeconfig's Secret "South_Key" may only have a-z, 0-9, - and \./,
  );
});
