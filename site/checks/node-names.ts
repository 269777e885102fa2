import {
  filled,
  nodeNamePlaceholders,
  placeholdersOf,
  requiredPlaceholders,
  serviceNodeName,
} from "../node-names.ts";
import { suggestion } from "../schema/closed.ts";
import type { SiteDocument } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

type Kind = keyof typeof nodeNamePlaceholders;

/** A node's name is the value of its hostname label too, and those are shorter than names. */
const longest = 63;

const dnsSubdomain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Templates of nodes' names give every node a name of its own that Kubernetes takes. */
export function checkNodeNames(documents: Documents): Finding[] {
  const findings = (["racks", "services"] as const).flatMap((kind) => {
    const unsound = placeholderFindings(documents.site, kind);
    return unsound.length > 0 ? unsound : nameFindings(documents, kind);
  });
  // What a malformed template would give is not worth comparing.
  return findings.length > 0 ? findings : sharedNames(documents.site);
}

function placeholderFindings({ nodeNames }: SiteDocument, kind: Kind): Finding[] {
  const template = nodeNames[kind];
  const [found, allowed] = [placeholdersOf(template), nodeNamePlaceholders[kind]];
  const report = (message: string) => inSite(["nodeNames", kind], message);
  const unknown = found.filter((name) => !(allowed as readonly string[]).includes(name));
  const missing = requiredPlaceholders[kind].filter((name) => !found.includes(name));
  return [
    ...unknown.map((name) =>
      report(`there is no placeholder {${name}} in names of ${kind}: ${suggestion(name, allowed)}`),
    ),
    ...(missing.length > 0 && unknown.length === 0
      ? [report(`"${template}" gives several nodes one name: it lacks ${missing.map(braced).join(", ")}`)]
      : []),
    // Zones may be called hall-1 and hall-10: without a mark between, two nodes could come to the same name.
    ...(/\}[^{}.-]*\{/.test(template)
      ? [report(`"${template}" joins two placeholders without "-" or "." between them: put one there`)]
      : []),
  ];
}

/** The longest name that a template gives stands for all: they differ in names and numbers alone. */
function nameFindings(documents: Documents, kind: Kind): Finding[] {
  const name = kind === "racks" ? longestRackNode(documents) : longestServiceNode(documents.site);
  const report = (message: string) => [inSite(["nodeNames", kind], message)];
  if (!dnsSubdomain.test(name)) {
    return report(
      `"${name}" is no name of a node: use lower-case letters, digits, "-" and ".", with a letter or digit at each end and beside each "."`,
    );
  }
  return name.length <= longest
    ? []
    : report(
        `names come to ${name.length} characters, as "${name}" does: at most ${longest}; shorten the template, or the names in it`,
      );
}

function longestRackNode({ site, tenants, catalog }: Documents): string {
  const nodes = tenants.flatMap(({ value }) =>
    value.demand.map(({ rackType }) => catalog.rackTypes.get(rackType)?.nodes.value ?? 1),
  );
  const node = String(Math.max(1, ...nodes)).padStart(2, "0");
  const halls = site.zones.filter(({ ai }) => ai !== undefined);
  return longestOf(
    (halls.length > 0 ? halls : site.zones).map(({ name: zone, ai }) => {
      const rack = `r${pad(ai?.rows.value)}p${pad(ai?.positionsPerRow.value)}`;
      return filled(site.nodeNames.racks, { site: site.name, zone, rack, node });
    }),
  );
}

function longestServiceNode(site: SiteDocument): string {
  const groups = site.serviceNodes.length > 0 ? site.serviceNodes : [{ name: "name", count: 1 }];
  return longestOf(groups.map(({ name, count }) => serviceNodeName(site, { name, index: count })));
}

/** A service node and a node of a rack never come to one name. */
function sharedNames(site: SiteDocument): Finding[] {
  const escaped = site.nodeNames.racks.replace(/[.]/g, "\\.");
  const halls = site.zones.flatMap(({ name, ai }) => (ai === undefined ? [] : [name]));
  const pattern = filled(escaped, {
    site: site.name,
    zone: `(${halls.join("|")})`,
    rack: "r\\d{2,}p\\d{2,}",
    node: "\\d{2,}",
  });
  const rackNode = new RegExp(`^${pattern}$`);
  return site.serviceNodes.flatMap(({ name, count }, group) => {
    const names = Array.from({ length: count }, (_, index) =>
      serviceNodeName(site, { name, index: index + 1 }),
    );
    const shared = names.find((candidate) => rackNode.test(candidate));
    return shared === undefined
      ? []
      : [
          inSite(
            ["serviceNodes", group, "name"],
            `its node "${shared}" has a name that a node of a rack may have: change the group's name, or nodeNames`,
          ),
        ];
  });
}

function longestOf(names: readonly string[]): string {
  return names.reduce((a, b) => (b.length > a.length ? b : a), "");
}

function pad(number = 1): string {
  return String(number).padStart(2, "0");
}

function braced(name: string): string {
  return `{${name}}`;
}
