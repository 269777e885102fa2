import { calledObject, objectOf, tenantOf, zoneOf } from "../../policies/plan/change.ts";
import type { PlannedChange } from "../../policies/rule.ts";
import type { Fate, ResourceChange } from "../resources/resource-change.ts";
import { attributeChanges } from "./attributes.ts";
import { outputChange, type PlanDocument, planDocument, type ResourceChangeDocument } from "./document.ts";
import { fateOfActions, fateOfChange, previousAddress } from "./fates.ts";
import { calledInKubernetes, changedObject } from "./kubernetes.ts";
import { masksOf, redacted } from "./masks.ts";
import { notUnderstoodIn } from "./not-understood.ts";
import type { PlannedResource, PlannedStack } from "./planned-stack.ts";
import { reasonsOf } from "./reasons.ts";
import { misshapen, notJson, notPlan, refusedPlan, unfinished } from "./refused-plan.ts";
import { secretsOf } from "./secrets.ts";

/**
 * Reads what `terraform show -json PLANFILE` or `tofu show -json PLANFILE` wrote.
 *
 * @param name of the file, as the user knows it
 * @throws Refusal where it is something else, of a version that is not known, or says only part of what would change
 */
export function readPlan(text: string, name: string): PlannedStack {
  const plan = parsedPlan(text, name);
  const resources = (plan.resource_changes ?? []).map((document) => ({
    document,
    planned: plannedChange(document, name),
  }));
  const outputs = Object.entries(plan.output_changes ?? {}).flatMap(([output, value]) => {
    const fate = outputFate(value);
    return fate === undefined ? [] : [{ name: output, fate }];
  });
  const drift = (plan.resource_drift ?? []).flatMap((document) => driftIn(document, name));
  const changes = resources.flatMap(({ document, planned }) => {
    const fate = fateOfChange(document);
    return fate === undefined ? [] : [resourceChange(document, planned, fate)];
  });
  // A plan that only refreshes has no changes, and knows its resources by what was changed outside of it.
  const known =
    resources.length > 0
      ? resources
      : (plan.resource_drift ?? []).map((document) => ({ document, planned: plannedChange(document, name) }));
  return {
    name,
    ...(plan.terraform_version != null && { terraformVersion: plan.terraform_version }),
    changes,
    drift,
    outputs,
    reads: changes.filter(({ fate }) => fate === "read").length,
    notUnderstood: notUnderstoodIn(plan, { changes, drift, outputs }),
    planned: resources.map(({ planned }) => planned),
    resources: known
      .filter(({ document }) => document.mode === "managed")
      .map(({ document, planned }) => plannedResource(document, planned)),
  };
}

/** The changes of a plan as policies judge them. Until the stack of a plan is known, its file stands for it. */
export function plannedChanges({ planned }: PlannedStack): readonly PlannedChange[] {
  return planned;
}

function parsedPlan(text: string, name: string): PlanDocument {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // What the parser says quotes the text.
    throw refusedPlan(name, notJson(text));
  }
  const wrong = notPlan(json);
  if (wrong !== undefined) throw refusedPlan(name, wrong);
  const read = planDocument.safeParse(json);
  if (!read.success) throw refusedPlan(name, ...misshapen(read.error));
  const problems = unfinished(read.data);
  if (problems.length > 0) throw refusedPlan(name, ...problems);
  return read.data;
}

function plannedChange(document: ResourceChangeDocument, stack: string): PlannedChange {
  const { address, type, change } = document;
  const masks = masksOf(document);
  const secrets = secretsOf(document, masks);
  return {
    stack,
    address,
    type,
    actions: change.actions,
    before: redacted(change.before, masks, secrets),
    after: redacted(change.after, masks, secrets),
    replacePaths: change.replace_paths ?? [],
  };
}

function resourceChange(
  document: ResourceChangeDocument,
  planned: PlannedChange,
  fate: Fate,
): ResourceChange {
  const object = changedObject(planned);
  const labelled = objectOf(planned);
  const [tenant, zone] = [tenantOf(labelled), zoneOf(labelled)];
  const was = previousAddress(document);
  return {
    stack: planned.stack,
    address: planned.address,
    type: planned.type,
    ...(object !== undefined && { object }),
    ...(tenant !== undefined && { tenant }),
    ...(zone !== undefined && { zone }),
    fate,
    from: "plan",
    reasons: [...reasonsOf(document), ...staysReasons(planned, fate)],
    attributes: fate === "read" || fate === "moved" ? [] : attributeChanges(document),
    ...(was !== undefined && { was }),
    ...(document.deposed != null && { deposed: document.deposed }),
  };
}

/** What is destroyed of an object that somebody else made is not the object. */
function staysReasons(planned: PlannedChange, fate: Fate): string[] {
  const object = objectOf(planned);
  if (object?.adopted === undefined || (fate !== "destroyed" && fate !== "replaced")) return [];
  const part = object.kind.toLowerCase();
  return [
    `${calledObject(object, planned)} that the site set are taken away, and others' ${part} and the ${object.adopted} itself stay, with all that is in it`,
  ];
}

/** What only the server's own records differ in was changed by nobody, and is no drift. */
function driftIn(document: ResourceChangeDocument, stack: string): ResourceChange[] {
  const fate = fateOfActions(document.change.actions);
  if (fate === undefined || fate === "read") return [];
  const change = resourceChange(document, plannedChange(document, stack), fate);
  return fate === "updated" && change.attributes.length === 0 ? [] : [change];
}

function outputFate(value: unknown): Fate | undefined {
  const read = outputChange.safeParse(value);
  return read.success ? fateOfActions(read.data.actions) : "unknown";
}

function plannedResource(
  document: ResourceChangeDocument,
  { before, after }: PlannedChange,
): PlannedResource {
  const { module_address, type, name, change, deposed } = document;
  const declared = `${type}.${name}`;
  return {
    declaredAs: module_address == null ? declared : `${module_address}.${declared}`,
    called: calledInKubernetes(type, after) ?? calledInKubernetes(type, before),
    isDeclared: deposed == null && !["delete", "forget"].includes(change.actions.join(",")),
  };
}
