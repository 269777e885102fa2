import type { Site } from "../site/site.ts";

/** What a power node is, and what feeds it: what a one-line diagram is drawn from. */
export function nodeDetails(site: Site, name: string) {
  const node = site.powerNetwork.node(name);
  if (node === undefined) throw new RangeError(`the site has no power node "${name}"`);
  const { kind, from, path, redundancy, units } = node;
  return { kind, sources: from, path, redundancy, units };
}
