import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "../constructs/kubernetes/cdktf.ts";
import { objectsOf, type PlainObject } from "../constructs/kubernetes/index.ts";
import { currentLock } from "../placement/current-lock.ts";
import type { Lock } from "../placement/lock.ts";
import type { Day } from "../site/day.ts";
import type { DocumentSources } from "../site/load/load-site.ts";
import { Refusal } from "../site/problem.ts";
import type { Cluster } from "../site/schema/site-document.ts";
import { Site } from "../site/site.ts";
import { loadSite } from "../templates/load-site.ts";
import { buildStacks } from "./build.ts";
import { type Declaration, declarationsOf } from "./declarations.ts";
import { refusePatches } from "./object-patches.ts";
import { noPolicies, type SitePolicies } from "./policies.ts";
import { SiteStack } from "./site-stack.ts";

/** What a site declares on a day, as the objects that are to be live. */
export interface DeclaredSite {
  /** The site; its effective date is the day asked for. */
  readonly site: Site;
  readonly sources: DocumentSources;
  readonly lock: Lock;
  /** Every object of every stack, with the construct that declares it. */
  readonly objects: readonly Declaration[];
  /** In the order in which they may be deployed. */
  readonly stacks: readonly {
    readonly name: string;
    readonly cluster: Cluster;
    readonly objects: readonly PlainObject[];
  }[];
}

/**
 * Reads a site's folder and its placement lock, and gives the objects of every stack without writing anything: what
 * `synthesize` would write for that day.
 *
 * @param at The day. @default - the site's effective date
 * @param policies What tenants are admitted by besides. @default - what must always hold, alone
 * @throws Refusal where the documents, the lock or the constructs are not right.
 */
export function declareSite(
  folder: string,
  { at, policies = noPolicies }: { readonly at?: Day | undefined; readonly policies?: SitePolicies } = {},
): DeclaredSite {
  const sources = loadSite(folder);
  const lock = currentLock(sources.site, folder);
  const site = at === undefined ? sources.site : onDay(sources.site, at);
  // An app makes its output folder at once, though nothing is written to it here.
  const unused = mkdtempSync(join(tmpdir(), "busbar-"));
  try {
    const app = new App({ outdir: unused });
    refusePatches(buildStacks(app, site, lock, policies.admission({ folder, site, sources })), sources);
    refuseInvalid(app);
    const stacks = app.node.children.filter((child) => child instanceof SiteStack);
    return { site, sources, lock, objects: declarationsOf(app), stacks: stacks.map(declared) };
  } finally {
    rmSync(unused, { recursive: true, force: true });
  }
}

function onDay({ document, tenants, catalog }: Site, effectiveDate: Day): Site {
  return new Site({ ...document, effectiveDate }, tenants, catalog);
}

/** What synthesis would refuse: cdktf asks the constructs only when it writes. */
function refuseInvalid(app: App): void {
  const problems = app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((message) => ({ where: node.path, message })));
  if (problems.length > 0) throw new Refusal("The site's stacks are refused.", problems);
}

function declared(stack: SiteStack): DeclaredSite["stacks"][number] {
  return {
    name: stack.node.id,
    cluster: stack.declaredCluster,
    objects: objectsOf(stack).map(({ object }) => object),
  };
}
