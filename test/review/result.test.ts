import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toYaml } from "../../constructs/kubernetes/yaml.ts";
import { readManifest } from "../../review/result/manifest.ts";
import { readResult } from "../../review/result/read-result.ts";
import { objectKey } from "../../review/result/result.ts";
import { Refusal } from "../../site/problem.ts";
import { copyOfExample, edit, temporaryFolder } from "../support/cli.ts";
import { object } from "./results.ts";
import { synthesized } from "./synthesized.ts";

test("An output is read whole: stacks, objects by their keys, and the files beside them", () => {
  const folder = synthesized("prince-george");
  const result = readResult(folder, "origin/main");
  expect(result.plan?.site).toBe("prince-george");
  expect(result.stacks.size).toBeGreaterThan(1);
  for (const stack of result.stacks.values()) {
    for (const [key, written] of stack.objects) expect(objectKey(written.object())).toBe(key);
    const manifests = stack.resources().filter(({ type }) => type.startsWith("kubernetes_"));
    expect(manifests).toHaveLength(stack.objects.size);
    expect(manifests.every(({ construct }) => construct.at(-1) === "Resource")).toBe(true);
  }
  expect([...result.files.keys()].some((file) => file.startsWith("mining/"))).toBe(true);
  expect(JSON.stringify([result.label, [...result.files.keys()], [...result.stacks.keys()]])).not.toContain(
    folder,
  );
});

test("The key of an object is the one that parsing finds, however its manifest is written", () => {
  const text = fc.oneof(
    fc.constantFrom(
      "a",
      "a-b",
      "a.b",
      "1",
      "1e3",
      "null",
      "yes",
      "a: b",
      "- a",
      "a #b",
      "'a'",
      "namespace: b",
      "~",
    ),
    fc.string({ minLength: 1, maxLength: 6 }),
  );
  fc.assert(
    fc.property(
      text,
      fc.option(text, { nil: undefined }),
      text,
      fc.boolean(),
      (name, namespace, note, last) => {
        const annotations = { note, "multi-line": `x\nname: ${note}\nnamespace: b\n---\n` };
        const where = namespace === undefined ? {} : { namespace };
        const metadata = last ? { name, annotations, ...where } : { name, ...where, annotations };
        const written = { apiVersion: "v1", kind: "Widget", metadata };
        const read = [...readManifest(toYaml([written, written]), "x.yaml")];
        expect(read.map(([key]) => key)).toEqual([objectKey(written), objectKey(written)]);
        expect(read[0]?.[1].object()).toEqual(written);
      },
    ),
  );
});

test("Comments, blank documents and line ends of Windows are no objects", () => {
  const text = `# made by hand\n---\n\n---\r\n${toYaml([object("v1", "Widget", "a")])
    .slice(4)
    .replaceAll("\n", "\r\n")}---\n# end\n`;
  expect([...readManifest(text, "x.yaml")].map(([key]) => key)).toEqual(["v1/Widget//a"]);
});

test("A document that is no object is refused with its file", () => {
  expect(() => [...readManifest("---\na: 1\n", "head/x.yaml")]).toThrow(
    /head\/x\.yaml {2}holds a document that is no object/,
  );
  expect(() => [...readManifest("---\na: [\n", "head/x.yaml")]).toThrow(/no YAML/);
});

/** What is said of a folder that is refused. */
function refusal(folder: string, label = "head"): string {
  try {
    readResult(folder, label);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return "";
}

test("What is no output of synth is refused by what it is", () => {
  expect(refusal(join(temporaryFolder(), "none"))).toMatch(/head {2}does not exist: give the folder/);
  expect(refusal(temporaryFolder())).toMatch(/holds no manifest\.json/);
  expect(refusal(copyOfExample("prince-george"))).toMatch(/is the folder of a site and no output/);
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  expect(refusal(file)).toMatch(/is a file/);
});

test("An output of another version is refused with what is missing", () => {
  const folder = synthesized("prince-george");
  edit(folder, "site-plan.json", '"version": 1', '"version": 9');
  const said = refusal(folder);
  expect(said).toMatch(/head\/site-plan\.json {2}version:/);
  expect(said).toMatch(/was written by another version of busbar: synthesize again/);
  rmSync(join(folder, "site-plan.json"));
  expect(refusal(folder)).toMatch(/head\/site-plan\.json {2}is missing/);
  expect(refusal(folder)).not.toContain(folder);
});

test("Files that are damaged, links, and what may not be read are refused by their names", () => {
  const damaged = (change: (folder: string) => void) => {
    const folder = synthesized("prince-george");
    change(folder);
    return refusal(folder);
  };
  expect(damaged((folder) => writeFileSync(join(folder, "manifest.json"), "{"))).toMatch(
    /manifest\.json {2}is no JSON/,
  );
  expect(damaged((folder) => writeFileSync(join(folder, "manifest.json"), '{"stacks":{"../x":{}}}'))).toMatch(
    /manifest\.json {2}stacks\.\.\.\/x: Invalid key/,
  );
  const platform = (folder: string) => join(folder, "stacks/platform/cdk.tf.json");
  expect(damaged((folder) => rmSync(platform(folder)))).toMatch(
    /stacks\/platform\/cdk\.tf\.json {2}is missing/,
  );
  expect(damaged((folder) => writeFileSync(platform(folder), Buffer.from([0xff])))).toMatch(
    /is not UTF-8 text/,
  );
  const linked = damaged((folder) => {
    rmSync(platform(folder));
    symlinkSync("/etc/hostname", platform(folder));
  });
  expect(linked).toMatch(/is no plain file/);
  expect(
    damaged((folder) => {
      rmSync(platform(folder));
      mkdirSync(platform(folder));
    }),
  ).toMatch(/is no plain file/);
});

test("A file without the right to read it is refused", ({ skip }) => {
  if (process.getuid?.() === 0) {
    const why =
      "root may read every file: run the tests as another user to see what is said of one that may not be read";
    console.warn(`SKIPPED: ${why}`);
    skip(why);
  }
  const folder = synthesized("prince-george");
  chmodSync(join(folder, "site-plan.json"), 0);
  expect(refusal(folder)).toMatch(/cannot be read \(EACCES\)/);
});

test("An object that a stack declares twice is refused", () => {
  const folder = synthesized("prince-george");
  const text = toYaml([object("v1", "Widget", "a"), object("v1", "Widget", "a")]);
  writeFileSync(join(folder, "manifests/platform/more.yaml"), text);
  expect(refusal(folder)).toMatch(/declares v1\/Widget\/\/a, which stack "platform" has already/);
});
