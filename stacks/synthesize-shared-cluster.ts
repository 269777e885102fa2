import { App } from "../constructs/kubernetes/cdktf.ts";
import { StagedOutput } from "./output.ts";
import { buildSharedClusterStacks, type SharedCluster } from "./shared-cluster-stacks.ts";
import type { Synthesis } from "./synthesize.ts";

/** Writes Terraform configuration and manifests of what a cluster has once for all of its sites: all of it or nothing. */
export function synthesizeSharedCluster(
  shared: SharedCluster,
  outputFolder: string,
): Pick<Synthesis, "stacks" | "gone"> {
  const output = new StagedOutput(outputFolder);
  try {
    const app = new App({ outdir: output.folder });
    const stacks = buildSharedClusterStacks(app, shared).map(({ node }) => node.id);
    app.synth();
    return { stacks, gone: output.commit() };
  } catch (error) {
    output.discard();
    throw error;
  }
}
