import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { busbar, digests, edit, type Run, temporaryFolder, writeFiles } from "../support/cli.ts";
import { installOwnTemplates } from "../support/own-templates.ts";

let folder = "";

const siteText = `# Ridge: what everybody should know of it.
version: 1
template: { name: small, version: 1.0.0, package: own-sites } # ours
answers:
  name: ridge
  # Approved in May, after a long talk.
  approved: 20 MW # of 30 MW asked for
  operator: ERCOT

  halls:
    - name: hall-1 # the old one
    - { name: hall-2, readyFrom: 2027-01-01 }
overrides:
  topologyLabels: busbar # as agreed
`;

beforeEach(() => {
  folder = temporaryFolder();
  installOwnTemplates(folder);
  writeFiles(folder, {
    "site.yaml": siteText,
    "tenants/acme.yaml": `version: 1
template: { name: train, version: 1.0.0, package: own-sites }
answers: { name: acme, racks: 4, from: 2026-02-01, to: 2028-01-31 }
`,
    "tenants/later.yaml": `version: 1
template: { name: train, version: 1.0.0, package: own-sites }
answers: { name: later, racks: 2, from: 2027-02-01, to: 2028-01-31 }
`,
  });
  expect(busbar(["place", folder])).toMatchObject({ status: 0, stderr: "" });
});

function upgrade(...args: readonly string[]): Run {
  return busbar(["upgrade", folder, ...args]);
}

function documents(): Record<string, string> {
  const {
    "site.yaml": site = "",
    "tenants/acme.yaml": tenant = "",
    "placement.lock.yaml": lock = "",
  } = digests(folder);
  return { site, tenant, lock };
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

test("What another release changes is shown as a review, and nothing is written", () => {
  const before = documents();
  const { status, stdout, stderr } = upgrade("--to", "2.0.0");
  expect(stderr).toContain("Nothing was written: with --write, site.yaml becomes one of small 2.0.0.");
  expect(stdout).toMatch(/^<!-- busbar:review site=ridge/);
  expect(stdout).toContain("small 1.0.0");
  expect(stdout).toContain("small 2.0.0");
  expect([0, 5]).toContain(status);
  expect(documents()).toEqual(before);
});

test("Written, the document answers the other release, with every comment where it was", () => {
  const { status, stderr } = upgrade("--to", "2.0.0", "--write");
  expect(stderr).toMatch(/^Wrote .*site\.yaml and .*placement\.lock\.yaml\.\n$/);
  expect(status).toBe(0);
  expect(read("site.yaml")).toBe(
    siteText.replace("version: 1.0.0", "version: 2.0.0").replace("approved: 20 MW", "approvedLoad: 20 MW"),
  );
  expect(busbar(["synth", folder, "--out", join(folder, "cdktf.out")])).toMatchObject({ status: 0 });
});

test("There and back again gives the same documents and the same placement", () => {
  const before = documents();
  expect(upgrade("--to", "2.0.0", "--write")).toMatchObject({ status: 0 });
  expect(documents()).not.toEqual(before);
  expect(upgrade("--to", "1.0.0", "--write")).toMatchObject({ status: 0 });
  expect(documents()).toEqual(before);
});

test("A release in which a tenant's racks cannot stay is refused, until that tenant consents", () => {
  const before = documents();
  const refused = upgrade("--to", "3.0.0", "--write");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("acme");
  expect(refused.stderr).toContain("--consent");
  expect(documents()).toEqual(before);
  expect(upgrade("--to", "3.0.0", "--write", "--consent", "acme", "later")).toMatchObject({ status: 0 });
  expect(documents()["lock"]).not.toBe(before["lock"]);
});

test("Another release of a running tenant's template needs that tenant's consent", () => {
  const before = documents();
  const refused = upgrade("--tenant", "acme", "--write");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(
    "tenant acme  what its running lease says changes: name it with --consent acme once it agrees",
  );
  expect(documents()).toEqual(before);
  expect(upgrade("--tenant", "acme", "--write", "--consent", "acme")).toMatchObject({ status: 0 });
  expect(read("tenants/acme.yaml")).toContain("version: 1.1.0");
});

test("A lease that has not begun may change without consent where its racks stay", () => {
  expect(upgrade("--tenant", "later", "--write")).toMatchObject({ status: 0 });
  expect(read("tenants/later.yaml")).toContain("version: 1.1.0");
});

test("An answer that an older release cannot be given is named before it is lost", () => {
  edit(folder, "site.yaml", "version: 1.0.0", "version: 3.0.0");
  edit(folder, "site.yaml", "approved: 20 MW", "approvedLoad: 20 MW");
  edit(folder, "site.yaml", "  operator: ERCOT", "  operator: ERCOT\n  source: ours");
  expect(busbar(["place", folder, "--release", "acme", "later"])).toMatchObject({ status: 0 });
  const { stderr } = upgrade("--to", "2.0.0");
  expect(stderr).toContain("answers.source cannot be said to small 2.0.0, and is lost.");
  expect(stderr).not.toContain("answers.approvedLoad");
});

test("The newest release is the one that is meant, and there nothing changes", () => {
  edit(folder, "tenants/later.yaml", "version: 1.0.0", "version: 1.1.0");
  const { status, stdout } = upgrade("--tenant", "later");
  expect(status).toBe(0);
  expect(stdout).toBe("tenants/later.yaml answers train 1.1.0: there is nothing to change.\n");
});

test("A release that is not there is refused with those that are, and so is a tenant that is none", () => {
  expect(upgrade("--to", "9.0.0").stderr).toContain(
    '--to  there is no release 9.0.0 of "small" at hand: there are 1.0.0, 1.1.0, 2.0.0, 3.0.0',
  );
  expect(upgrade("--consent", "acne").stderr).toContain('did you mean "acme"?');
});

test("A document that answers no template has no release to change to", () => {
  writeFiles(folder, {
    "tenants/later.yaml": `version: 1
name: later
offering: bare-metal
lease: { from: 2027-02-01, to: 2028-01-31 }
demand: [{ name: train, rackType: h200, racks: 2 }]
`,
  });
  expect(upgrade("--tenant", "later")).toMatchObject({ status: 1 });
  expect(upgrade("--tenant", "later").stderr).toContain("answers no template");
});

test("The organisation's file beside the site is judged by as well", () => {
  edit(folder, "site.yaml", "overrides:\n", "overrides:\n  policies: { organisation: ./wide.yaml }\n");
  writeFiles(folder, { "wide.yaml": "version: 1\n" });
  expect(upgrade("--to", "1.1.0", "--write")).toMatchObject({ status: 0 });
});
