import { z } from "zod";
import { parsePoolUrl } from "../../site/mining/pool-url.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  operators: z
    .record(z.string(), z.string())
    .prefault({})
    .describe(
      "Who operates a domain, such as `pool.example: Example`, where several domains are one operator's.",
    ),
});

export const poolsOfTwoOperators: Rule<z.output<typeof parameters>> = {
  id: "mining/pools-of-two-operators",
  title: "Pools of one operator",
  what: "A pool set has pools of two operators, told apart by their domains.",
  why: "Hosts of one operator in several regions share accounts, payouts and software. When the operator stops, or freezes an account, all of them do.",
  fix: "Add a pool of another operator as the last of the set.",
  level: "advisory",
  parameters,
  check: ({ site }, { operators }) => {
    const { poolSets } = site.document;
    if (poolSets.length === 0) return notApplicable;
    return poolSets.flatMap(({ name, groups }, index) => {
      const found = new Set(
        groups.flatMap(({ pools }) =>
          pools.flatMap(({ url }) => {
            const parsed = parsePoolUrl(url);
            if ("problem" in parsed) return [];
            const domain = domainOf(parsed.value.host.toLowerCase());
            return [operators[domain] ?? domain];
          }),
        ),
      );
      const [only] = found;
      if (found.size !== 1) return [];
      const message = `all pools of set "${name}" are of ${only}: what stops that operator stops its zones`;
      return [{ place: inSiteDocument("poolSets", index), message }];
    });
  },
};

/** The part of a host that somebody registered: two labels, or three below the likes of `co.uk`. An address is its own. */
function domainOf(host: string): string {
  if (/^[\d.]+$/.test(host) || host.includes(":")) return host;
  const labels = host.split(".");
  const [second = "", top = ""] = labels.slice(-2);
  const isBelowCountry = top.length === 2 && /^(co|com|net|org|gov|ac)$/.test(second);
  return labels.slice(isBelowCountry ? -3 : -2).join(".");
}
