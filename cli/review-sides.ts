import { statSync } from "node:fs";
import { Refusal } from "../site/problem.ts";
import { refuseFleet } from "./review-fleet.ts";
import { type Commit, Repository } from "./review-repository.ts";
import { type Side, sideInFolder } from "./review-side.ts";

/** What is to be compared, as the command line says. */
export interface SideOptions {
  readonly base: string;
  readonly head?: string;
  readonly mergeBase?: true;
}

/** What was found for it. */
export interface Sides {
  readonly base: Side;
  readonly head: Side;
  /** The site's folder, which is what is looked at in refs. */
  readonly site: string;
  /** Said before anything else, where the comparison may surprise. */
  readonly note?: string;
}

/**
 * Finds the two sides. A name is that of a folder, where it holds a site or an output of synth, and else a git ref, of which
 * the same folder is meant.
 *
 * @param folder The site's folder: what is looked at in refs, and the head unless another one is named.
 * @throws Refusal where a side is neither, or both are nothing.
 */
export function sidesOf(folder: string | undefined, options: SideOptions): Sides {
  const headFolder = options.head === undefined ? undefined : sideInFolder(options.head);
  const site = folder ?? (headFolder?.is === "site" ? headFolder.folder : ".");
  for (const name of [site, options.base, options.head ?? site]) refuseFleet(name, options.base);
  if (isFile(site)) throw refusal(site, "is a file: name the site's folder, which holds its site.yaml");
  const base = sideNamed(options.base, "--base", site);
  const head = headFolder ?? headOf(options.head, site, base);
  if (base.is !== "commit") {
    if (options.mergeBase)
      throw refusal("--merge-base", `goes with a git ref as the base, and ${options.base} is a folder`);
    return { base, head, site };
  }
  const headCommit = head.is === "commit" ? head.commit : base.repository.commit("HEAD");
  if (headCommit === undefined) return { base, head, site };
  if (options.mergeBase) {
    return { base: { ...base, commit: base.repository.mergeBase(base.commit, headCommit) }, head, site };
  }
  const note = aheadNote(base.repository, headCommit, base.commit, base.path);
  return { base, head, site, ...(note !== undefined && { note }) };
}

function headOf(name: string | undefined, site: string, base: Side): Side {
  if (name !== undefined) return sideNamed(name, "--head", site);
  const found = sideInFolder(site);
  if (found !== undefined) return found;
  // A change may remove a site: then there is something at the base, and nothing here.
  if (base.is === "commit" && base.repository.hasSite(base.commit, base.path)) {
    return { is: "nothing", label: `${base.path || "."}, removed` };
  }
  throw refusal(
    site,
    "holds no site.yaml and no manifest.json: name the site's folder, or what synth wrote, such as busbar review sites/denton --base origin/main",
  );
}

function sideNamed(name: string, option: "--base" | "--head", site: string): Side {
  const found = sideInFolder(name);
  if (found !== undefined) return found;
  const repository = Repository.of(site);
  const commit = repository.commit(name);
  if (commit === undefined && isFile(name)) {
    throw refusal(
      option,
      `"${name}" is a file: name the folder that holds it, a git ref, or what synth wrote; a plan of Terraform goes to --plan`,
    );
  }
  if (commit !== undefined) return { is: "commit", repository, commit, path: repository.pathOf(site) };
  const fetch = repository.isShallow
    ? "this clone is shallow, so fetch it first (git fetch --depth=1 origin REF, then --base FETCH_HEAD; in GitHub Actions fetch-depth: 0)"
    : "fetch it first (git fetch origin), or mend its name";
  throw refusal(
    option,
    `"${name}" is no folder with a site.yaml or a manifest.json, and no commit that this repository has: ${fetch}`,
  );
}

/** What others did meanwhile looks undone where the base has gone on. */
function aheadNote(repository: Repository, head: Commit, base: Commit, path: string): string | undefined {
  const count = repository.commitsAhead(head, base, path);
  if (count === 0) return undefined;
  const commits = count === 1 ? "1 commit" : `${count} commits`;
  return `${base.label} has ${commits} on this site that the head has not: the review shows what they did as undone. Merge them, or compare with where the head began: --merge-base`;
}

function isFile(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}

function refusal(where: string, message: string): Refusal {
  return new Refusal("Nothing was reviewed.", [{ where, message }]);
}
