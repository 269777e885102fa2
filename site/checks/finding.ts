import type { DocumentPath } from "../problem.ts";
import type { SiteDocument } from "../schema/site-document.ts";
import type { TenantDocument } from "../schema/tenant-document.ts";
import type { Catalog } from "../site.ts";

/** Something wrong at a key path of one of the documents. */
export interface Finding extends DocumentPath {
  readonly message: string;
}

/** The documents of a site after their shape was checked, before anything they refer to is known to exist. */
export interface Documents {
  readonly site: SiteDocument;
  readonly tenants: readonly { readonly file: string; readonly value: TenantDocument }[];
  readonly catalog: Catalog;
}

export const siteFile = "site.yaml";

/** A finding in `site.yaml`. */
export function inSite(path: readonly (string | number)[], message: string): Finding {
  return { document: siteFile, path, message };
}
