// Runs before anything is installed, so it is plain JavaScript and needs nothing but Node.js.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const example = "examples/prince-george";
const withCluster = !process.argv.includes("--no-cluster");
const major = Number(process.versions.node.split(".")[0]);

if (major < 20) {
  console.error(`Node.js 20 or later is needed, this is ${process.versions.node}.`);
  process.exit(1);
}
if (!installed())
  step("Installing packages (once, about a minute)", "npm", ["ci", "--no-audit", "--no-fund"]);
step(`Placing the tenants of ${example}`, process.execPath, ["bin/busbar.js", "place", example]);
step("Synthesizing Terraform and Kubernetes manifests", process.execPath, [
  "bin/busbar.js",
  "synth",
  example,
]);
step("What the site delivers", process.execPath, ["bin/busbar.js", "describe", example]);
const wasRehearsed = withCluster && rehearse();
console.log(`
Written to cdktf.out:
  stacks/*/cdk.tf.json   Terraform configuration, one state a stack
  manifests/*/*.yaml     the same objects as YAML, for GitOps or kubectl apply --server-side
  mining/, curtailment/  what miners, Prometheus, fleet managers and OpenADR read
  site-plan.json         what the site delivers to whom, for reviews

Next:
  npx cdktf diff platform        what would change in your cluster (asks for a kubeconfig context "prince-george")
  npx cdktf deploy platform      deploy it; then the other stacks
  npx busbar describe ${example} --at 2027-03-01
  a tenant of your own: README.md, "Adding a tenant"
  a site of your own: docs/starting.md, from npx busbar init to a reviewed tenant${wasRehearsed ? "" : `\n  npx busbar rehearse ${example}     left out here: deploys it to a control plane on this machine`}
`);

/** Rehearses the example where the control plane's programs can be had. Whether it did. */
function rehearse() {
  console.log(`
Next, ${example} is deployed to a Kubernetes control plane on this machine, with 496 simulated GPU nodes. Its programs are
downloaded or built where they are missing (about 7 minutes, once). To skip this: npm run quickstart -- --no-cluster`);
  const title = "Looking for the control plane's programs";
  if (!tryStep(title, process.execPath, ["bin/busbar.js", "cluster", "binaries"])) {
    console.log("\nThe rehearsal is left out, since they cannot be had; what they need is said above.");
    return false;
  }
  step(`Rehearsing ${example}`, process.execPath, ["bin/busbar.js", "rehearse", example]);
  return true;
}

/** Whether the packages that the lockfile names are there. */
function installed() {
  const marker = `${root}/node_modules/.package-lock.json`;
  if (!existsSync(marker)) return false;
  const wanted = JSON.parse(readFileSync(`${root}/package-lock.json`, "utf8")).packages;
  const found = JSON.parse(readFileSync(marker, "utf8")).packages;
  return ["tsx", "cdktf", "zod"].every(
    (name) => found[`node_modules/${name}`]?.version === wanted[`node_modules/${name}`]?.version,
  );
}

/** @param {string} title @param {string} command @param {string[]} args */
function step(title, command, args) {
  if (tryStep(title, command, args)) return;
  console.error("\nThis step failed. Nothing after it was run.");
  process.exit(1);
}

/** @param {string} title @param {string} command @param {string[]} args */
function tryStep(title, command, args) {
  const started = performance.now();
  console.log(`\n▸ ${title}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error) console.error(error.message);
  if (status === 0) console.log(`  ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return status === 0;
}
