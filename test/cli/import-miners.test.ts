import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar, copyOfExample, digests, temporaryFolder } from "../support/cli.ts";

const header = "IP,MAC,Model,Firmware,Container,VLAN,Hashrate,Worker,Password";

function fileOf(lines: readonly string[]): string {
  const file = join(temporaryFolder(), "miners.csv");
  writeFileSync(file, `${[header, ...lines].join("\n")}\n`);
  return file;
}

const five = [11, 12, 13, 14, 15].map(
  (octet) => `10.99.7.${octet},02:00:00:00:00:01,S19 XP,BOS+,Block 6,999,140 TH/s,acct.w${octet},hunter2`,
);

test("Miners are proposed as a part of site.yaml, with a report, and nothing is written", () => {
  const file = fileOf([...five, "nowhere,,S19 XP,BOS+,Block 6,,,,"]);
  const folder = copyOfExample("childress");
  const before = digests(folder);
  const { status, stdout, stderr } = busbar(["import", "miners", file, "--into", folder]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(`zones:
  - name: block-6
    mining:
      asics:
        - name: antminer-s19-xp`);
  expect(stdout).toContain("6 rows: 5 used, 1 not understood.");
  expect(stdout).toContain(`${file}:7  ip: found "nowhere", expected an IPv4 address`);
  expect(stdout).not.toMatch(/hunter2|acct|02:00/);
  expect(digests(folder)).toEqual(before);
});

test("What is written keeps every comment, and the site has the miners", () => {
  const folder = copyOfExample("childress");
  const before = readFileSync(join(folder, "site.yaml"), "utf8");
  const { status, stdout, stderr } = busbar(["import", "miners", fileOf(five), "--into", folder, "--write"]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(`Wrote ${join(folder, "site.yaml")}.`);
  const after = readFileSync(join(folder, "site.yaml"), "utf8");
  expect(before.split("\n").filter((line) => !after.split("\n").includes(line))).toEqual([]);
  expect(busbar(["place", folder]).status).toBe(0);
  expect(busbar(["describe", folder]).stdout).toMatch(/block-6 +mining +\S+ MW +19,005 /);
  const again = busbar(["import", "miners", fileOf(five), "--into", folder, "--write"]);
  expect([again.status, again.stdout.split("\n")[0]]).toEqual([0, "Nothing to add."]);
});

test("Without a VLAN, and where the site would be refused, nothing is written", () => {
  const folder = copyOfExample("childress");
  const before = digests(folder);
  const untagged = busbar([
    "import",
    "miners",
    fileOf(five.map((line) => line.replace(",999,", ",,"))),
    "--into",
    folder,
    "--write",
  ]);
  expect(untagged.status).toBe(1);
  expect(untagged.stderr).toContain("state it with --network 10.99.7.0/24=VLAN");
  const twice = [...five, ...five.map((line) => line.replace("10.99.7.", "10.98.7."))];
  const clash = busbar(["import", "miners", fileOf(twice), "--into", folder, "--write"]);
  expect(clash.status).toBe(1);
  expect(clash.stderr).toMatch(
    /^Nothing was written.*\n {2}site\.yaml:\d+:\d+ {2}.*VLAN 999 is already that of/,
  );
  expect(digests(folder)).toEqual(before);
});

test("Options that cannot be followed are refused together", () => {
  const folder = copyOfExample("childress");
  const { status, stderr } = busbar([
    "import",
    "miners",
    fileOf(five),
    "--into",
    folder,
    "--zone",
    "Block 6=blok-6",
    "--network",
    "10.99.7.0/24=9999",
    "10.99.7.1/24=5",
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain('did you mean "block-6"?');
  expect(stderr).toContain('"9999" is not a VLAN');
  expect(stderr).toContain("is not an IPv4 block");
  expect(busbar(["import", "miners", fileOf(five), "--write"]).stderr).toContain("needs --into SITE-DIR");
  expect(busbar(["import", "miners", "nowhere.csv"]).stderr).toContain("cannot be read (ENOENT)");
});
