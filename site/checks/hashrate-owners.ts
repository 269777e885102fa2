import { accountOf } from "../mining/pool-user.ts";
import { suggestion } from "../schema/closed.ts";
import type { PoolSet } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Hosted customers' hashrate earns on their own accounts, and the operator's on the operator's. */
export function checkHashrateOwners(documents: Documents): Finding[] {
  return [...names(documents), ...unknownOwners(documents), ...zones(documents), ...accounts(documents)];
}

function names({ site }: Documents): Finding[] {
  const all = site.hashrateOwners.map(({ name }) => name);
  return all.flatMap((name, index) =>
    all.indexOf(name) === index
      ? []
      : [
          inSite(
            ["hashrateOwners", index, "name"],
            `"${name}" is already the name of hashrateOwners[${all.indexOf(name)}]`,
          ),
        ],
  );
}

function unknownOwners({ site }: Documents): Finding[] {
  const known = site.hashrateOwners.map(({ name }) => name);
  const stated = [
    ...site.zones.map(({ mining }, index) => ({
      owner: mining?.owner,
      path: ["zones", index, "mining", "owner"],
    })),
    ...site.poolSets.map(({ owner }, index) => ({ owner, path: ["poolSets", index, "owner"] })),
  ];
  return stated.flatMap(({ owner, path }) => {
    if (owner === undefined || known.includes(owner)) return [];
    const message = `there is no owner of hashrate "${owner}": ${suggestion(owner, known)}; without \`owner\` it is the operator's`;
    return [inSite(path, message)];
  });
}

/** A zone's miners work for accounts of their owner, through the proxy and beside it. */
function zones({ site }: Documents): Finding[] {
  return site.zones.flatMap(({ name, mining }, index) => {
    if (mining === undefined) return [];
    const own = site.poolSets.find((set) => set.name === mining.poolSet);
    const fallback = site.poolSets.find((set) => set.name === own?.fallback);
    return [...new Set([own, fallback])].flatMap((set) => {
      if (set === undefined || set.owner === mining.owner) return [];
      const message = `the miners of zone "${name}" are ${whose(mining.owner)}, but pool set "${set.name}" pays ${whose(set.owner)} accounts: use a set of the same owner`;
      return [inSite(["zones", index, "mining", "poolSet"], message)];
    });
  });
}

function whose(owner: string | undefined): string {
  return owner === undefined ? "the operator's own" : `those of "${owner}"`;
}

/** An account belongs to one owner, at whatever pool: nobody could tell afterwards whose payouts they were. */
function accounts({ site }: Documents): Finding[] {
  const sets = new Map<string, PoolSet>();
  return site.poolSets.flatMap((set, index) =>
    set.groups.flatMap((group, at) =>
      group.pools.flatMap(({ user }, slot) => {
        const account = accountOf(user).replaceAll("{site}", site.name);
        // An account for each zone is the account of the zone's one owner.
        if (account.includes("{zone}")) return [];
        const first = sets.get(account.toLowerCase()) ?? set;
        sets.set(account.toLowerCase(), first);
        if (first.owner === set.owner) return [];
        const message = `account "${account}" is used by pool set "${first.name}" as well, of another owner: give each owner's hashrate accounts of its own`;
        return [inSite(["poolSets", index, "groups", at, "pools", slot, "user"], message)];
      }),
    ),
  );
}
