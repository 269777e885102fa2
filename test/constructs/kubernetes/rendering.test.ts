import { App, TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { KubernetesObject } from "../../../constructs/kubernetes/index.ts";
import { RICH_OBJECTS } from "./rich-objects.ts";
import { clusterStack } from "./synthesize.ts";

test("Resources are rendered as cdktf would render them", () => {
  const usual = new TerraformStack(new App(), "stack");
  const quick = clusterStack(new App(), "stack");
  // Without the namespace, which only a ClusterStack orders first.
  const objects = RICH_OBJECTS.filter(({ kind }) => kind !== "Namespace");
  for (const stack of [usual, quick]) {
    objects.forEach((object, index) => {
      new KubernetesObject(stack, `${index}`, { object });
    });
    stack.prepareStack();
  }

  expect(rendered(quick)["resource"]).toStrictEqual(rendered(usual)["resource"]);
});

test("Rendering leaves the resources as they were", () => {
  const stack = clusterStack(new App());
  const [object] = RICH_OBJECTS;
  const { resource } = new KubernetesObject(stack, "object", {
    object: object as (typeof RICH_OBJECTS)[number],
  });
  const before = JSON.stringify(resource.toTerraform());
  stack.toTerraform();

  expect(Object.hasOwn(resource, "toTerraform")).toBe(false);
  expect(JSON.stringify(resource.toTerraform())).toBe(before);
});

test("Building objects leaves the capture of stack traces as it was", () => {
  const capture = Error.captureStackTrace;
  clusterStack(new App());
  const stack = clusterStack(new App());
  for (const [index, object] of RICH_OBJECTS.entries()) new KubernetesObject(stack, `${index}`, { object });

  expect(Error.captureStackTrace).toBe(capture);
});

function rendered(stack: TerraformStack): Record<string, unknown> {
  return stack.toTerraform() as Record<string, unknown>;
}
