import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { kueueConfiguration } from "../../../constructs/multikueue/configuration.ts";
import { mostWorkers } from "../../../constructs/multikueue/limits.ts";
import { fleetDocument } from "../../../fleet/fleet-document.ts";
import { managerProblems } from "../../../fleet/multikueue-checks.ts";
import { fleetQueuesOf } from "../../../fleet/multikueue-queues.ts";
import { objectOf } from "../../support/app.ts";
import { repository } from "../../support/examples.ts";
import { fencesOf } from "../../support/fences.ts";
import { managerFiles } from "./declared.ts";

const page = readFileSync(join(repository, "docs/multikueue.md"), "utf8");

interface Shown {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name: string };
  readonly spec?: unknown;
}

const shown = fencesOf(page)
  .filter(({ info }) => info === "yaml")
  .map(({ text }) => load(text) as Shown);

test("The manager's objects come out as the page shows them", () => {
  const files = managerFiles();
  const declared = shown.filter(({ apiVersion }) => apiVersion === "kueue.x-k8s.io/v1beta2");
  expect(declared.map(({ kind }) => kind)).toEqual(["ClusterQueue", "MultiKueueConfig", "MultiKueueCluster"]);
  for (const { kind, metadata, spec } of declared) {
    expect(objectOf(files, kind, metadata?.name ?? "")["spec"]).toEqual(spec);
  }
});

test("The page says how many sites Kueue takes", () => {
  expect(page).toContain(`1 to ${mostWorkers} in a MultiKueueConfig`);
});

test("The fleet's document of the page is right, and has both sites take jobs from its manager", () => {
  const text = fencesOf(page).find(({ text: fence }) => fence.includes("managers:"))?.text ?? "";
  const document = fleetDocument.parse(load(text));
  expect(managerProblems(document)).toEqual([]);
  for (const site of document.sites) expect(fleetQueuesOf(document, site)).toEqual({ fleetQueues: ["acme"] });
});

test("The configuration of Kueue is what the page shows", () => {
  const configuration = shown.find(({ kind }) => kind === "Configuration");
  const written = kueueConfiguration({ origin: "hub", dispatcher: "incremental" });
  expect(load(written.replace("---", ""))).toEqual(configuration);
});
