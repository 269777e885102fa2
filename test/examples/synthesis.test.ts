import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { existingLock } from "../../placement/current-lock.ts";
import { writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { synthesize } from "../../stacks/synthesize.ts";
import { loadSite } from "../../templates/load-site.ts";
import {
  copyOf,
  exampleFolder,
  examples,
  filesIn,
  synthesized,
  temporaryFolder,
} from "../support/examples.ts";
import { checkAgainstProviderSchema, testWithProviderSchema } from "../support/provider-schema.ts";
import { objectsFromTerraform, objectsFromYaml } from "../support/terraform-to-kubernetes.ts";

type Files = ReadonlyMap<string, string>;

/** Each example is synthesized once; the tests only read it. */
const outputs = new Map<string, Files>();

function outputOf(name: (typeof examples)[number]): Files {
  const made = outputs.get(name) ?? synthesized(exampleFolder(name));
  outputs.set(name, made);
  return made;
}

function stacksOf(files: Files): Map<string, string> {
  return new Map(
    [...files].flatMap(([path, text]) => {
      const stack = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
      return stack === undefined ? [] : [[stack, text]];
    }),
  );
}

function manifestsOf(files: Files, stack: string): string {
  return [...files]
    .flatMap(([path, text]) => (path.startsWith(`manifests/${stack}/`) ? [text] : []))
    .join("");
}

for (const name of examples) {
  testWithProviderSchema(`${name}: every attribute and block is one that the Terraform provider has`, () => {
    const findings = [...stacksOf(outputOf(name))].flatMap(([stack, text]) =>
      checkAgainstProviderSchema(JSON.parse(text)).map((finding) => `${stack}: ${finding}`),
    );
    expect(findings).toEqual([]);
  });

  testWithProviderSchema(`${name}: Terraform and YAML hold the same objects, field by field`, () => {
    const files = outputOf(name);
    let compared = 0;
    for (const [stack, text] of stacksOf(files)) {
      const fromTerraform = objectsFromTerraform(text);
      expect(objectsFromYaml(manifestsOf(files, stack)), stack).toEqual(fromTerraform);
      compared += fromTerraform.length;
    }
    expect(compared).toBeGreaterThan(20);
  });

  test(`${name}: its lock is what place writes anew, and what is committed`, () => {
    const { site } = loadSite(exampleFolder(name));
    const lock = existingLock(exampleFolder(name));
    const committed = readFileSync(join(exampleFolder(name), "placement.lock.yaml"), "utf8");
    expect(writeLock(place(site))).toBe(committed);
    expect(writeLock(place(site, lock))).toBe(committed);
  });

  test(`${name}: synthesized in another folder it gives the same bytes`, () => {
    expect(synthesized(copyOf(name))).toEqual(outputOf(name));
  });

  test(`${name}: no file names a folder of this machine, and every backend is explicit`, () => {
    for (const [path, text] of outputOf(name)) {
      for (const local of [process.cwd(), homedir(), "/tmp/", "file://"]) {
        expect(text.includes(local), `${path} contains ${local}`).toBe(false);
      }
    }
    for (const [stack, text] of stacksOf(outputOf(name))) {
      const { backend } = JSON.parse(text).terraform;
      expect(Object.keys(backend), stack).toHaveLength(1);
      expect(JSON.stringify(backend), "the state has a place of its own").toContain(stack);
    }
  });

  test(`${name}: every object says which site it belongs to`, () => {
    for (const stack of stacksOf(outputOf(name)).keys()) {
      for (const object of objectsFromYaml(manifestsOf(outputOf(name), stack))) {
        const { labels } = object["metadata"] as { labels?: Record<string, string> };
        expect(labels?.["busbar.dev/site"], JSON.stringify(object["metadata"])).toBe(name);
        if (stack === "mining") expect(labels?.["busbar.dev/zone"]).toBeDefined();
        if (stack.startsWith("tenant-")) expect(labels?.["busbar.dev/tenant"]).toBeDefined();
      }
    }
  });
}

test("Converting a zone of Black Pearl leaves every byte of the other mining zones as it was", () => {
  const before = outputOf("black-pearl");
  const folder = copyOf("black-pearl");
  edit(folder, "site.yaml", (text) =>
    // Hall 6 is drained and stripped before the effective date.
    replaceOnce(
      text,
      /(- name: hall-6\n(?:.*\n)*?\s+states:.*\n\s+- \{ state: mining, from: [\d-]+ \}\n)/,
      "$1      - { state: draining, from: 2026-07-01 }\n      - { state: stripped, from: 2026-08-01 }\n",
    )
      // What is left to shed is less, so the obligations have to be.
      .replaceAll("obligation: { value: 110 MW", "obligation: { value: 70 MW"),
  );
  replace(folder);
  const after = synthesized(folder);

  expect(after.has("manifests/mining/hall-6.yaml")).toBe(false);
  for (const zone of ["hall-5", "hall-7"]) {
    const path = `manifests/mining/${zone}.yaml`;
    expect(after.get(path), path).toBe(before.get(path));
    expect(terraformOf(after, zone), zone).toBe(terraformOf(before, zone));
    expect(terraformOf(after, zone).length).toBeGreaterThan(5000);
  }
  expect(after.get("stacks/tenant-aws/cdk.tf.json")).toBe(before.get("stacks/tenant-aws/cdk.tf.json"));
});

/** The Terraform resources of one mining zone, as they stand in the file. */
function terraformOf(files: Files, zone: string): string {
  const { resource } = JSON.parse(files.get("stacks/mining/cdk.tf.json") ?? "{}");
  const own = Object.entries(
    resource as Record<string, Record<string, { "//": { metadata: { path: string } } }>>,
  ).flatMap(([type, resources]) =>
    Object.entries(resources)
      .filter(([, body]) => body["//"].metadata.path.startsWith(`mining/${zone}/`))
      .map(([id, body]) => [type, id, body]),
  );
  return JSON.stringify(own);
}

test("Adding a tenant changes only its own stacks, the lock, and what the platform says of its zone", () => {
  const before = outputOf("prince-george");
  const folder = copyOf("prince-george");
  writeFileSync(join(folder, "tenants", "newcomer.yaml"), newcomer);
  replace(folder);
  const after = synthesized(folder);

  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  const expected = /^(stacks|manifests)\/(tenant-newcomer|tenant-newcomer-admission)\//;
  const shared = changed.filter((path) => !expected.test(path));
  expect(changed.some((path) => expected.test(path))).toBe(true);
  expect(
    shared.filter(
      (path) =>
        !/^(manifest\.json|site-plan\.json|(stacks|manifests)\/platform\/|fabric\/[^/]+\/fabric\.yaml$)/.test(
          path,
        ),
    ),
  ).toEqual([]);
});

const newcomer = `version: 1
name: newcomer
offering: namespaces
lease: { from: 2026-08-01, to: 2027-07-31 }
demand:
  - { name: serve, rackType: h200, racks: 1 }
namespaces:
  - { name: newcomer-serve }
groups: { admins: ["oidc:newcomer"] }
`;

test("Synthesizing over an earlier result removes what is gone, and keeps what Terraform put beside it", () => {
  const folder = copyOf("prince-george");
  const output = join(temporaryFolder(), "cdktf.out");
  writeFileSync(join(folder, "tenants", "newcomer.yaml"), newcomer);
  replace(folder);
  synthesize(folder, output);
  writeFileSync(join(output, "stacks", "platform", ".terraform.lock.hcl"), "kept");

  rmSync(join(folder, "tenants", "newcomer.yaml"));
  replace(folder);
  const { gone } = synthesize(folder, output);

  expect(gone).toEqual(["tenant-newcomer", "tenant-newcomer-admission"]);
  const files = new Map(filesIn(output));
  expect(files.get("stacks/platform/.terraform.lock.hcl")).toBe("kept");
  files.delete("stacks/platform/.terraform.lock.hcl");
  expect(files).toEqual(outputOf("prince-george"));
});

/** Places the tenants of a changed site, keeping what its lock holds. */
function replace(folder: string): void {
  const { site } = loadSite(folder);
  writeFileSync(join(folder, "placement.lock.yaml"), writeLock(place(site, existingLock(folder))));
}

function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`the edit of ${file} changed nothing`);
  writeFileSync(path, changed);
}

function replaceOnce(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`${pattern} is not in the text`);
  return text.replace(pattern, by);
}
