import type { JsonObject } from "../../constructs/kubernetes/json.ts";
import { labelsIn } from "../resources/owner.ts";
import type { SecurityItem } from "../review.ts";

type Said = Pick<SecurityItem, "effect" | "about" | "message">;

/** The levels of Pod Security, the weakest first. A namespace that names none lets everything in. */
const levels = ["privileged", "baseline", "restricted"];

const prefix = "pod-security.kubernetes.io/";

/** Which pods a namespace lets in that it did not. A namespace that comes or goes is compared with the strictest. */
export function podSecurityItems(before: JsonObject | undefined, after: JsonObject | undefined): Said[] {
  const enforced = (side: JsonObject | undefined) =>
    side === undefined ? "restricted" : (labelsIn(side)[`${prefix}enforce`] ?? "privileged");
  const [was, is] = [enforced(before), enforced(after)];
  const items: Said[] = [];
  if (was !== is) {
    const effect = levels.indexOf(is) < levels.indexOf(was) ? "more" : "less";
    const instead =
      before === undefined ? "" : after === undefined ? ", and is removed" : ` instead of ${was}`;
    items.push(said(effect, after === undefined ? `enforced ${was}${instead}` : `enforces ${is}${instead}`));
  }
  if (before === undefined || after === undefined) return items;
  const [old, now] = [labelsIn(before), labelsIn(after)];
  const others = ["enforce-version", "audit", "audit-version", "warn", "warn-version"].map(
    (mode) => `${prefix}${mode}`,
  );
  return [
    ...items,
    ...others
      .filter((label) => old[label] !== now[label])
      .map((label) =>
        said("other", `${label} is ${now[label] ?? "not set"} instead of ${old[label] ?? "not set"}`),
      ),
  ];
}

function said(effect: Said["effect"], message: string): Said {
  return { effect, about: "pod security", message };
}
