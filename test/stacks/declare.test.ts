import { readdirSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { day } from "../../site/day.ts";
import { declareSite } from "../../stacks/declare.ts";
import { exampleFolder, examples, synthesized, temporaryFolder } from "../support/examples.ts";
import { objectsFromYaml } from "../support/terraform-to-kubernetes.ts";

test.each(examples)("What %s declares is what its synthesis writes, stack by stack", (name) => {
  const declared = new Map(
    declareSite(exampleFolder(name)).stacks.map(({ name: stack, objects }) => [stack, sorted(objects)]),
  );
  const written = new Map<string, object[]>([...declared.keys()].map((stack) => [stack, []]));
  for (const [path, text] of synthesized(exampleFolder(name))) {
    const stack = /^manifests\/([^/]+)\//.exec(path)?.[1];
    if (stack !== undefined) written.get(stack)?.push(...objectsFromYaml(text));
  }
  expect(new Map([...written].map(([stack, objects]) => [stack, sorted(objects)]))).toEqual(declared);
});

test("Another day than the effective date declares what holds on that day", () => {
  const tenants = (at?: string) =>
    declareSite(exampleFolder("childress"), at === undefined ? {} : { at: day(at) })
      .stacks.map(({ name }) => name)
      .filter((name) => name.startsWith("tenant-"));
  expect(tenants()).toEqual(["tenant-microsoft"]);
  expect(tenants("2025-12-01")).not.toEqual(tenants());
});

test("Declaring leaves no folder behind", () => {
  const temporary = temporaryFolder();
  vi.stubEnv("TMPDIR", temporary);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  declareSite(exampleFolder("black-pearl"));
  expect(readdirSync(temporary)).toEqual([]);
});

function sorted(objects: readonly object[]): string[] {
  return objects.map((object) => JSON.stringify(object)).sort();
}
