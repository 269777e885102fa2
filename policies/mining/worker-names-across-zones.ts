import type { PoolSet, Zone } from "../../site/schema/site-document.ts";
import { minesFrom } from "../days-ahead.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** That names differ within a zone is held by `site/checks/workers.ts`. */
export const workerNamesAcrossZones: Rule = {
  id: "mining/worker-names-across-zones",
  title: "Worker names that several zones share",
  what: "Zones that mine for the same account name their workers differently.",
  why: "To the pool two miners of one name are one worker. Nobody can tell from its page which of the two is down, and a drain looks unfinished as long as the other one hashes.",
  fix: "Put {zone} into the set's workerName or into the pool's user: \"{zone}.{octet3}x{octet4}\".",
  level: "advisory",
  check: ({ site }) => {
    const mined = site.zones.filter((zone) => minesFrom(site, zone) !== undefined);
    const sets = [...site.document.poolSets.entries()].map(
      ([index, set]) => [index, set, mined.filter(({ mining }) => mining?.poolSet === set.name)] as const,
    );
    const shared = sets.filter(([, , zones]) => zones.length > 1);
    if (shared.length === 0) return notApplicable;
    return shared.flatMap(([index, set, zones]) => {
      if (namesTheZone(set)) return [];
      const pair = firstPair(zones, set.workerName);
      if (pair === undefined) return [];
      const message = `"${set.workerName}" gives miners of the zones "${pair[0].name}" and "${pair[1].name}" the same names, on the same account`;
      return [{ place: inSiteDocument("poolSets", index, "workerName"), message }];
    });
  },
};

function namesTheZone({ workerName, groups }: PoolSet): boolean {
  const users = groups.flatMap(({ pools }) => pools.map(({ user }) => user));
  // A worker's name takes the place of what follows the account.
  return (
    workerName.includes("{zone}") || users.every((user) => (user.split(".")[0] ?? "").includes("{zone}"))
  );
}

function firstPair(zones: readonly Zone[], template: string): readonly [Zone, Zone] | undefined {
  for (const [at, one] of zones.entries()) {
    const other = zones.slice(at + 1).find((candidate) => mayShareNames(one, candidate, template));
    if (other !== undefined) return [one, other];
  }
  return undefined;
}

/** Two networks may give the same name unless an octet that is named is fixed in both of them, and differs. */
function mayShareNames(one: Zone, other: Zone, template: string): boolean {
  const named = [1, 2, 3, 4].filter((octet) => template.includes(`{octet${octet}}`));
  return networksOf(one).some((a) =>
    networksOf(other).some((b) =>
      named.every((octet) => {
        const isFixed = octet * 8 <= Math.min(a.length, b.length);
        return !isFixed || a.octets[octet - 1] === b.octets[octet - 1];
      }),
    ),
  );
}

function networksOf({ mining }: Zone): { readonly octets: readonly string[]; readonly length: number }[] {
  return (mining?.asics ?? []).map(({ network: { cidr } }) => {
    const [address = "", length = "32"] = cidr.split("/");
    return { octets: address.split("."), length: Number(length) };
  });
}
