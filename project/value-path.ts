import { Figure } from "../site/figure.ts";
import { pathText } from "../site/load/places.ts";
import { Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { Site } from "../site/site.ts";
import { Quantity } from "../site/units/quantity.ts";

type Path = readonly (string | number)[];

/** A value of a site that somebody named. */
export interface FoundValue {
  /** Of which document it is: the site's, a tenant's, or none, where the catalog has it. */
  readonly of:
    | { readonly document: "site" }
    | { readonly document: "tenant"; readonly tenant: string }
    | { readonly catalog: "rack type" | "miner model"; readonly name: string };
  /** Within that document or entry, with numbers for places in lists. */
  readonly path: Path;
  readonly value: unknown;
  /** The nearest figure at it or around it, whose source is the value's. */
  readonly figure: Figure<unknown> | undefined;
}

/**
 * The value at a path as people write it: `zones.hall-1.ai.critical`, `zones[0].ai.critical`, `tenants.acme.lease.from`. An
 * entry of a list is named by its name or its place; a rack type or a miner model that is referred to may be walked into.
 *
 * @throws Refusal where there is nothing, with the nearest name that there is.
 */
export function valueAt(site: Site, written: string): FoundValue {
  const [root = "", ...steps] = stepsOf(written);
  if (root !== "tenants")
    return walk(site, written, { of: { document: "site" }, value: site.document }, [root, ...steps]);
  const [name = "", ...rest] = steps;
  const names = site.tenants.map((tenant) => tenant.name);
  if (names.length === 0) throw nothing(written, "the site has no tenants: add one with busbar add tenant");
  const tenant = site.tenants.find((one, index) => one.name === name || String(index) === name);
  if (tenant === undefined) throw nothingAt(written, "tenants", name, names);
  return walk(site, written, { of: { document: "tenant", tenant: tenant.name }, value: tenant }, rest);
}

interface Start {
  readonly of: FoundValue["of"];
  readonly value: unknown;
}

function walk(
  site: Site,
  written: string,
  { of, value: start }: Start,
  steps: readonly string[],
): FoundValue {
  let value = start;
  let figure: Figure<unknown> | undefined;
  const path: (string | number)[] = [];
  for (const [index, step] of steps.entries()) {
    const entry = typeof value === "string" ? referredTo(site, path.at(-1), value) : undefined;
    if (entry !== undefined) return walk(site, written, entry, steps.slice(index));
    const inside = insideOf(value, step);
    if (inside === undefined && path.length === 0) {
      const known = fromCatalog(site, step, steps[index + 1]);
      if (known !== undefined) return walk(site, written, known, steps.slice(index + 2));
    }
    if (inside === undefined) throw nothingAt(written, pathText(path), step, namesIn(value));
    figure = value instanceof Figure ? value : figure;
    path.push(inside.step);
    value = inside.value;
  }
  return owned(site, { of, path, value, figure: value instanceof Figure ? value : figure });
}

/** The entry of the catalog that a document names, or of the site's own. */
function referredTo(site: Site, key: string | number | undefined, name: string): Start | undefined {
  if (key === "rackType") return fromCatalog(site, "rackTypes", name);
  if (key === "model") return fromCatalog(site, "minerModels", name);
  return undefined;
}

function fromCatalog({ catalog }: Site, list: string, name: string | undefined): Start | undefined {
  if (name === undefined || (list !== "rackTypes" && list !== "minerModels")) return undefined;
  const value = catalog[list].get(name);
  const kind = list === "rackTypes" ? "rack type" : "miner model";
  return value === undefined ? undefined : { of: { catalog: kind, name }, value };
}

/** What the catalog has by this name is the site's own where its document declares it. */
function owned({ document }: Site, found: FoundValue): FoundValue {
  const { of, path } = found;
  if (!("catalog" in of)) return found;
  const list = of.catalog === "rack type" ? "rackTypes" : "minerModels";
  const index = document[list].findIndex(({ name }) => name === of.name);
  return index < 0 ? found : { ...found, of: { document: "site" }, path: [list, index, ...path] };
}

function insideOf(
  value: unknown,
  step: string,
): { readonly step: string | number; readonly value: unknown } | undefined {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const index = /^\d+$/.test(step) ? Number(step) : items.findIndex((item) => nameOf(item) === step);
    return index in items ? { step: index, value: items[index] } : undefined;
  }
  if (typeof value !== "object" || value === null || value instanceof Quantity) return undefined;
  const inside: unknown = Object.hasOwn(value, step) ? value[step as keyof typeof value] : undefined;
  return inside === undefined ? undefined : { step, value: inside };
}

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((item, index) => nameOf(item) ?? String(index));
  if (typeof value !== "object" || value === null || value instanceof Quantity) return [];
  return Object.entries(value).flatMap(([key, inside]) => (inside === undefined ? [] : [key]));
}

function nameOf(item: unknown): string | undefined {
  return typeof item === "object" && item !== null && "name" in item && typeof item.name === "string"
    ? item.name
    : undefined;
}

/** `zones[0].ai` and `zones.0.ai` are the same. */
function stepsOf(written: string): readonly string[] {
  return written
    .replaceAll(/\[(\d+)\]/g, ".$1")
    .split(".")
    .filter((step) => step !== "");
}

function nothingAt(written: string, around: string, step: string, names: readonly string[]): Refusal {
  if (step === "") return nothing(written, `names no value: name one of ${names.join(", ")}`);
  const place = around === "" ? "the site" : around;
  return nothing(
    written,
    `${place} states no "${step}" and has no default for it: ${suggestion(step, names)}`,
  );
}

function nothing(written: string, message: string): Refusal {
  return new Refusal("There is nothing to explain.", [{ where: written === "" ? "PATH" : written, message }]);
}
