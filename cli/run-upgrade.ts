import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSite } from "../fleet/load-site.ts";
import { currentLock } from "../placement/current-lock.ts";
import { type Lock, lockFile, readLock, writeLock } from "../placement/lock.ts";
import { placeExactly } from "../placement/place-exactly.ts";
import { withoutRacks } from "../placement/release.ts";
import { type ReleaseChange, releaseChange } from "../project/release-change.ts";
import { type TenantsBy, type TouchedTenant, touchedTenants } from "../project/touched-tenants.ts";
import { compareResults } from "../review/compare.ts";
import { reviewMarkdown } from "../review/formats/markdown.ts";
import type { Result } from "../review/result/result.ts";
import type { Review } from "../review/review.ts";
import { siteFile } from "../site/checks/index.ts";
import { pathText } from "../site/load/places.ts";
import { YamlDocument } from "../site/load/yaml-document.ts";
import { Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { Site } from "../site/site.ts";
import { templatesAtHand } from "../templates/at-hand.ts";
import { exitCodes } from "./refusal.ts";
import { resultOf } from "./review-side.ts";
import { withTemporaryFolder } from "./review-temporary.ts";
import { copyOf } from "./site-copy.ts";
import { folderInRepository } from "./source-root.ts";
import { writeWhole } from "./whole-file.ts";

/** What the command line says. */
export interface UpgradeOptions {
  readonly to?: string;
  readonly tenant?: string;
  readonly write?: boolean;
  readonly consent?: readonly string[];
}

/**
 * Shows what another release of a template changes for a site, and writes it where that is asked for.
 *
 * @returns the exit code, which is that of a review.
 * @throws Refusal where there is no such release, or a tenant is moved or a running lease touched who did not consent.
 */
export async function runUpgrade(folder: string, options: UpgradeOptions): Promise<number> {
  const { site, tenantFile } = loadSite(folder);
  const { tenant, consent = [] } = options;
  const names = site.tenants.map(({ name }) => name);
  refuseUnknown([...consent, ...(tenant === undefined ? [] : [tenant])], names);
  const file = tenant === undefined ? siteFile : (tenantFile(tenant) ?? siteFile);
  const change = changeOf(folder, file, tenant === undefined ? "site" : "tenant", options.to);
  if (change.from === change.to) {
    process.stdout.write(`${file} answers ${change.name} ${change.from}: there is nothing to change.\n`);
    return exitCodes.ok;
  }
  const { review, lock, touched } = await compared(folder, file, change, consent);
  const markdown = reviewMarkdown(review, { folder: folderInRepository(folder) });
  process.stdout.write(markdown.endsWith("\n") ? markdown : `${markdown}\n`);
  for (const path of change.lost) {
    const answer = pathText(["answers", ...path]);
    process.stderr.write(`${answer} cannot be said to ${change.name} ${change.to}, and is lost.\n`);
  }
  refuseUnasked(touched, consent);
  if (options.write !== true) {
    process.stderr.write(
      `Nothing was written: with --write, ${file} becomes one of ${change.name} ${change.to}.\n`,
    );
    return codeOf(review);
  }
  refuseHard(review);
  writeWhole({ file: join(folder, file), text: change.text }, { file: join(folder, lockFile), text: lock });
  process.stderr.write(`Wrote ${join(folder, file)} and ${join(folder, lockFile)}.\n`);
  return exitCodes.ok;
}

function changeOf(
  folder: string,
  file: string,
  gives: "site" | "tenant",
  to: string | undefined,
): ReleaseChange {
  const text = readFileSync(join(folder, file), "utf8");
  const yaml = YamlDocument.parse(file, text);
  if ("problem" in yaml) throw new Refusal("The document is refused.", [yaml.problem]);
  return releaseChange(gives, yaml, text, templatesAtHand(folder), to);
}

interface Compared {
  readonly review: Review;
  /** The text of the lock that belongs to the changed documents. */
  readonly lock: string;
  readonly touched: readonly TouchedTenant[];
}

/** The site as it is against a copy with the change, placed as it would be. */
function compared(
  folder: string,
  file: string,
  { name, from, to, text }: ReleaseChange,
  consent: readonly string[],
): Promise<Compared> {
  return withTemporaryFolder(async (temporary) => {
    const { site } = loadSite(folder);
    const previous = currentLock(site, folder);
    const copy = copyOf(folder, temporary, site);
    writeFileSync(join(copy, file), text);
    const changed = loadSite(copy).site;
    const lock = await placedAnew(changed, previous, consent, `${name} ${to}`);
    writeFileSync(join(copy, lockFile), lock);
    const side = (at: string, release: string) =>
      ({ is: "site", folder: at, label: `${name} ${release}` }) as const;
    const base = (await resultOf(side(folder, from), "base", temporary)).result;
    const head = (await resultOf(side(copy, to), "head", temporary)).result;
    const before = { site, lock: previous, deployed: deployedIn(base) } satisfies TenantsBy;
    const after = { site: changed, lock: readLock(lock, copy), deployed: deployedIn(head) };
    return { review: compareResults(base, head), lock, touched: touchedTenants(before, after) };
  });
}

async function placedAnew(
  site: Site,
  previous: Lock,
  consent: readonly string[],
  release: string,
): Promise<string> {
  try {
    return writeLock(await placeExactly(site, withoutRacks(previous, consent)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      `${release} would move tenants, or leave them without a place: nothing was written. A tenant that agrees to be placed anew is named by --consent.`,
      error.problems,
    );
  }
}

/** What the stacks of a tenant hold. */
function deployedIn({ stacks }: Result): (tenant: string) => string {
  return (tenant) =>
    [`tenant-${tenant}`, `tenant-${tenant}-admission`]
      .flatMap((stack) =>
        [...(stacks.get(stack)?.objects ?? [])].map(([key, { text }]) => `${stack} ${key}\n${text}`),
      )
      .join("\n");
}

function refuseUnknown(wanted: readonly string[], names: readonly string[]): void {
  const problems = wanted
    .filter((name) => !names.includes(name))
    .map((name) => ({ where: name, message: `is no tenant of the site: ${suggestion(name, names)}` }));
  if (problems.length > 0) throw new Refusal("There is no such tenant.", problems);
}

function refuseUnasked(touched: readonly TouchedTenant[], consent: readonly string[]): void {
  const unasked = touched.filter(({ tenant }) => !consent.includes(tenant));
  if (unasked.length === 0) return;
  throw new Refusal(
    "Tenants have to agree to this: nothing was written.",
    unasked.map(({ tenant, how }) => ({
      where: `tenant ${tenant}`,
      message: `${how.join("; ")}: name it with --consent ${tenant} once it agrees`,
    })),
  );
}

function refuseHard({ policies }: Review): void {
  const hard = [...policies.newly, ...policies.still].filter(({ level }) => level === "hard");
  if (hard.length === 0) return;
  throw new Refusal(
    "Hard rules are broken, and such a site is not synthesized: nothing was written.",
    hard.map(({ rule, message }) => ({ where: rule, message })),
  );
}

function codeOf({ outcome }: Review): number {
  if (outcome === "policy") return exitCodes.policy;
  return outcome === "changes" ? exitCodes.changes : exitCodes.ok;
}
