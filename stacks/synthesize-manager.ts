import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "../constructs/kubernetes/cdktf.ts";
import { kueueConfiguration } from "../constructs/multikueue/configuration.ts";
import type { ManagerCluster } from "./manager-cluster.ts";
import { buildManagerStacks } from "./manager-stacks.ts";
import { StagedOutput } from "./output.ts";

/** What the synthesis of a manager wrote. */
export interface ManagerSynthesis {
  readonly name: string;
  /** The stacks written, in the order in which they may be deployed. */
  readonly stacks: readonly string[];
  /** Stacks that an earlier synthesis wrote and that are no longer part of it. */
  readonly gone: readonly string[];
}

/** What Kueue at the manager is configured with, in the output folder. */
export const configurationFile = "kueue.yaml";

/** Writes a manager's Terraform configuration, its manifests and what its Kueue is configured with: all of it or nothing. */
export function synthesizeManager(manager: ManagerCluster, outputFolder: string): ManagerSynthesis {
  const output = new StagedOutput(outputFolder);
  try {
    const app = new App({ outdir: output.folder });
    buildManagerStacks(app, manager);
    const stacks = app.node.children.map(({ node }) => node.id);
    app.synth();
    const text = kueueConfiguration({ origin: manager.name, dispatcher: manager.dispatcher });
    writeFileSync(join(output.folder, configurationFile), text);
    return { name: manager.name, stacks, gone: output.commit() };
  } catch (error) {
    output.discard();
    throw error;
  }
}
