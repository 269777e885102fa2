import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  busbar,
  busbarProcess,
  copyOfExample,
  digests,
  edit,
  filesIn,
  root,
  temporaryFolder,
} from "../support/cli.ts";

/** Lines of a stack trace, and how Node.js shows an error that nobody caught. */
const stackTrace = /^\s+at |node:internal|Node\.js v\d/m;

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
const escapeCodes = /\u001b/;

test("--help names every command, the order of use and the exit codes", () => {
  const { status, stdout, stderr } = busbar(["--help"]);

  expect(status).toBe(0);
  expect(stderr).toBe("");
  for (const command of [
    "place",
    "check",
    "synth",
    "describe",
    "apply",
    "verify",
    "enroll",
    "rehearse",
    "cluster",
    "schema",
  ]) {
    expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  }
  expect(stdout).toContain(
    "Exit codes: 0 done, 1 refused or failed, 2 the command line is wrong, 3 what is live is not what is declared,\n4 a policy is broken, 5 a review has changes to show.",
  );
  expect(stdout.indexOf("busbar place DIR")).toBeLessThan(stdout.indexOf("busbar synth DIR"));
});

test("--version is that of the package", () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

  expect(busbar(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("A process of its own says and ends as one that stays for many runs does", () => {
  const unplaced = copyOfExample("denton");
  rmSync(join(unplaced, "placement.lock.yaml"));
  const runs = [
    { args: ["describe", "examples/denton"], status: 0 },
    { args: ["synth", unplaced, "--out", join(temporaryFolder(), "out")], status: 1 },
    { args: ["synth"], status: 2 },
    { args: ["check", "examples/denton"], status: 4 },
  ];
  for (const { args, status } of runs) {
    const ran = busbarProcess(args);
    expect([args[0], ran.status]).toEqual([args[0], status]);
    expect(busbar(args)).toEqual(ran);
  }
});

test("A command's own help names its arguments", () => {
  const { status, stdout } = busbar(["place", "--help"]);

  expect(status).toBe(0);
  expect(stdout).toContain("Usage: busbar place [options] <dir>");
  expect(stdout).toContain("--release <tenant...>");
});

test("No command at all is a wrong command line, answered with the help", () => {
  const { status, stdout, stderr } = busbar([]);

  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("Usage: busbar [options] [command]");
});

test.each<[what: string, args: readonly string[], says: string]>([
  ["an unknown command", ["sinth", "."], "unknown command 'sinth'\n(Did you mean synth?)"],
  ["a missing argument", ["describe"], "missing required argument 'dir'"],
  ["an argument too many", ["describe", "a", "b"], "too many arguments"],
  [
    "an unknown option",
    ["place", "--relase", "aws", "."],
    "unknown option '--relase'\n(Did you mean --release?)",
  ],
  [
    "a day that does not exist",
    ["describe", ".", "--at", "2026-02-30"],
    "It is not a day: write it as 2026-12-01.",
  ],
  ["a document without a schema", ["schema", "tennant"], 'There is no tennant: did you mean "tenant"?'],
])("The command line is wrong with %s", (_, args, says) => {
  const { status, stdout, stderr } = busbar(args);

  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain(says);
  expect(stderr).toContain("Run busbar --help for the commands");
  expect(stderr).not.toMatch(stackTrace);
});

test.each(["synth", "describe", "place"])(
  "%s refuses a site with every problem, and writes nothing",
  (command) => {
    const folder = copyOfExample("black-pearl");
    edit(folder, "site.yaml", "effectiveDate: 2026-08-15", "effectiveDate: 2026-08-32");
    edit(folder, "site.yaml", "gridOperator: ERCOT", "gridOperater: ERCOT");
    edit(folder, "tenants/aws.yaml", "offering: powered-shell", "offering: shell");
    const before = digests(folder);

    const { status, stdout, stderr } = busbar([command, "."], { cwd: folder });

    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr.split("\n")).toEqual([
      "The site is refused: 4 problems.",
      '  site.yaml:16:16  effectiveDate: "2026-08-32" is not a day: write it as 2026-07-01',
      '  site.yaml:38:5  interconnects[0]: "gridOperator" is missing',
      '  site.yaml:40:5  interconnects[0]: unknown key "gridOperater": did you mean "gridOperator"?',
      expect.stringMatching(
        /^ {2}tenants\/aws\.yaml:8:11 {2}offering: "shell" is not one of powered-shell, /,
      ),
      "",
    ]);
    expect(digests(folder)).toEqual(before);
  },
);

test("synth refuses a missing lock, and leaves an earlier output as it was", () => {
  const folder = copyOfExample("black-pearl");
  const first = busbar(["synth", folder, "--out", join(folder, "out")]);
  expect(first).toMatchObject({ status: 0, stderr: "" });
  const before = digests(join(folder, "out"));
  edit(folder, "tenants/aws.yaml", "24 MW", "23 MW");

  const { status, stdout, stderr } = busbar(["synth", folder, "--out", join(folder, "out")]);

  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^The placement is stale\.\n {2}placement\.lock\.yaml {2}/);
  expect(stderr).toContain(`run "busbar place ${folder}"`);
  expect(digests(join(folder, "out"))).toEqual(before);
  expect(readdirSync(folder).sort()).toEqual([
    "README.md",
    "out",
    "placement.lock.yaml",
    "site.yaml",
    "tenants",
  ]);
});

test("synth refuses a file in place of the output folder", () => {
  const folder = copyOfExample("black-pearl");
  writeFileSync(join(folder, "out"), "mine\n");

  const { status, stderr } = busbar(["synth", folder, "--out", join(folder, "out")]);

  expect(status).toBe(1);
  expect(stderr).toBe(
    `Nothing was written.\n  ${join(folder, "out")}  is a file: name an empty folder, one that is not there yet, or an earlier output\n`,
  );
  expect(readFileSync(join(folder, "out"), "utf8")).toBe("mine\n");
});

test("place writes the lock, and says that it is up to date from then on", () => {
  const folder = copyOfExample("black-pearl");
  const lock = join(folder, "placement.lock.yaml");
  busbar(["place", folder]);
  const committed = readFileSync(lock, "utf8");
  edit(folder, "tenants/aws.yaml", "24 MW", "23 MW");

  const changed = busbar(["place", folder]);
  const written = readFileSync(lock, "utf8");
  const again = busbar(["place", folder]);

  expect(changed).toMatchObject({ status: 0, stderr: "" });
  expect(changed.stdout.split("\n")).toEqual([
    "  ~ aws: 1656 → 1631 racks",
    `Wrote ${lock}: 1631 racks of 1 tenant.`,
    "",
  ]);
  expect(written).not.toBe(committed);
  expect(again).toEqual({
    status: 0,
    stdout: "placement.lock.yaml is up to date: 1631 racks of 1 tenant.\n",
    stderr: "",
  });
  expect(readFileSync(lock, "utf8")).toBe(written);
  expect(readdirSync(folder).sort()).toEqual(["README.md", "placement.lock.yaml", "site.yaml", "tenants"]);
});

test("place refuses a tenant that finds no place, and leaves the lock as it was", () => {
  const folder = copyOfExample("black-pearl");
  edit(folder, "tenants/aws.yaml", "24 MW", "44 MW");
  const before = digests(folder);

  const { status, stdout, stderr } = busbar(["place", folder]);

  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^The placement is refused; the lock is left as it was\.\n {2}aws\/phase-1-air {2}/);
  expect(stderr).toContain("A way out: ");
  expect(stderr).not.toMatch(stackTrace);
  expect(digests(folder)).toEqual(before);
});

test("place --release names a tenant that the lock does not have", () => {
  const folder = copyOfExample("black-pearl");
  const before = digests(folder);

  const { status, stdout, stderr } = busbar(["place", folder, "--release", "awz"]);

  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toBe(
    'Nothing was released.\n  placement.lock.yaml  has no tenant "awz": did you mean "aws"?\n',
  );
  expect(digests(folder)).toEqual(before);
});

test.each<[what: string, env: Readonly<Record<string, string>>]>([
  ["nothing set", {}],
  ["CI=true, as in a pipeline", { CI: "true" }],
  ["a terminal that knows colours", { TERM: "xterm-256color", COLORTERM: "truecolor" }],
])("describe writes no escape codes into a pipe with %s", (_, env) => {
  const { status, stdout } = busbar(["describe", "examples/black-pearl"], { env });

  expect(status).toBe(0);
  expect(stdout).toContain("Black Pearl (Cipher Mining) on 2026-08-15");
  expect(stdout).not.toMatch(escapeCodes);
});

test("describe fits a screen of 100 columns and 50 lines", () => {
  const lines = busbar(["describe", "examples/black-pearl"]).stdout.split("\n");

  expect(lines.length).toBeLessThanOrEqual(50);
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(100);
  for (const line of lines) expect(line).toBe(line.trimEnd());
});

interface PlanJson {
  readonly day: string;
  readonly load: Readonly<
    Record<
      "grossKilowatts" | "aiKilowatts" | "miningKilowatts" | "criticalKilowatts" | "curtailableKilowatts",
      number
    >
  >;
  readonly interconnects: readonly Readonly<
    Record<"approvedKilowatts" | "grossKilowatts" | "headroomKilowatts", number>
  >[];
  readonly obligations: readonly { readonly obligationKilowatts: number }[];
  readonly zones: readonly {
    readonly name: string;
    readonly state: string;
    readonly grossKilowatts: number;
    readonly criticalKilowatts: number;
    readonly racks: number;
    readonly positions: number;
    readonly miners: number;
  }[];
  readonly tenants: readonly {
    readonly criticalKilowatts: number;
    readonly racks: Readonly<Record<string, number>>;
  }[];
}

function planOf(example: string, ...args: readonly string[]): PlanJson {
  const { status, stdout, stderr } = busbar(["describe", `examples/${example}`, "--json", ...args]);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as PlanJson;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

test.each(["black-pearl", "lake-mariner"])("The numbers of describe --json add up for %s", (example) => {
  const { load, interconnects, obligations, zones, tenants } = planOf(example);

  expect(load.grossKilowatts).toBeCloseTo(load.aiKilowatts + load.miningKilowatts, 2);
  expect(load.grossKilowatts).toBeCloseTo(total(zones.map((zone) => zone.grossKilowatts)), 2);
  expect(load.criticalKilowatts).toBeCloseTo(total(zones.map((zone) => zone.criticalKilowatts)), 2);
  expect(load.criticalKilowatts).toBeCloseTo(total(tenants.map((tenant) => tenant.criticalKilowatts)), 2);
  expect(load.curtailableKilowatts).toBeLessThanOrEqual(load.miningKilowatts);
  expect(load.aiKilowatts).toBeGreaterThanOrEqual(load.criticalKilowatts);
  for (const { approvedKilowatts, grossKilowatts, headroomKilowatts } of interconnects) {
    expect(headroomKilowatts).toBeCloseTo(approvedKilowatts - grossKilowatts, 2);
    expect(headroomKilowatts).toBeGreaterThanOrEqual(0);
  }
  for (const { obligationKilowatts } of obligations) {
    expect(obligationKilowatts).toBeLessThanOrEqual(load.curtailableKilowatts);
  }
  const racks = tenants.flatMap((tenant) => Object.values(tenant.racks));
  expect(total(zones.map((zone) => zone.racks))).toBe(total(racks));
  for (const zone of zones) {
    expect(zone.racks).toBeLessThanOrEqual(zone.positions);
    expect(zone.state === "tenant").toBe(zone.racks > 0);
    if (zone.miners > 0) expect(["mining", "draining"]).toContain(zone.state);
  }
});

test("describe --at shows the states of another day", () => {
  const states = (...args: readonly string[]) =>
    planOf("black-pearl", ...args).zones.map(({ state }) => state);

  expect(states("--at", "2025-11-15")).toEqual(["draining", "draining", ...Array(5).fill("mining")]);
  expect(states()).toEqual([
    ...["tenant", "tenant", "construction", "construction"],
    ...["mining", "mining", "mining"],
  ]);
  expect(states("--at", "2026-12-01").slice(0, 4)).toEqual(["tenant", "tenant", "tenant", "tenant"]);
});

test("The text of describe says what its JSON does", () => {
  const { load } = planOf("black-pearl");
  const { stdout } = busbar(["describe", "examples/black-pearl"]);

  expect(stdout).toMatch(
    new RegExp(`^Load +${Number((load.grossKilowatts / 1000).toFixed(2))} MW gross$`, "m"),
  );
  expect(stdout).toMatch(
    new RegExp(`^Mining +${Number((load.miningKilowatts / 1000).toFixed(2))} MW gross`, "m"),
  );
});

test("synth gives the same bytes whatever the folders, and no path of the machine", () => {
  const [first, second] = [copyOfExample("prince-george"), copyOfExample("prince-george")];
  const other = temporaryFolder();
  mkdirSync(join(other, "deep", "er"), { recursive: true });

  const inside = busbar(["synth", "."], { cwd: first });
  const outside = busbar(["synth", second, "-o", "er/result"], {
    cwd: join(other, "deep"),
    env: { HOME: other, TZ: "Pacific/Apia", LANG: "de_DE.UTF-8", CI: "true" },
  });

  expect(inside).toMatchObject({ status: 0, stderr: "" });
  expect(outside).toMatchObject({ status: 0, stderr: "" });
  const output = join(first, "cdktf.out");
  const files = filesIn(output);
  expect(files).toContain("site-plan.json");
  expect(files.filter((file) => file.endsWith("cdk.tf.json")).length).toBeGreaterThan(4);
  expect(digests(join(other, "deep/er/result"))).toEqual(digests(output));
  for (const file of files) {
    const text = readFileSync(join(output, file), "utf8");
    for (const path of [root, first, other, homedir(), "/tmp/", "/work/"]) {
      expect(text.includes(path), `${path} in ${file}`).toBe(false);
    }
  }
  // Nothing but the output is written.
  expect(readdirSync(first).sort()).toEqual([
    "README.md",
    "cdktf.out",
    "placement.lock.yaml",
    "site.yaml",
    "tenants",
  ]);
  expect(readdirSync(join(other, "deep"))).toEqual(["er"]);
});

test("synth lists the stacks that it wrote, and those that are gone", () => {
  const folder = copyOfExample("black-pearl");
  const args = ["synth", folder, "--out", join(folder, "out")];
  const first = busbar(args);
  edit(folder, "site.yaml", "effectiveDate: 2026-08-15", "effectiveDate: 2026-07-15");

  const second = busbar(args);

  expect(first.stdout.split("\n").slice(1)).toEqual(["  platform", "  mining", "  tenant-aws", ""]);
  expect(second.stdout.split("\n").slice(1)).toEqual([
    "  platform",
    "  mining",
    "  tenant-aws is no longer part of the site: what it deployed is still there until it is destroyed",
    "",
  ]);
  expect(readdirSync(join(folder, "out/stacks")).sort()).toEqual(["mining", "platform"]);
});

test.each(["site", "tenant", "lock", "scenario"])("schema %s prints the file that is kept in git", (kind) => {
  expect(busbar(["schema", kind])).toEqual({
    status: 0,
    stdout: readFileSync(join(root, "schemas", `${kind}.schema.json`), "utf8"),
    stderr: "",
  });
});

test("A reader that closes the pipe early is no fault", () => {
  const script = `"${process.execPath}" bin/busbar.js schema site | head -c 1`;
  const { stdout, stderr } = spawnSync("sh", ["-c", script], { cwd: root, encoding: "utf8" });

  expect([stdout, stderr]).toEqual(["{", ""]);
});
