import type { ResourceChangeDocument } from "./document.ts";
import { isImported } from "./fates.ts";
import { pathText } from "./path.ts";

/** Terraform's own reasons (internal/command/jsonplan), as a reader of a review understands them. */
const sentences: ReadonlyMap<string, string> = new Map([
  ["replace_because_tainted", "an earlier apply left it half made, or somebody marked it as tainted"],
  ["replace_by_request", "whoever planned asked for it with -replace"],
  ["replace_by_triggers", "something changes that its replace_triggered_by names"],
  ["delete_because_no_resource_config", "no configuration declares it any more"],
  [
    "delete_because_wrong_repetition",
    "it was declared with count or for_each and is no longer, or the reverse",
  ],
  ["delete_because_count_index", "its number is beyond the count"],
  ["delete_because_each_key", "its key is no longer in for_each"],
  ["delete_because_no_module", "the module that declared it is gone"],
  ["delete_because_no_move_target", "a moved block leads to where nothing is declared"],
  ["read_because_config_unknown", "what it asks for is not known before the apply"],
  ["read_because_dependency_pending", "something that it depends on changes"],
  ["read_because_check_nested", "a check reads it at every apply"],
]);

/** Why something happens to a resource, as sentences without a full stop. */
export function reasonsOf(document: ResourceChangeDocument): string[] {
  const { action_reason, change, deposed, type } = document;
  const paths = (change.replace_paths ?? [])
    .map((path) => pathText(path, type))
    .filter((path) => path !== "");
  const reasons: string[] = [];
  if (paths.length > 0) reasons.push(`${paths.join(" and ")} cannot be changed in place`);
  if (action_reason === "replace_because_cannot_update") {
    if (paths.length === 0) reasons.push("something in it cannot be changed in place");
  } else if (action_reason != null) {
    reasons.push(
      sentences.get(action_reason) ??
        `for a reason that this busbar does not know (${action_reason.slice(0, 100)})`,
    );
  }
  if (deposed != null) {
    reasons.push("an earlier apply made its successor and did not come to destroy it");
  }
  const { actions } = change;
  if (actions.join(",") === "forget")
    reasons.push("it stays as it is, and Terraform no longer looks after it");
  if (actions.join(",") === "create,forget") {
    reasons.push("the old one stays as it is, no longer looked after, and a new one is created beside it");
  }
  if (isImported(document)) reasons.push("it is taken over as it is found");
  return reasons;
}
