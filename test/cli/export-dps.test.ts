import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar, copyOfExample, filesIn, root, temporaryFolder } from "../support/cli.ts";

test("The topology is byte by byte the one that synth writes", () => {
  const folder = copyOfExample("prince-george");
  const site = join(folder, "site.yaml");
  const text = readFileSync(site, "utf8");
  const service = 'powerService: { redfish: "https://{node}-bmc.example.com" }';
  writeFileSync(site, `${text}${service}\n`);
  expect(busbar(["place", folder]).status).toBe(0);
  const out = temporaryFolder();
  const run = busbar(["export", "dps", folder, "-o", "dps.json", "--devices", "devices.yaml"], { cwd: out });
  expect(run).toEqual({ status: 0, stdout: "Wrote dps.json and devices.yaml.\n", stderr: "" });
  expect(busbar(["synth", folder, "--out", join(out, "cdktf.out")]).status).toBe(0);
  const of = (file: string) => readFileSync(join(out, file), "utf8");
  expect(of("dps.json")).toBe(of("cdktf.out/fabric/dps-topology.json"));
  expect(of("devices.yaml")).toBe(of("cdktf.out/fabric/dps-devices.yaml"));
  expect(JSON.parse(of("dps.json")).Topology.Name).toBe("prince-george");
});

test("A site without a power service is refused, and nothing is written", () => {
  const out = temporaryFolder();
  const { status, stderr } = busbar(["export", "dps", join(root, "examples/childress"), "-o", "dps.json"], {
    cwd: out,
  });
  expect(status).toBe(1);
  expect(stderr).toContain("states no powerService");
  expect(filesIn(out)).toEqual([]);
});
