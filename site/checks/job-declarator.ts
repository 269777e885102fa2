import { jobDeclaratorProblems } from "../mining/job-declarator.ts";
import { parsePoolUrl } from "../mining/pool-url.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** A job declarator client stands before a translator, knows a server for each pool, and gives away no key. */
export function checkJobDeclarators({ site }: Documents): Finding[] {
  return site.zones.flatMap(({ mining }, index) => {
    const client = mining?.proxy.jobDeclarator;
    if (client === undefined) return [];
    const at = ["zones", index, "mining", "proxy", "jobDeclarator"];
    if (mining?.proxy.kind !== "sv2-translator") {
      return [inSite(at, `${mining?.proxy.kind} cannot work behind one: use sv2-translator, or remove it`)];
    }
    const set = site.poolSets.find(({ name }) => name === mining.poolSet);
    const urls = (set?.groups ?? []).flatMap(({ pools }) => pools.map(({ url }) => parsePoolUrl(url)));
    // A URL that is none is reported by itself.
    const hosts = urls.flatMap((url) => ("value" in url ? [url.value.host] : []));
    return jobDeclaratorProblems(client, hosts).map(({ path, message }) => inSite([...at, ...path], message));
  });
}
