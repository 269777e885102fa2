import { expect, test } from "vitest";
import {
  planSharedTenant,
  type SharedTenant,
  type SharedTenantSite,
  sharedTenantProblems,
} from "../../../constructs/multikueue/shared-tenant.ts";
import { racks } from "./declared.ts";

const namespaces = ["acme-train", "acme-serve"];

function at(site: string, props: Partial<SharedTenantSite> = {}): SharedTenantSite {
  return {
    site,
    cluster: `${site}-ai`,
    namespaces,
    topologyLabels: "busbar",
    racks: [racks("h200", 1)],
    ...props,
  };
}

function shared(props: Partial<SharedTenant> = {}): SharedTenant {
  return { name: "acme", namespaces, manager: "control", sites: [at("north"), at("south")], ...props };
}

function said(tenant: SharedTenant): string[] {
  return sharedTenantProblems(tenant).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("With a manager apart, jobs go to every site", () => {
  const tenant = shared();
  expect(said(tenant)).toEqual([]);
  expect(planSharedTenant(tenant)).toMatchObject({
    manager: { site: undefined, workers: [{ site: "north" }, { site: "south" }] },
    workers: ["north", "south"],
  });
});

test("With a site's cluster of racks as the manager, jobs go to the others", () => {
  const tenant = shared({ manager: "north-ai" });
  expect(said(tenant)).toEqual([]);
  expect(planSharedTenant(tenant)).toMatchObject({
    manager: { site: "north", workers: [{ site: "south" }] },
    workers: ["south"],
  });
});

test("With another cluster of a site as the manager, that site takes jobs as well", () => {
  expect(planSharedTenant(shared({ manager: "north-operations" })).workers).toEqual(["north", "south"]);
});

test("A site at which the tenant has no nodes yet takes no jobs", () => {
  const tenant = shared({ sites: [at("north"), at("south", { racks: [] })] });
  expect(planSharedTenant(tenant).workers).toEqual(["north"]);
  expect(said(tenant)).toEqual([]);
});

test("A manager that would have to send jobs to itself is refused", () => {
  expect(said(shared({ manager: "north-ai", sites: [at("north")] }))).toEqual([
    'manager: "acme" has nodes at no other site than "north", whose cluster "north-ai" is the manager, and a cluster cannot send jobs to itself: choose a manager apart',
  ]);
  expect(said(shared({ sites: [at("north", { racks: [] })] }))).toEqual([
    'manager: "acme" has no nodes at any of its 1 sites: place its racks there first',
  ]);
});

test("Namespaces that are not the same everywhere are named, with the nearest", () => {
  const sites = [at("north"), at("south", { namespaces: ["acme-train", "acme-serv"] })];
  expect(said(shared({ sites }))).toEqual([
    'sites.1.namespaces: "south" has no namespace "acme-serve" of "acme": a job that is sent there is made in the namespace of the same name; declare it at every site',
    'sites.1.namespaces: the namespace "acme-serv" is at "south" alone, and the manager does not have it: did you mean "acme-serve"?',
  ]);
});

test("Sites with one cluster, or with other node labels, are refused", () => {
  const [problem] = sharedTenantProblems(
    shared({ sites: [at("north"), at("south", { cluster: "north-ai" })] }),
  );
  expect(problem).toMatchObject({
    path: ["sites", 1, "cluster"],
    message: expect.stringContaining('the cluster "north-ai" is that of "north" as well'),
  });
  expect(said(shared({ sites: [at("north"), at("south", { topologyLabels: "gke" })] }))).toEqual([
    'sites.1.topologyLabels: "south" labels its nodes as gke, and "north" as busbar: a job that is to stay in one rack names one label, which only some sites would know; use one vocabulary',
  ]);
});

test("Limits of Kueue are found before anything is declared, all at once", () => {
  const many = Array.from({ length: 21 }, (_, index) => at(`site-${index}`));
  expect(said(shared({ sites: many }))).toEqual([
    expect.stringMatching(/^sites: 21 sites to run at: .* 1 to 20/),
  ]);
  // The manager's own racks are not in the list.
  expect(said(shared({ sites: many, manager: "site-0-ai" }))).toEqual([]);
  expect(said(shared({ sites: [at("north"), at("north")] }))).toEqual([
    'sites: MultiKueueCluster "acme-north" is listed twice: list each site once',
  ]);
});
