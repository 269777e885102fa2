import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import type { ReportDocument } from "../../policies/report/document.ts";
import type { SitePlanDocument } from "./site-plan-document.ts";

/** What a synthesis wrote, as far as a review reads it. */
export interface Result {
  /** How a person calls it: a git ref, a folder. Never an absolute path. */
  readonly label: string;
  /** Undefined where there is no site on this side: it is new, or gone. */
  readonly plan: SitePlanDocument | undefined;
  /** What policies say; undefined where that synthesis did not judge. */
  readonly policies: ReportDocument | undefined;
  readonly stacks: ReadonlyMap<string, ResultStack>;
  /** Other files, by their path in the result, such as `mining/hall-5/translator.toml`, as they are. */
  readonly files: ReadonlyMap<string, string>;
}

/** One stack: its objects, and its Terraform configuration. Neither is parsed before it is asked for. */
export interface ResultStack {
  readonly name: string;
  /** Manifests by the key of the object. */
  readonly objects: ReadonlyMap<string, WrittenObject>;
  /** The text of `cdk.tf.json`: equal texts are equal configurations. */
  readonly configuration: string;
  readonly resources: () => readonly ConfiguredResource[];
}

/** An object as a manifest has it. Equal texts are equal objects. */
export interface WrittenObject {
  readonly text: string;
  readonly object: () => PlainObject;
}

/** A resource of a stack's Terraform configuration. */
export interface ConfiguredResource {
  /** `kubernetes_namespace_v1.tenant_research_namespace_A1B2C3D4`. */
  readonly address: string;
  readonly type: string;
  /** Segments of the construct's path within its stack; empty where the configuration does not say. */
  readonly construct: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The side on which there is no site: before the first commit of one, and after the last. */
export function noResult(label: string): Result {
  return { label, plan: undefined, policies: undefined, stacks: new Map(), files: new Map() };
}

/** `apiVersion/kind/namespace/name`, the namespace empty where there is none: the same object wherever it is declared. */
export function objectKey({ apiVersion, kind, metadata }: PlainObject): string {
  return [apiVersion, kind, metadata.namespace ?? "", metadata.name].join("/");
}
