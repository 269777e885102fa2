import { groupBy } from "../../../../site/group-by.ts";
import type {
  AttributeChange,
  AttributeValue,
  Fate,
  ResourceChange,
} from "../../../resources/resource-change.ts";
import type { ResourceChanges, ResourceGroup } from "../../../review.ts";
import { counted } from "../amounts.ts";
import { type Page, plural } from "../page.ts";

const fates = [
  "destroyed",
  "replaced",
  "forgotten",
  "unknown",
  "created",
  "updated",
  "renamed",
  "moved",
  "imported",
  "read",
] as const satisfies readonly Fate[];

/** Whether anything is there to be shown. */
export function hasResourceChanges({ groups, drift, outputs, stacks, files }: ResourceChanges): boolean {
  const lists = [groups, drift, outputs, stacks.added, stacks.removed, files];
  return lists.some(({ length }) => length > 0);
}

/** All resources, by stack, folded. */
export function resources(changes: ResourceChanges, page: Page, hasFindings: boolean): string[] {
  const { groups, drift, outputs, stacks, files, counts } = changes;
  const told = fates.filter((fate) => counts[fate] > 0).map((fate) => `${counted(counts[fate])} ${fate}`);
  const stacked = [...groupBy(groups, ({ stack }) => stack)];
  return [
    ...page.list(stacks.added, "stacks added", (stack) => `**Stack added:** ${page.name(stack)}`),
    ...page.list(stacks.removed, "stacks removed", (stack) => {
      return `⚠️ **Stack removed:** ${page.name(stack)}. What it deployed stays until somebody destroys it`;
    }),
    ...(told.length === 0 ? [] : ["", `${told.join(", ")}.`]),
    ...page.details(
      "Resources by stack",
      stacked.flatMap(([stack, own]) => stackLines(stack, own, page)),
      hasFindings,
    ),
    ...page.details(
      `${plural(drift.length, "resource")} changed outside of Terraform`,
      page.firstResources(drift).flatMap((change) => changeLines(change, page)),
      drift.length > 0,
    ),
    ...page.details(
      plural(outputs.length, "output"),
      page.list(outputs, "outputs", ({ stack, name, fate }) => `${page.name(`${stack}: ${name}`)} ${fate}`),
      false,
    ),
    ...page.details(
      `${plural(files.length, "file")} beside the stacks`,
      page.list(files, "files", ({ file, what }) => `${page.name(file)} ${what}`, page.limits.rows),
      false,
    ),
  ];
}

/** A stack with those of its resources that fit; nothing where none does. */
function stackLines(stack: string, groups: readonly ResourceGroup[], page: Page): string[] {
  const lines = groups.flatMap(({ kind, fate, changes }) => {
    const kept = page.firstResources(changes);
    const rest = changes.length - kept.length;
    return [
      ...kept.flatMap((change) => changeLines(change, page)),
      ...(kept.length > 0 && rest > 0 ? [`- … and ${counted(rest)} more ${page.name(kind)} ${fate}`] : []),
    ];
  });
  return lines.length === 0 ? [] : ["", `Stack ${page.name(stack)}:`, "", ...lines];
}

function changeLines(change: ResourceChange, page: Page): string[] {
  const { fate, reasons, was, fix, deposed, attributes } = change;
  const extra = [
    ...(deposed === undefined ? [] : [`left behind by an earlier apply (${page.name(deposed)})`]),
    ...(was === undefined ? [] : [`was ${page.name(was)}`]),
    ...reasons.map((reason) => page.sentence(reason)),
    ...(fix === undefined ? [] : [page.sentence(fix)]),
  ];
  // What is new or gone differs in everything it has, which tells a reader of a comment nothing.
  const differing = fate === "created" || fate === "destroyed" ? [] : attributes;
  const kept = differing.slice(0, page.limits.attributes);
  const left = differing.length - kept.length;
  page.leaveOut(left, "attributes");
  return [
    `- ${fate}: ${what(change, page)}${extra.length === 0 ? "" : `; ${extra.join("; ")}`}`,
    ...kept.map((attribute) => `  - ${attributeText(attribute, page)}`),
    ...(left > 0 && kept.length > 0 ? [`  - … and ${plural(left, "more attribute")}`] : []),
  ];
}

function what({ object, address, type, construct }: ResourceChange, page: Page): string {
  const place = address ?? construct?.join("/") ?? type ?? "";
  if (object === undefined) return page.name(place);
  const { kind, namespace, name } = object;
  const at = place === "" ? "" : ` (${page.name(place)})`;
  return `${page.name(`${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`)}${at}`;
}

function attributeText({ path, before, after, replaces }: AttributeChange, page: Page): string {
  const by = replaces ? "; it asks for the replacement" : "";
  return `${page.name(path)}: ${valueText(before, page)} → ${valueText(after, page)}${by}`;
}

function valueText(value: AttributeValue, page: Page): string {
  switch (value.is) {
    case "absent":
      return "not there";
    case "unknown":
      return "known after the apply";
    case "sensitive":
      return "sensitive, not shown";
    case "value":
      return page.name(value.json);
  }
}
