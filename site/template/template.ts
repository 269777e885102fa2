import type { z } from "zod";
import type { SiteInput } from "../schema/site-document.ts";
import type { TenantInput } from "../schema/tenant-document.ts";
import type { Given } from "./given.ts";

/**
 * A site or a tenant as a function of a few answers: a library function with a closed schema, and not a copy. What a site's
 * document records are the template's name, its version and the answers.
 */
export interface Template<Gives extends "site" | "tenant", Answers extends z.ZodType = z.ZodType> {
  readonly gives: Gives;
  readonly name: string;
  /** A semantic version: what gives another site for the same answers has another one. */
  readonly version: string;
  readonly title: string;
  /** What it is for, in a sentence or two. */
  readonly what: string;
  /** The schema of its answers: closed, with a description of every one. */
  readonly answers: Answers;
  /**
   * What it gives. The same answers always give the same.
   *
   * @throws AnswersRefused where answers do not go together, naming which.
   */
  readonly build: (answers: z.output<Answers>) => Given<Gives extends "site" ? SiteInput : TenantInput>;
  /** How the answers to the release before become answers to this one. @default - they are the same */
  readonly fromEarlier?: (answers: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

export type SiteTemplate = Template<"site">;
export type TenantTemplate = Template<"tenant">;
export type AnyTemplate = SiteTemplate | TenantTemplate;

/** A template of sites; by this its answers have their types in `build`. */
export function siteTemplate<Answers extends z.ZodType>(
  template: Omit<Template<"site", Answers>, "gives">,
): SiteTemplate {
  return { ...template, gives: "site", build: (answers) => template.build(answers as z.output<Answers>) };
}

/** A template of tenants; by this its answers have their types in `build`. */
export function tenantTemplate<Answers extends z.ZodType>(
  template: Omit<Template<"tenant", Answers>, "gives">,
): TenantTemplate {
  return { ...template, gives: "tenant", build: (answers) => template.build(answers as z.output<Answers>) };
}
