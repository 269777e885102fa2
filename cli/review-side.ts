import { existsSync, statSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { loadSite } from "../fleet/load-site.ts";
import type { CheckedSite } from "../policies/check-site.ts";
import type { ReportDocument } from "../policies/report/document.ts";
import type { PlannedChange } from "../policies/rule.ts";
import { readResult } from "../review/result/read-result.ts";
import type { Result } from "../review/result/result.ts";
import { Refusal } from "../site/problem.ts";
import type { Commit, Repository } from "./review-repository.ts";
import { folderInRepository } from "./source-root.ts";

/** Base or head, as the command line names it. */
export type Side =
  /** The folder of a site. */
  | { readonly is: "site"; readonly folder: string; readonly label: string }
  /** What `busbar synth` wrote. */
  | { readonly is: "output"; readonly folder: string; readonly label: string }
  /** A folder at a commit. */
  | {
      readonly is: "commit";
      readonly repository: Repository;
      readonly commit: Commit;
      /** From the root of the repository. */
      readonly path: string;
    }
  /** There is no site on this side. */
  | { readonly is: "nothing"; readonly label: string };

/** A folder that holds a site or an output of synth; undefined where it holds neither, or is not there. */
export function sideInFolder(folder: string): Side | undefined {
  const label = folderLabel(folder);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  if (existsSync(join(folder, "manifest.json"))) return { is: "output", folder, label };
  if (existsSync(join(folder, "site.yaml"))) return { is: "site", folder, label };
  return undefined;
}

/** As a person finds it: from the root of its repository where it has one, and never from that of the machine. */
function folderLabel(folder: string): string {
  const path = folderInRepository(folder);
  if (path !== "" && !path.startsWith("..")) return path;
  return isAbsolute(folder) || /^\.*[/\\]*$/.test(folder) ? basename(join(process.cwd(), folder)) : folder;
}

/** What a side comes to. */
export interface SideResult {
  readonly result: Result;
  /**
   * What its policies say with what Terraform plans. Undefined of what was synthesized elsewhere: an output does not hold
   * the documents that rules judge by.
   */
  readonly judgedWith?: (changes: readonly PlannedChange[]) => ReportDocument;
}

/**
 * What a side comes to: read where it was synthesized before, and else synthesized into a temporary folder. Hard findings
 * of policies do not stop it: a review is where they are read.
 *
 * @param name `base` or `head`, which refusals begin with.
 * @throws Refusal where its documents, its lock or the settings of its policies are refused.
 */
export async function resultOf(side: Side, name: "base" | "head", temporary: string): Promise<SideResult> {
  const own = join(temporary, name);
  try {
    return await result(side, own);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [title = ""] = error.message.split("\n");
    // What was checked out is told as the repository has it, and not where it is for a moment.
    const told = (text: string) => text.replaceAll(`${join(own, "tree")}/`, "");
    throw new Refusal(
      `The ${name}, ${labelOf(side)}, is refused. ${told(title)}`,
      error.problems.map(({ where, message }) => ({ where: told(where), message: told(message) })),
    );
  }
}

async function result(side: Side, temporary: string): Promise<SideResult> {
  if (side.is === "nothing") return { result: emptyResult(side.label) };
  if (side.is === "output") return { result: readResult(side.folder, side.label) };
  if (side.is === "site") return synthesized(side.folder, side.label, temporary);
  const { repository, commit, path } = side;
  const tree = join(temporary, "tree");
  repository.checkOut(commit, tree);
  const found = sideInFolder(join(tree, path));
  if (found?.is === "site") return synthesized(found.folder, commit.label, temporary);
  if (found?.is === "output") return { result: readResult(found.folder, commit.label) };
  return { result: emptyResult(commit.label) };
}

async function synthesized(folder: string, label: string, temporary: string): Promise<SideResult> {
  // cdktf takes a while to load: two outputs of synth are compared without it.
  const { synthesize } = await import("../stacks/synthesize.ts");
  const { recordedPolicies } = await import("../policies/site-policies.ts");
  const { checkSite } = await import("../policies/check-site.ts");
  const output = join(temporary, "output");
  const judged: CheckedSite[] = [];
  const policies = {
    ...recordedPolicies,
    judge: (input: CheckedSite) => {
      judged.push(input);
      return recordedPolicies.judge(input);
    },
  };
  synthesize(folder, output, policies, loadSite(folder));
  const result = readResult(output, label);
  const [input] = judged;
  if (input === undefined) return { result };
  return { result, judgedWith: (changes) => checkSite({ ...input, changes }) };
}

function emptyResult(label: string): Result {
  return { label, plan: undefined, policies: undefined, stacks: new Map(), files: new Map() };
}

export function labelOf(side: Side): string {
  return side.is === "commit" ? side.commit.label : side.label;
}
