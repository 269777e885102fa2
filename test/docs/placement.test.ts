import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar, root, temporaryFolder } from "../support/cli.ts";
import { fencesOf } from "../support/fences.ts";

const [, section = ""] = readFileSync(join(root, "docs/placement.md"), "utf8").split("## A worked example\n");
const [worked = ""] = section.split("\n## ");
const fences = fencesOf(worked);
const yaml = fences.filter(({ info }) => info === "yaml").map(({ text }) => text);
const [explained, whatIf] = fences.filter(({ info }) => info === "text").map(({ text }) => text.trim());

/** The example's folder, placed. */
function example(): string {
  const folder = join(temporaryFolder(), "two-halls");
  mkdirSync(join(folder, "tenants"), { recursive: true });
  const files = ["site.yaml", "tenants/alpha.yaml", "tenants/beta.yaml", "gamma.yaml"];
  expect(yaml).toHaveLength(files.length);
  for (const [index, file] of files.entries()) writeFileSync(join(folder, file), `${yaml[index]}\n`);
  expect(busbar(["place", folder])).toMatchObject({ status: 0, stderr: "" });
  return folder;
}

test("The worked example of the page on placement comes out as it says", () => {
  const folder = example();
  expect(busbar(["place", folder, "--explain", "beta"]).stdout.trim()).toBe(explained);
  const before = readFileSync(join(folder, "placement.lock.yaml"), "utf8");
  expect(busbar(["place", folder, "--what-if", join(folder, "gamma.yaml")]).stdout.trim()).toBe(whatIf);
  expect(readFileSync(join(folder, "placement.lock.yaml"), "utf8")).toBe(before);
});

test("The numbers that the worked example derives are those of the formulas", () => {
  const feeder = 2000 * 0.95 * 0.8;
  const used = (racks: number) => (racks * 56 * 1.25) / feeder;
  const balance = (share: number) => Math.max(0, share - 0.5, 2 * share - 1.25);
  const stranded = (racks: number) => {
    const shares = [(racks * 56) / (feeder / 1.25), (racks * 56) / 1000, racks / 20];
    return Math.max(...shares) - shares.reduce((sum, share) => sum + share, 0) / shares.length;
  };
  const terms = [stranded(16) - stranded(10), balance(used(16)) - balance(used(10))] as const;
  expect(explained).toContain(
    `${Number((10 * terms[0] + 5 * terms[1]).toFixed(2))} = stranded ${terms[0].toFixed(2)} × 10 + balance ${terms[1].toFixed(2)} × 5`,
  );
  expect(used(16)).toBeCloseTo(0.737, 3);
  expect(used(10)).toBeCloseTo(0.461, 3);
  expect(terms[0]).toBeCloseTo(0.032, 3);
  expect(stranded(16)).toBeCloseTo(0.085, 3);
  expect(stranded(10)).toBeCloseTo(0.053, 3);
});

test("What is asked of place and rebalance in the wrong way ends without a change", () => {
  const folder = example();
  expect(busbar(["place", folder, "--explain", "bta"])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('has no tenant "bta": did you mean "beta"?'),
  });
  expect(busbar(["place", folder, "--what-if", "nowhere.yaml"])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("nowhere.yaml  does not exist"),
  });
  expect(busbar(["rebalance", folder, "--write"])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("moves only tenants that agreed: name them with --consent"),
  });
  expect(busbar(["rebalance", folder, "--consent", "gamma"])).toMatchObject({ status: 1 });
  expect(busbar(["rebalance", folder])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Nothing to gain"),
  });
});
