import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { secretReference } from "../../site/schema/secret-reference.ts";
import { count, name, text } from "../../site/schema/values.ts";
import { AnswersRefused } from "../../site/template/answers-refused.ts";
import { asWritten } from "../../site/template/as-written.ts";

const pool = closed({
  url: text.describe("stratum+tcp://host:port, or stratum2+tcp://host:port/authority-key."),
  user: text.optional().describe("Default: the account, with the zone as worker."),
  passwordSecret: asWritten(secretReference("password"))
    .optional()
    .describe("The Kubernetes Secret with its password, where it has one."),
});

const poolSet = closed({
  name,
  account: text.optional().describe("Whose account at its pools. Default: the site's."),
  owner: name.optional().describe("The hosting customer whose pools these are."),
  groups: z
    .array(
      closed({
        name: name.default("main").describe('Default "main".'),
        quota: count.optional().describe("Its share of the hashrate, relative to the others'."),
        pools: z
          .array(pool)
          .min(1, { error: "a group needs at least one pool" })
          .max(3, { error: "miners have three pool slots: at most 3 pools a group" })
          .describe("In the order in which they are tried."),
      }),
    )
    .min(1, { error: "a pool set needs at least one group of pools" }),
});

/** Where the hashrate goes. */
export const pools = closed({
  account: text.describe("The site's account at its pools."),
  sets: z.array(poolSet).min(1, { error: "miners need at least one pool set" }),
}).describe("Where the hashrate goes: pool sets that halls name, of which the first is the default.");

export type Pools = z.output<typeof pools>;

/** The site's pool sets; a pool's user is the account, with the zone as its worker, unless it says otherwise. */
export function poolSets({ account, sets }: Pools) {
  return sets.map(({ name, owner, account: own, groups }) => ({
    name,
    owner,
    groups: groups.map((group) => ({
      name: group.name,
      quota: group.quota,
      pools: group.pools.map(({ url, user, passwordSecret }) => ({
        url,
        user: user ?? `${own ?? account}.{zone}`,
        passwordSecret,
      })),
    })),
  }));
}

/**
 * The proxy for a pool set: miners speak Stratum V1, so that pools of Stratum V2 need a translator before them.
 *
 * @throws AnswersRefused where no proxy speaks to all pools of the set.
 */
export function proxyKindOf({ sets }: Pools, name: string): "farm-proxy" | "sv2-translator" {
  const index = sets.findIndex((set) => set.name === name);
  const urls = (sets[index]?.groups ?? []).flatMap(({ pools }, group) =>
    pools.map(({ url }, pool) => ({ group, pool, isV2: url.startsWith("stratum2+tcp:") })),
  );
  const isV2 = urls[0]?.isV2 ?? false;
  const others = urls.filter((url) => url.isV2 !== isV2);
  if (others.length > 0) {
    const [wanted, found] = isV2 ? ["stratum2+tcp", "stratum+tcp"] : ["stratum+tcp", "stratum2+tcp"];
    const message = `is at ${found}://, and the first pool of set "${name}" at ${wanted}://: one proxy speaks to all pools of a set; make it a set of its own`;
    throw new AnswersRefused(
      ...others.map(({ group, pool }) => ({
        path: ["pools", "sets", index, "groups", group, "pools", pool, "url"],
        message,
      })),
    );
  }
  return isV2 ? "sv2-translator" : "farm-proxy";
}
