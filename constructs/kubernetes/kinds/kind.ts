import type { Construct } from "constructs";
import type { TerraformResource } from "../cdktf.ts";
import type { Finding, JsonObject } from "../json.ts";
import type { Fields } from "../shape.ts";

/** A Kubernetes kind for which the Terraform provider has a typed resource. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Everything an object of the kind can say below `apiVersion` and `kind`. */
  readonly fields: Fields;
  /** The class of the typed resource. Its configuration is what `fields` and `settings` make of an object. */
  readonly resource: ResourceClass;
  /** Settings of the Terraform resource itself, which no Kubernetes object has. @default - the provider's defaults */
  readonly settings?: Readonly<Record<string, boolean>>;
  /** Rules that look at more than one field. @default - none */
  readonly check?: (object: JsonObject) => readonly Finding[];
}

/** The constructor of a typed resource. Each takes a configuration of its own, which the shapes and their tests vouch for. */
export interface ResourceClass {
  new (scope: Construct, id: string, config: never): TerraformResource;
  readonly tfResourceType: string;
}
