import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A registry that cannot be reached is found out within this many milliseconds. */
const patience = 120_000;

/** The environment of Terraform: that of this process, without questions and look-ups of newer versions. */
export const terraformEnvironment = {
  ...process.env,
  CI: "1",
  TF_IN_AUTOMATION: "1",
  CHECKPOINT_DISABLE: "1",
};

/**
 * Why Terraform cannot have the Kubernetes provider here, or undefined where it can: from the registry, from its implied
 * local mirror, or from what its CLI configuration names. Only Terraform knows, so it is asked.
 */
export function missingProvider(version: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "busbar-test-"));
  writeFileSync(
    join(folder, "main.tf"),
    `terraform {\n  required_providers {\n    kubernetes = { source = "hashicorp/kubernetes", version = "${version}" }\n  }\n}\n`,
  );
  const { status, stderr, error } = spawnSync("terraform", ["init", "-no-color", "-input=false"], {
    cwd: folder,
    encoding: "utf8",
    timeout: patience,
    env: terraformEnvironment,
  });
  rmSync(folder, { recursive: true, force: true });
  if (error !== undefined) {
    return "code" in error && error.code === "ENOENT" ? "terraform is not on PATH" : error.message;
  }
  return status === 0 ? undefined : withoutFrame(stderr).slice(0, 300);
}

/** Terraform frames what it says with lines. */
function withoutFrame(text: string): string {
  return text.replace(/[╷│╵]/g, " ").replace(/\s+/g, " ").trim();
}
