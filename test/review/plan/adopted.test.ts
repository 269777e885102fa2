import { expect, test } from "vitest";
import { destroyOfRunningLease } from "../../../policies/delivery/destroy-of-running-lease.ts";
import { replaceNamespace } from "../../../policies/delivery/replace-namespace.ts";
import { tenantObjectRemoved } from "../../../policies/delivery/tenant-object-removed.ts";
import type { PlannedStack } from "../../../review/plan/planned-stack.ts";
import { readPlan } from "../../../review/plan/read-plan.ts";
import { comparedStack } from "../../../review/resources/compared-stack.ts";
import { declaredBy, judged } from "../../policies/judged.ts";
import { object, resultOf, stackOf } from "../results.ts";

/** The plan of a stack that deletes one resource. */
function deleting(type: string, before: object): PlannedStack {
  const plan = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    applyable: true,
    errored: false,
    resource_changes: [
      {
        address: `${type}.speech`,
        mode: "managed",
        type,
        name: "speech",
        provider_name: "registry.terraform.io/hashicorp/kubernetes",
        change: { actions: ["delete"], before, after: null, after_unknown: {}, before_sensitive: {} },
        action_reason: "delete_because_no_resource_config",
      },
    ],
  };
  return readPlan(JSON.stringify(plan), "tenant-speech.json");
}

const labels = {
  "busbar.dev/site": "prince-george",
  "busbar.dev/tenant": "speech",
  "busbar.dev/adopted": "true",
};

/** As the provider keeps the labels of an object that Terraform did not create. */
const adopted = deleting("kubernetes_labels", {
  api_version: "v1",
  kind: "Namespace",
  id: "apiVersion=v1,kind=Namespace,name=speech-serving",
  field_manager: "Terraform",
  force: null,
  labels,
  metadata: [{ name: "speech-serving", namespace: null }],
});

const own = deleting("kubernetes_namespace_v1", {
  id: "speech-serving",
  metadata: [{ name: "speech-serving", labels, annotations: {} }],
});

test("To destroy the labels of an adopted namespace is not to destroy the namespace, and the review says what it is", () => {
  const [change] = adopted.changes;
  expect(change).toMatchObject({ fate: "destroyed", tenant: "speech" });
  expect(change?.object).toBeUndefined();
  expect(change?.reasons).toEqual([
    "no configuration declares it any more",
    'the labels of Namespace "speech-serving" that the site set are taken away, and others\' labels and the Namespace itself stay, with all that is in it',
  ]);
  expect(own.changes[0]?.object).toMatchObject({ kind: "Namespace", name: "speech-serving" });
  expect(own.changes[0]?.reasons).toEqual(["no configuration declares it any more"]);
});

test("While a lease runs, to delete its namespace is stopped, and to let go of an adopted one is told", () => {
  const subject = (plan: PlannedStack) => ({ ...declaredBy("prince-george"), changes: plan.planned });
  expect(judged(destroyOfRunningLease, subject(own))).toHaveLength(1);
  expect(judged(destroyOfRunningLease, subject(adopted))).toEqual([]);
  expect(judged(replaceNamespace, subject(adopted))).toEqual([]);
  expect(judged(tenantObjectRemoved, subject(adopted))).toEqual([
    expect.stringMatching(
      /^the labels of Namespace "speech-serving" of tenant "speech" are taken away, .*its lease runs until .*; it stays itself, with all that is in it$/,
    ),
  ]);
});

test("Of two results without a plan, an adopted namespace that is declared no more is let go, and lost is nothing in it", () => {
  const namespace = (more: Record<string, string>) =>
    object("v1", "Namespace", "speech-serving", { labels: { ...labels, ...more } });
  const gone = (more: Record<string, string>) =>
    comparedStack(
      "tenant-speech",
      resultOf("base", stackOf("tenant-speech", [namespace(more)])),
      resultOf("head"),
    );
  const [adoptedChange] = gone({});
  expect(adoptedChange).toMatchObject({ fate: "forgotten", tenant: "speech" });
  expect(adoptedChange?.reasons[0]).toContain("it was there before the site and stays");
  expect(gone({ "busbar.dev/adopted": "false" })[0]).toMatchObject({ fate: "destroyed" });
});
