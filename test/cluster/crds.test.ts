import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { definitionsUnder } from "../../cluster/crds/definition.ts";
import { projects, releaseFolder } from "../../cluster/crds/release.ts";
import { Refusal } from "../../site/problem.ts";
import { temporaryFolder, writeFiles } from "../support/cli.ts";

const wanted = new Set(["kueue.x-k8s.io"]);

function definition(group: string, kind: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${kind.toLowerCase()}s.${group} }
spec: { group: ${group}, names: { kind: ${kind} }, versions: [{ name: v1 }] }
`;
}

test("Definitions are found in any YAML file of a folder, and only those of the groups that are wanted", () => {
  const folder = temporaryFolder();
  const release = [
    definition("kueue.x-k8s.io", "Topology"),
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: kueue.x-k8s.io }\n",
    definition("jobset.x-k8s.io", "JobSet"),
  ].join("---\n");
  writeFiles(folder, {
    "release/manifests.yaml": release,
    "deeper/down/queue.yml": definition("kueue.x-k8s.io", "LocalQueue"),
    "notes.txt": definition("kueue.x-k8s.io", "Note"),
  });
  const kinds = definitionsUnder(folder, wanted).map(({ spec }) => spec.names.kind);
  expect(kinds.sort()).toEqual(["LocalQueue", "Topology"]);
});

test("A folder that is not there, and a file that is not YAML, are refused by name", () => {
  const folder = temporaryFolder();
  expect(() => definitionsUnder(join(folder, "nothing"), wanted)).toThrow(Refusal);
  expect(() => definitionsUnder(join(folder, "nothing"), wanted)).toThrow(/no such folder/);
  writeFiles(folder, { "broken.yaml": "group: kueue.x-k8s.io: [" });
  expect(() => definitionsUnder(folder, wanted)).toThrow(/broken\.yaml.*cannot be read as YAML/);
});

const [kueue] = projects;
if (kueue === undefined) throw new Error("no project is known");

test("Without Go the official release cannot be had, in words", async () => {
  await expect(releaseFolder(kueue, { PATH: temporaryFolder() })).rejects.toThrow(/no go on the PATH/);
});

test("A release with another content than the one pinned is refused with both hashes", async () => {
  const env = goThatSays(JSON.stringify({ Dir: "/somewhere", Sum: "h1:other" }));
  await expect(releaseFolder(kueue, env)).rejects.toThrow(/h1:other.*h1:mPNz/);
});

test("What go says of a module that it cannot get is passed on", async () => {
  const env = goThatSays(JSON.stringify({ Error: "reading proxy: 403 Forbidden\nmore" }));
  await expect(releaseFolder(kueue, env)).rejects.toThrow(
    "go mod download failed: reading proxy: 403 Forbidden",
  );
});

test("The folder of the definitions in the module is given", async () => {
  const env = goThatSays(JSON.stringify({ Dir: "/somewhere", Sum: kueue.sum }));
  expect(await releaseFolder(kueue, env)).toBe("/somewhere/config/components/crd/bases");
});

/** An environment whose go prints a text and does nothing. */
function goThatSays(text: string): NodeJS.ProcessEnv {
  const folder = temporaryFolder();
  writeFiles(folder, { go: `#!/bin/sh\ncat <<'END'\n${text}\nEND\n` });
  chmodSync(join(folder, "go"), 0o755);
  return { PATH: `${folder}:${process.env["PATH"]}` };
}
