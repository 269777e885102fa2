import type { NodeFinding } from "../cluster/enroll/compare.ts";
import { isAsDeclared, type ObjectFinding, type VerifyResult } from "../cluster/verify/findings.ts";
import { describeObject } from "../constructs/kubernetes/object.ts";
import { flatReference } from "./applied.ts";

/** What was asked for. */
export interface Verified {
  readonly site: string;
  readonly day: string;
}

/** A table of the stacks, and a line for each difference. */
export function verifiedText(result: VerifyResult, { site, day }: Verified): string {
  const { stacks, findings, nodes } = result;
  const rows = [
    ["stack", "cluster", "objects", "missing", "differing"],
    ...stacks.map(({ name, cluster, objects, missing, differing }) => [
      name,
      cluster,
      String(objects),
      String(missing),
      String(differing),
    ]),
  ];
  return [
    `${site} for ${day}`,
    ...aligned(rows),
    ...(findings.length > 0 ? ["", ...findings.map(findingLine)] : []),
    ...(nodes.length > 0 ? ["", ...nodeLines(nodes)] : []),
    "",
    isAsDeclared(result)
      ? "All is as declared."
      : `${findings.length} differences in objects, ${nodes.length} in nodes.`,
    "",
  ].join("\n");
}

/** Texts to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .replace(/^/, "  "),
  );
}

const kinds = {
  missing: "is missing",
  extra: "is declared by no stack",
  "being-deleted": "is being deleted",
  "kind-not-served": "is missing: the cluster does not serve its kind",
} as const;

function findingLine(finding: ObjectFinding): string {
  const { stack, cluster, tenant, zone } = finding;
  // A tenant's stacks are named after it.
  const place =
    stack ?? [`cluster ${cluster}`, ...(tenant === undefined ? [] : [`tenant ${tenant}`])].join(", ");
  const of = `  ${place}${zone === undefined ? "" : `, zone ${zone}`}: ${describeObject(finding.object)} `;
  if (finding.kind !== "differs") return of + kinds[finding.kind];
  const { field, found, declared, owners } = finding;
  const by = owners.length > 0 ? ` (owned by ${owners.join(", ")})` : "";
  return `${of}${field}: found ${shown(found)}, declared ${shown(declared)}${by}`;
}

/** A value in one line; a long one by its beginning. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

type NodeDifference = VerifyResult["nodes"][number];

/** Nodes that differ alike are one line: a tenant has hundreds. */
function nodeLines(nodes: readonly NodeDifference[]): string[] {
  const alike = new Map<string, NodeDifference[]>();
  for (const finding of nodes) {
    const line = nodeLine(finding);
    alike.set(line, [...(alike.get(line) ?? []), finding]);
  }
  return [...alike].map(([line, found]) => {
    const names = found
      .slice(0, 3)
      .map(({ node }) => node)
      .join(", ");
    return `  ${found.length} node${found.length === 1 ? "" : "s"} ${line}: ${names}${found.length > 3 ? ", …" : ""}`;
  });
}

function nodeLine({ cluster, kind, key, found, declared, tenant }: NodeDifference): string {
  const of = `in ${cluster}${tenant === undefined ? "" : ` of ${tenant}`}`;
  const what = `${key === undefined ? "" : ` ${key}`} found ${found ?? "nothing"}, declared ${declared ?? "nothing"}`;
  const words: Readonly<Record<NodeFinding["kind"], string>> = {
    missing: "missing",
    "wrong-tenant": `with the wrong tenant,${what}`,
    "unknown-tenancy": `that are nobody's, found ${found ?? "the site's label"}`,
    label: `with another label,${what}`,
    taint: `with another taint,${what}`,
  };
  return `${of} ${words[kind]}`;
}

/** The same for programs, whole. */
export function verifiedJson(result: VerifyResult, of: Verified): string {
  const json = {
    ...of,
    asDeclared: isAsDeclared(result),
    stacks: result.stacks,
    findings: result.findings.map(({ object, ...finding }) => ({
      ...finding,
      object: flatReference(object),
    })),
    nodes: result.nodes,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
