import { expect, test } from "vitest";
import { pairRenamed } from "../../../review/resources/renamed.ts";
import type { ResourceChange } from "../../../review/resources/resource-change.ts";
import { planned } from "../plan/fixture.ts";

test("A resource that only got another address is renamed, with the call that moves it and what happens without", () => {
  const changes = pairRenamed(planned("kubernetes-renamed").changes);
  expect(changes.map(({ address, fate, was }) => [address, fate, was])).toEqual([
    ["kubernetes_manifest.new_E5F6A7B8", "renamed", "kubernetes_manifest.old_A1B2C3D4"],
    ["kubernetes_namespace_v1.research_E5F6A7B8", "renamed", "kubernetes_namespace_v1.research_A1B2C3D4"],
  ]);
  expect(changes[1]).toMatchObject({
    tenant: "research",
    attributes: [],
    fix: 'Call moveFromId("kubernetes_namespace_v1.research_A1B2C3D4") on kubernetes_namespace_v1.research_E5F6A7B8: nothing is destroyed then',
    reasons: [
      "another address declares it",
      "unless it is moved, Terraform deletes it with all that is in it and creates it in the same apply: where the creation comes first it fails, as it already exists, and it is gone until the next apply",
    ],
  });
});

test("An object that goes from one type to another is taken over, since moves stay within a type", () => {
  const changes = pairRenamed(planned("kubernetes-retyped").changes);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({
    fate: "renamed",
    fix: "moveFromId does not lead from kubernetes_config_map_v1 to kubernetes_manifest: run terraform state rm 'kubernetes_config_map_v1.plan', and call importFrom(\"apiVersion=v1,kind=ConfigMap,namespace=default,name=plan\") on kubernetes_manifest.plan",
  });
});

const namespace = { apiVersion: "v1", kind: "Namespace", name: "training" };

function change(fate: ResourceChange["fate"], rest: Partial<ResourceChange>): ResourceChange {
  return {
    stack: "a",
    type: "kubernetes_namespace_v1",
    fate,
    from: "plan",
    reasons: [],
    attributes: [],
    ...rest,
  };
}

test("Between stacks a move does not reach, and the way around is told", () => {
  const changes = pairRenamed([
    change("destroyed", { address: "n.old", object: namespace }),
    change("created", { address: "n.new", object: namespace, stack: "b" }),
  ]);
  expect(changes).toMatchObject([{ stack: "b", fate: "renamed", address: "n.new", was: "n.old" }]);
  expect(changes[0]?.reasons[0]).toBe('stack "b" declares it now, and "a" did');
  expect(changes[0]?.fix).toContain(
    'moveFromId does not reach into another stack: run terraform state rm \'n.old\' for stack "a", and call importFrom("training") on n.new; or, with both states as files, terraform state mv',
  );
});

test("The same object in its own stack goes before one elsewhere", () => {
  const changes = pairRenamed([
    change("destroyed", { address: "n.old", object: namespace }),
    change("created", { address: "n.else", object: namespace, stack: "b" }),
    change("created", { address: "n.new", object: namespace }),
  ]);
  expect(changes.map(({ address, fate }) => [address, fate])).toEqual([
    ["n.new", "renamed"],
    ["n.else", "created"],
  ]);
});

test("Another name, another namespace, a deposed object and what could be one of several are no rename", () => {
  const untouched = [
    change("destroyed", { address: "n.old", object: namespace }),
    change("created", { address: "n.new", object: { ...namespace, name: "inference" } }),
    change("destroyed", { address: "q.old", object: { ...namespace, kind: "Role", namespace: "x" } }),
    change("created", { address: "q.new", object: { ...namespace, kind: "Role", namespace: "y" } }),
    change("destroyed", { address: "d", object: { ...namespace, name: "d" }, deposed: "1" }),
    change("created", { address: "d2", object: { ...namespace, name: "d" } }),
    change("destroyed", { address: "e", object: { ...namespace, name: "e" } }),
    change("created", { address: "e2", object: { ...namespace, name: "e" } }),
    change("created", { address: "e3", object: { ...namespace, name: "e" } }),
  ];
  expect(pairRenamed(untouched)).toEqual(untouched);
});

test("What is no object is the same by its type and content, if that is told of one only", () => {
  const value = (json: string) => ({ is: "value", json }) as const;
  const absent = { is: "absent" } as const;
  const data = (fate: "created" | "destroyed", address: string, input: string) =>
    change(fate, {
      address,
      type: "terraform_data",
      attributes: [
        fate === "created"
          ? { path: "id", before: absent, after: { is: "unknown" } }
          : { path: "id", before: value('"1"'), after: absent },
        fate === "created"
          ? { path: "input", before: absent, after: value(input) }
          : { path: "input", before: value(input), after: absent },
      ],
    });
  const renamed = pairRenamed([data("destroyed", "d.a", '"x"'), data("created", "d.b", '"x"')]);
  expect(renamed).toMatchObject([{ fate: "renamed", address: "d.b", was: "d.a", attributes: [] }]);
  const other = [data("destroyed", "d.a", '"x"'), data("created", "d.b", '"y"')];
  expect(pairRenamed(other)).toEqual(other);
});

test("A renamed object that changes besides tells what a move would leave to do", () => {
  const label = (fate: "created" | "destroyed", json: string) => {
    const value = { is: "value", json } as const;
    const absent = { is: "absent" } as const;
    return change(fate, {
      address: `n.${fate}`,
      object: namespace,
      attributes: [
        fate === "created"
          ? { path: "metadata.labels.a", before: absent, after: value }
          : { path: "metadata.labels.a", before: value, after: absent },
      ],
    });
  };
  expect(pairRenamed([label("destroyed", '"1"'), label("created", '"2"')])[0]?.attributes).toEqual([
    { path: "metadata.labels.a", before: { is: "value", json: '"1"' }, after: { is: "value", json: '"2"' } },
  ]);
});
