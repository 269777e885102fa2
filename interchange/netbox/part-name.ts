import { name } from "../../site/schema/values.ts";

/** A name of a site's document for what NetBox calls otherwise: `Data Hall 1` is `data-hall-1`. */
export function partName(written: string, prefix: string): string {
  const words = written
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const begun = /^[a-z]/.test(words) ? words : `${prefix}-${words}`;
  const cut = begun.slice(0, 40).replace(/-+$/, "");
  return name.safeParse(cut).success ? cut : `${prefix}-${cut}`.slice(0, 40).replace(/-+$/, "");
}
