import { expect, test } from "vitest";
import type { ControlPlane } from "../../../cluster/control-plane/start.ts";
import { admissionPolicies } from "../../../constructs/tenancy/admission-policies.ts";
import { controlPlaneForFile } from "../../support/control-plane.ts";
import { crdFolder } from "../../support/crds.ts";
import { dailyWork, isolationChecks } from "./checks/index.ts";
import { deployedSite, hasDefinitions, type SiteUnderTest } from "./site-under-test.ts";
import { Trial } from "./trial.ts";
import { until } from "./until.ts";

const testOnPlane = controlPlaneForFile({ pods: "run" });

let deployed: Promise<SiteUnderTest> | undefined;

/** The site is applied once; each check leaves it as it was. */
function siteOn(plane: ControlPlane): Promise<SiteUnderTest> {
  deployed ??= deployedSite(plane);
  return deployed;
}

testOnPlane("The API server finds nothing to warn of in the types of the policies' rules", async (plane) => {
  const { operator } = await siteOn(plane);
  for (const { name } of admissionPolicies) {
    const reference = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
    };
    let status: { observedGeneration?: number; typeChecking?: { expressionWarnings?: unknown[] } } = {};
    await until(`${name} is checked`, async () => {
      status = ((await operator.get(reference))?.["status"] ?? {}) as typeof status;
      return status.observedGeneration !== undefined;
    });
    expect(status.typeChecking?.expressionWarnings ?? [], name).toEqual([]);
  }
});

for (const { name, benchmark, heldBy, needsDefinitions = false, run } of [...dailyWork, ...isolationChecks]) {
  const title = benchmark === undefined ? name : `${name} (${benchmark})`;
  if (needsDefinitions && !hasDefinitions) {
    const reason = `no CRDs at ${crdFolder}`;
    console.warn(`SKIPPED: "${title}" needs the CRDs of Kueue, JobSet and LeaderWorkerSet: ${reason}`);
    test.skip(`${title} (skipped: ${reason})`);
    continue;
  }
  testOnPlane(title, async (plane) => {
    const trial = new Trial(await siteOn(plane));
    await run(trial);
    expect([...trial.holders].sort()).toEqual([...heldBy].sort());
  });
}
