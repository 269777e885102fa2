import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "vitest";

/** The Terraform type of an attribute: `"string"`, `["list", "string"]`, `["object", {…}]`, `"dynamic"`. */
export type AttributeType =
  | string
  | readonly [string, AttributeType | Readonly<Record<string, AttributeType>>];

export interface SchemaAttribute {
  readonly type: AttributeType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<Record<string, SchemaBlockType>>;
}

export interface SchemaBlockType {
  readonly nesting_mode: "list" | "set" | "single" | "map" | "group";
  readonly block: SchemaBlock;
  readonly min_items?: number;
  readonly max_items?: number;
}

interface ProviderSchema {
  readonly provider: { readonly block: SchemaBlock };
  readonly resource_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

const FILE = fileURLToPath(
  new URL("../../../shared/provider-schema/hashicorp-kubernetes-2.38.0.json", import.meta.url),
);

/** Whether the provider's schema is on this machine. It is not kept in the repository, being 750 kB of somebody else's. */
export const hasProviderSchema: boolean = existsSync(FILE);

/** A test that needs the provider's schema: where that is missing it is skipped, and says so. */
export function testWithProviderSchema(name: string, run: () => void | Promise<void>): void {
  if (hasProviderSchema) {
    test(name, run);
  } else {
    console.warn(`SKIPPED: "${name}" needs the schema of the Terraform provider, which is not at ${FILE}`);
    test.skip(`${name} (skipped: no provider schema at ${FILE})`, run);
  }
}

let loaded: ProviderSchema | undefined;

function providerSchema(): ProviderSchema {
  if (loaded === undefined) {
    const file = JSON.parse(readFileSync(FILE, "utf8")) as {
      provider_schemas: Record<string, ProviderSchema>;
    };
    loaded = file.provider_schemas["registry.terraform.io/hashicorp/kubernetes"] as ProviderSchema;
  }
  return loaded;
}

/**
 * Attributes that the file lacks: it was stripped of everything called `description`, which took one attribute with it.
 */
const STRIPPED: Readonly<Record<string, Readonly<Record<string, SchemaAttribute>>>> = {
  kubernetes_priority_class_v1: { description: { type: "string", optional: true } },
};

/** The block of a resource type, or `undefined` where the provider has no such type. */
export function resourceBlock(type: string): SchemaBlock | undefined {
  const block = providerSchema().resource_schemas[type]?.block;
  return block && { ...block, attributes: { ...block.attributes, ...STRIPPED[type] } };
}

const META_ARGUMENTS = new Set([
  "//",
  "depends_on",
  "count",
  "for_each",
  "provider",
  "lifecycle",
  "provisioner",
  "connection",
]);

type Json = Readonly<Record<string, unknown>>;

/**
 * What the Terraform provider would not take in a stack's configuration (`cdk.tf.json`, as text or parsed): attributes and
 * blocks it does not have, requires, or nests otherwise, and values of another type. Empty where all is well.
 */
export function checkAgainstProviderSchema(stackJson: unknown): string[] {
  const stack = (typeof stackJson === "string" ? JSON.parse(stackJson) : stackJson) as {
    readonly provider?: Record<string, readonly unknown[]>;
    readonly resource?: Record<string, Record<string, Json>>;
  };
  const findings: string[] = [];
  for (const [name, configurations] of Object.entries(stack.provider ?? {})) {
    if (name !== "kubernetes") findings.push(`provider.${name}: not the provider whose schema is known`);
    else {
      configurations.forEach((configuration, index) => {
        checkBlock(configuration, providerSchema().provider.block, `provider.${name}[${index}]`, findings);
      });
    }
  }
  for (const [type, resources] of Object.entries(stack.resource ?? {})) {
    for (const [id, resource] of Object.entries(resources)) {
      const block = resourceBlock(type);
      const configuration = Object.fromEntries(
        Object.entries(resource).filter(([key]) => !META_ARGUMENTS.has(key)),
      );
      if (block === undefined) findings.push(`${type}.${id}: the provider has no such resource type`);
      else checkBlock(configuration, block, `${type}.${id}`, findings);
    }
  }
  return findings;
}

function checkBlock(value: unknown, block: SchemaBlock, path: string, findings: string[]): void {
  if (!isObject(value)) {
    findings.push(`${path}: ${JSON.stringify(value)} where a block is expected`);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const attribute = block.attributes?.[key];
    const nested = block.block_types?.[key];
    if (attribute !== undefined) checkAttribute(item, attribute, `${path}.${key}`, findings);
    else if (nested !== undefined) checkNested(item, nested, `${path}.${key}`, findings);
    else findings.push(`${path}.${key}: the provider has no such attribute or block`);
  }
  for (const [key, { required }] of Object.entries(block.attributes ?? {})) {
    if (required && (value[key] === undefined || value[key] === null))
      findings.push(`${path}.${key}: required, missing`);
  }
  for (const [key, { min_items }] of Object.entries(block.block_types ?? {})) {
    if (min_items !== undefined && min_items > 0 && value[key] === undefined) {
      findings.push(`${path}.${key}: at least ${min_items} required, missing`);
    }
  }
}

function checkNested(value: unknown, type: SchemaBlockType, path: string, findings: string[]): void {
  const one = type.nesting_mode === "single" || type.max_items === 1;
  if (!Array.isArray(value)) {
    if (!one) findings.push(`${path}: a single block where the provider nests a ${type.nesting_mode}`);
    checkBlock(value, type.block, path, findings);
    return;
  }
  if (type.nesting_mode === "single")
    findings.push(`${path}: a list where the provider nests a single block`);
  if (value.length < (type.min_items ?? 0))
    findings.push(`${path}: ${value.length} blocks, at least ${type.min_items} required`);
  if (type.max_items !== undefined && value.length > type.max_items) {
    findings.push(`${path}: ${value.length} blocks, at most ${type.max_items} allowed`);
  }
  value.forEach((item, index) => {
    checkBlock(item, type.block, `${path}[${index}]`, findings);
  });
}

function checkAttribute(value: unknown, attribute: SchemaAttribute, path: string, findings: string[]): void {
  if (attribute.computed && !attribute.optional)
    findings.push(`${path}: computed by the provider, must not be set`);
  if (!hasType(value, attribute.type)) {
    findings.push(`${path}: ${JSON.stringify(value)} where ${JSON.stringify(attribute.type)} is expected`);
  }
}

function hasType(value: unknown, type: AttributeType): boolean {
  if (value === null || type === "dynamic" || isReference(value)) return true;
  if (type === "string" || type === "number") return typeof value === type;
  if (type === "bool") return typeof value === "boolean";
  const [kind, inner] = type as readonly [string, AttributeType];
  if (kind === "list" || kind === "set")
    return Array.isArray(value) && value.every((item) => hasType(item, inner));
  if (kind === "map") return isObject(value) && Object.values(value).every((item) => hasType(item, inner));
  return isObject(value);
}

/** A string that is an expression has the type of what it refers to, which is not known here. */
function isReference(value: unknown): boolean {
  return typeof value === "string" && /^\$\{[^{}]*\}$/.test(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
