import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { economicsText } from "../../cli/economics.ts";
import { currentLock } from "../../placement/current-lock.ts";
import { economics } from "../../placement/economics.ts";
import { economicsJson } from "../../placement/economics-json.ts";
import { type Day, day } from "../../site/day.ts";
import { loadSite } from "../../templates/load-site.ts";
import { busbar } from "../support/cli.ts";
import { type Example, exampleFolder, examples, temporaryFolder } from "../support/examples.ts";

const princeGeorge = exampleFolder("prince-george");

/** What the command prints, without the time that a process takes to start. */
function economicsOf(name: Example, at?: Day) {
  const folder = exampleFolder(name);
  const { site } = loadSite(folder);
  return economics(site, currentLock(site, folder), { at });
}

test.each(examples)("The economics of %s fit in 100 columns, and mark what is not verified", (name) => {
  const text = economicsText(economicsOf(name));
  for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  expect(text).toMatch(/\* rests on figures that nobody has verified: \d+ of \d+ behind these numbers/);
  // All that these examples state of money is assumed or from press, so no margin is without its mark.
  for (const [margin] of text.matchAll(/\d \([-\d.]+ to [-\d.∞]+\).?/g)) expect(margin).toMatch(/\*$/);
});

test("In a pipe it has no colours", () => {
  const { status, stdout, stderr } = busbar(["economics", princeGeorge]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).not.toContain("\u001b");
  expect(stdout).toBe(economicsText(economicsOf("prince-george")));
});

test("An explanation of a zone fits in 100 columns, and ends in its count of what is not verified", () => {
  const { status, stdout } = busbar(["economics", princeGeorge, "--explain", "pg-3-gpu"]);
  expect(status).toBe(0);
  for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  expect(stdout).toContain("      economics.difficulty; bitcoin-network-2026: BT-Miners on 26 June 2026");
  expect(stdout).toContain("  revenue of hashing = 6.22 M$ (4.28 M$ to 11.0 M$)*\n      = hashprice × ");
  // 22 figures, of which three are NVIDIA's.
  expect(stdout).toMatch(/\n\* 19 of 22 figures are not verified\.\n$/);
});

test("As JSON each number is there with its range, its unit and its assumptions, in the same bytes each time", () => {
  const { status, stdout } = busbar(["economics", princeGeorge, "--json", "--at", "2027-03-01"]);
  expect(status).toBe(0);
  const again = economicsJson(economicsOf("prince-george", day("2027-03-01")));
  expect(stdout).toBe(`${JSON.stringify(again, null, 2)}\n`);
  const { zones, figures, assumptions, ...whole } = JSON.parse(stdout);
  expect(whole.day).toBe("2027-03-01");
  expect(figures.total).toBe(assumptions.length);
  const hall = zones.find(({ zone }: { zone: string }) => zone === "pg-3-gpu");
  expect(hall).toMatchObject({ state: "ai-ready", ai: { criticalKilowatts: { base: 9200 } } });
  expect(hall.ai.leases[0]).toMatchObject({
    tenant: "model-lab",
    priceDollarsPerKilowattMonth: { base: 500 },
  });
});

function scenario(text: string): string {
  const file = join(temporaryFolder(), "what-if.yaml");
  writeFileSync(file, `version: 1\nname: what-if\n${text}\n`);
  return file;
}

test("A scenario changes what it names, and the output says which it is", () => {
  const file = scenario("hashprice: 55 $/PH/day\ntenants: { model-lab: { price: 130 $/kW-month } }");
  const { status, stdout } = busbar(["economics", princeGeorge, "--scenario", file]);
  expect(status).toBe(0);
  expect(stdout).toContain("on 2026-08-15, scenario what-if");
  expect(stdout).toContain("Hashprice 55.00* $/PH/day");
  // What its lease says of servers it says of another price; this one is within what is assumed for a hall alone.
  expect(stdout).toContain("margin, multiple and payback are not a hall's: cloud, speech.");
});

function refused(...options: string[]): string {
  const { status, stdout, stderr } = busbar(["economics", princeGeorge, ...options]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).not.toContain("    at ");
  return stderr;
}

test("A zone to explain that the site has not is refused with the nearest", () => {
  expect(refused("--explain", "pg-3-gpus")).toContain(
    '--explain  the site has no zone "pg-3-gpus": did you mean "pg-3-gpu"?',
  );
});

test("A scenario that is not there is refused", () => {
  expect(refused("--scenario", "nowhere.yaml")).toContain("nowhere.yaml  cannot be read (ENOENT)");
});

test("A scenario of another site is refused with file and line", () => {
  const file = scenario("tenants: { aws: { price: 130 $/kW-month } }");
  expect(refused("--scenario", file)).toContain('what-if.yaml:3:12  tenants: the site has no tenant "aws"');
});

test("A day that is none is a mistake of the command line", () => {
  const { status, stderr } = busbar(["economics", princeGeorge, "--at", "2026-02-30"]);
  expect(status).toBe(2);
  expect(stderr).toContain("It is not a day: write it as 2026-12-01.");
});
