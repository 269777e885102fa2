import type { App } from "../constructs/kubernetes/cdktf.ts";
import { objectsOf } from "../constructs/kubernetes/index.ts";
import { currentLock } from "../placement/current-lock.ts";
import type { Lock } from "../placement/lock.ts";
import type { Day } from "../site/day.ts";
import type { DocumentSources, LoadedSite } from "../site/load/load-site.ts";
import { Refusal } from "../site/problem.ts";
import { Site } from "../site/site.ts";
import { loadSite } from "../templates/load-site.ts";
import { buildStacks } from "./build.ts";
import { type Declaration, declarationsOf } from "./declarations.ts";
import { type DeclaredObjects, declaredBeneath } from "./declared-beneath.ts";
import { refusePatches } from "./object-patches.ts";
import { noPolicies, type SitePolicies } from "./policies.ts";
import { inScratchApp } from "./scratch-app.ts";
import { SiteStack } from "./site-stack.ts";

/** What a site declares on a day, as the objects that are to be live. */
export interface DeclaredSite {
  /** The site; its effective date is the day asked for. */
  readonly site: Site;
  readonly sources: DocumentSources;
  readonly lock: Lock;
  /** Every object of every stack and of those beneath, with the construct that declares it. */
  readonly objects: readonly Declaration[];
  /** In the order in which they may be deployed. */
  readonly stacks: readonly DeclaredObjects[];
  /** Of clusters that other sites are in too, what is there before the site, as far as it needs it: its fleet deploys it. */
  readonly beneath: readonly DeclaredObjects[];
}

interface DeclareOptions {
  readonly at?: Day | undefined;
  readonly policies?: SitePolicies;
  readonly sources?: LoadedSite;
}

/**
 * Reads a site's folder and its placement lock, and gives the objects of every stack without writing anything: what
 * `synthesize` would write for that day.
 *
 * @param at The day. @default - the site's effective date
 * @param policies What tenants are admitted by besides. @default - what must always hold, alone
 * @param sources The site as it was read over what its fleet shares with it. @default - as its folder alone has it
 * @throws Refusal where the documents, the lock or the constructs are not right.
 */
export function declareSite(
  folder: string,
  { at, policies = noPolicies, sources = loadSite(folder) }: DeclareOptions = {},
): DeclaredSite {
  const lock = currentLock(sources.site, folder);
  const site = at === undefined ? sources.site : onDay(sources.site, at);
  const beneath = declaredBeneath(site, lock);
  return inScratchApp((app) => {
    refusePatches(buildStacks(app, site, lock, policies.admission({ folder, site, sources })), sources);
    refuseInvalid(app);
    const stacks = app.node.children.filter((child) => child instanceof SiteStack);
    return {
      site,
      sources,
      lock,
      objects: [...beneath.objects, ...declarationsOf(app)],
      stacks: stacks.map(declared),
      beneath: beneath.stacks,
    };
  });
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

function declared(stack: SiteStack): DeclaredObjects {
  return {
    name: stack.node.id,
    cluster: stack.declaredCluster,
    objects: objectsOf(stack).map(({ object }) => object),
  };
}
