import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { currentLock } from "../../placement/current-lock.ts";
import type { AnyRule, JudgedObject, Place, Subject, Verdict } from "../../policies/rule.ts";
import type { LoadedSite } from "../../site/load/load-site.ts";
import { loadSite } from "../../templates/load-site.ts";

/** A rule for tests, which says what it is given. */
export function testRule(change: Partial<AnyRule> & { readonly verdict?: Verdict } = {}): AnyRule {
  const { verdict = [], ...rest } = change;
  return {
    id: "power/test",
    title: "A test",
    what: "Tests pass.",
    why: "Otherwise nobody knows.",
    fix: "Mend it.",
    level: "soft",
    check: () => verdict,
    ...rest,
  };
}

/** A place in the site's document. */
export function inSite(...path: (string | number)[]): Place {
  return { in: "document", document: "site.yaml", path };
}

/** An object as a stack declares it. */
export function judgedObject(
  path: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): JudgedObject {
  const [stack = "", ...construct] = path.split("/");
  const object: object = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "busbar-system", labels },
  };
  return { stack, construct, object: object as PlainObject };
}

/** What a folder's site is judged as, without its objects. */
export function subjectIn(folder: string): { readonly loaded: LoadedSite; readonly subject: Subject } {
  const loaded = loadSite(folder);
  return { loaded, subject: { site: loaded.site, lock: currentLock(loaded.site, folder), objects: [] } };
}
