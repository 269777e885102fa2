import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { type ApplyResult, applyStacks } from "../../cluster/apply/apply.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import { type Progress, silent } from "../../cluster/progress.ts";
import { verifyStacks } from "../../cluster/verify/verify.ts";
import { Refusal } from "../../site/problem.ts";
import { controlPlaneForFile, killComponent, startComponents } from "../support/control-plane.ts";
import { configMapOf, namespaceOf, stackOf } from "../support/declared.ts";

const test = controlPlaneForFile();

const site = "killed";
const size = 150;
const stacks = ["a", "b", "c"].map((name) =>
  stackOf(site, name, [
    namespaceOf(`killed-${name}`),
    ...Array.from({ length: size }, (_, index) => configMapOf(`killed-${name}`, `record-${index}`)),
  ]),
);
const total = stacks.flatMap(({ objects }) => objects).length;

test("An API server that is killed in the middle ends the apply with how far it got, and the next apply ends it", async (plane) => {
  const live = connect(plane);
  const killing = onStep("Applying b", () => killComponent(plane, "kube-apiserver"));
  const stopped = await applyStacks(stacks, { site, connect: () => live, progress: killing }).catch(
    (error: unknown) => error,
  );
  if (!(stopped instanceof Refusal)) throw stopped;
  const far =
    /^b {2}(\d+) of its 151 objects are as declared; whole are a, 1 of 3 stacks\. Mend the cause and apply again/;
  const lines = stopped.problems.map(({ where, message }) => `${where}  ${message}`);
  expect(lines[0]).toMatch(/^https:\/\/127\.0\.0\.1:\d+ .*check that its API server runs/);
  const part = Number(far.exec(lines[1] ?? "")?.[1]);
  expect(part).toBeLessThan(151);

  await startComponents(plane);
  await answering(live);
  // What was written is there once, and what was on its way when the server died may be there as well.
  const between = await verifyStacks(stacks, { site, connect: () => live });
  const missing = between.findings.filter(({ kind }) => kind === "missing").length;
  expect(between.findings).toHaveLength(missing);
  expect(missing).toBeGreaterThanOrEqual(size);
  expect(missing).toBeLessThanOrEqual(total - 151 - part);

  const again = await applyStacks(stacks, { site, connect: () => live });
  expect(count(again, "created")).toBe(missing);
  expect(count(again, "unchanged")).toBe(total - missing);
  const after = await verifyStacks(stacks, { site, connect: () => live });
  expect(after.findings).toEqual([]);
  expect(await configMaps(live)).toBe(total - stacks.length);
});

test("An API server that is down from the beginning is named, and nothing else is said", async (plane) => {
  await killComponent(plane, "kube-apiserver");
  const refused = await applyStacks(stacks, { site, connect: () => connect(plane) }).catch(
    (error: unknown) => error,
  );
  await startComponents(plane);
  if (!(refused instanceof Refusal)) throw refused;
  expect(refused.problems).toHaveLength(1);
  expect(refused.message).toMatch(/cluster cannot be reached.*\n {2}https:.*check that its API server runs/);
});

/** Does something as soon as a step begins, and goes on meanwhile. */
function onStep(beginning: string, act: () => Promise<void>): Progress {
  return {
    ...silent,
    step: (what) => {
      if (what.startsWith(beginning)) void act();
      return () => {};
    },
  };
}

async function answering(live: LiveCluster): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    try {
      await live.request<unknown>("GET", "/api/v1/namespaces/default");
      return;
    } catch {
      await wait(200);
    }
  }
  throw new Error("the API server did not come back");
}

function count({ stacks }: ApplyResult, wanted: string): number {
  return stacks.flatMap(({ objects }) => objects).filter(({ outcome }) => outcome === wanted).length;
}

async function configMaps(live: LiveCluster): Promise<number> {
  let found = 0;
  for await (const _ of live.list(
    { apiVersion: "v1", kind: "ConfigMap" },
    { labelSelector: `busbar.dev/site=${site}` },
  ))
    found += 1;
  return found;
}
