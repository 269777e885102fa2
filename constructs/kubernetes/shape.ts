/**
 * A small language for the closed set of fields a typed Terraform resource can carry, and for how each is carried.
 *
 * A shape lists fields by their Kubernetes names. Terraform's name of a field is the same in camel case unless `as` gives
 * another; test/constructs/kubernetes/shapes.test.ts holds every one of them against the provider's own schema, because
 * cdktf drops what it does not know without a word.
 */

/** How Terraform carries a value. */
export type Form =
  /** A string, a boolean, an integer: carried as they are. */
  | "text"
  | "flag"
  | "integer"
  /** An integer that the provider keeps as a string, so that absent and 0 differ. */
  | "integerAsText"
  /** Kubernetes's IntOrString: a number or a name, which the provider keeps as a string and parses back. */
  | "integerOrText"
  /** A file mode: an integer in Kubernetes (420), octal digits in the provider ("0644"). */
  | "fileMode"
  /** Lists of strings or integers, and a map of strings. */
  | "texts"
  | "integers"
  | "textMap"
  /** A nested object; one that the provider nests as a list of exactly one; a list of objects. */
  | "block"
  | "blockInList"
  | "blocks";

/** How one field is carried. */
export interface Field {
  readonly form: Form;
  /** The fields inside, for the three block forms. */
  readonly fields?: Fields;
  /** Terraform's name in camel case. @default - the Kubernetes name */
  readonly name?: string;
  /** Why the field must be declared. @default - it may be absent */
  readonly required?: string;
  /** What Terraform must be told where the field is absent. @default - nothing */
  readonly whenAbsent?: string;
}

/** Fields by their Kubernetes names. */
export type Fields = Readonly<Record<string, Field>>;

export const text: Field = { form: "text" };
export const flag: Field = { form: "flag" };
export const integer: Field = { form: "integer" };
export const integerAsText: Field = { form: "integerAsText" };
export const integerOrText: Field = { form: "integerOrText" };
export const fileMode: Field = { form: "fileMode" };
export const texts: Field = { form: "texts" };
export const integers: Field = { form: "integers" };
export const textMap: Field = { form: "textMap" };

/** A nested object. */
export function block(fields: Fields): Field {
  return { form: "block", fields };
}

/** A nested object that the provider nests as a list, of which Kubernetes knows exactly one. */
export function blockInList(fields: Fields): Field {
  return { form: "blockInList", fields };
}

/** A list of objects. */
export function blocks(fields: Fields): Field {
  return { form: "blocks", fields };
}

/** The field under another name in Terraform, in camel case: the singular for a list, or an irregular acronym. */
export function as(name: string, field: Field): Field {
  return { ...field, name };
}

/** A field that must be declared, because the provider or Kubernetes requires it or because of what its absence would do. */
export function required(field: Field, why = "is required"): Field {
  return { ...field, required: why };
}

/** A field for which Terraform must be told a value that means "absent", since the provider's own default differs. */
export function whenAbsent(value: string, field: Field): Field {
  return { ...field, whenAbsent: value };
}
