import { isJsonObject, type JsonObject } from "../../constructs/kubernetes/json.ts";
import { groupOf } from "../../policies/objects/kinds.ts";
import { identityOf } from "../resources/address-book.ts";
import { calledObject } from "../resources/called.ts";
import type { ObjectPair } from "../resources/object-pairs.ts";
import { calledOwner, ownerOf } from "../resources/owner.ts";
import type { SecurityChanges, SecurityItem } from "../review.ts";
import { admissionItems } from "./admission.ts";
import { imageItems } from "./images.ts";
import { gainedPermissions } from "./permissions.ts";
import { podSecurityItems } from "./pod-security.ts";
import { privilegesOf } from "./privileges.ts";
import { secretReferences } from "./secret-references.ts";
import { only } from "./texts.ts";

type Said = Pick<SecurityItem, "effect" | "about" | "message">;
type Sides = Pick<ObjectPair, "before" | "after">;

/** Who may do more than before, or less: by roles, by pods, and by what guards both. */
export function securityChanges(pairs: readonly ObjectPair[]): SecurityChanges {
  const items = pairs.flatMap((pair): SecurityItem[] => {
    const object = pair.after ?? pair.before;
    if (object === undefined) return [];
    const [stack, whose] = [pair.stack, calledOwner(ownerOf(object))];
    return saidOf(object, pair).map((said) => ({
      ...said,
      stack,
      object: calledObject(identityOf(object)),
      whose,
    }));
  });
  return { items: items.sort(byWeight) };
}

const effects: readonly SecurityItem["effect"][] = ["more", "other", "less"];

function byWeight(a: SecurityItem, b: SecurityItem): number {
  const place = ({ effect, stack, object, about, message }: SecurityItem) =>
    [effects.indexOf(effect), stack, object, about, message].join("\n");
  return place(a) < place(b) ? -1 : 1;
}

function saidOf({ apiVersion, kind }: NonNullable<ObjectPair["after"]>, { before, after }: Sides): Said[] {
  const group = groupOf(apiVersion);
  const own = (): Said[] => {
    if (group === "rbac.authorization.k8s.io") {
      return kind.endsWith("Binding") ? bindingItems(before, after) : roleItems(before, after);
    }
    if (group === "admissionregistration.k8s.io") return admissionItems(before, after);
    if (group !== "") return [];
    if (kind === "Namespace") return podSecurityItems(before, after);
    if (kind === "ServiceAccount") return accountItems(before, after);
    return kind === "Secret" ? [secretItem(before, after)] : [];
  };
  return [...own(), ...podItems(before, after), ...referenceItems(before, after)];
}

function roleItems(before: JsonObject | undefined, after: JsonObject | undefined): Said[] {
  return [
    ...gainedPermissions(after, before).map((what) => said("more", "permissions", `may now ${what}`)),
    ...gainedPermissions(before, after).map((what) => said("less", "permissions", `may no longer ${what}`)),
    ...(JSON.stringify(before?.["aggregationRule"]) === JSON.stringify(after?.["aggregationRule"])
      ? []
      : [said("other", "permissions", "takes in the rules of other roles than before")]),
  ];
}

function bindingItems(before: JsonObject | undefined, after: JsonObject | undefined): Said[] {
  const [was, is] = [grantsOf(before), grantsOf(after)];
  return [
    ...only(is, was).map((grant) => said("more", "permissions", `gives ${grant}`)),
    ...only(was, is).map((grant) => said("less", "permissions", `no longer gives ${grant}`)),
  ];
}

/** `Group ops Role viewers`: a subject and what it gets. */
function grantsOf(binding: JsonObject | undefined): string[] {
  const { roleRef, subjects } = binding ?? {};
  if (!isJsonObject(roleRef) || !Array.isArray(subjects)) return [];
  return subjects.filter(isJsonObject).map(({ kind, name, namespace }) => {
    const who = namespace === undefined ? name : `${String(namespace)}/${String(name)}`;
    return `${String(kind)} ${String(who)} the rights of ${String(roleRef["kind"])} ${String(roleRef["name"])}`;
  });
}

function accountItems(before: JsonObject | undefined, after: JsonObject | undefined): Said[] {
  const hands = (side: JsonObject | undefined) =>
    side !== undefined && side["automountServiceAccountToken"] !== false;
  if (hands(before) === hands(after)) return [];
  const token = "its token to pods that do not ask otherwise";
  return [
    hands(after)
      ? said("more", "accounts", `hands ${token}`)
      : said("less", "accounts", `no longer hands ${token}`),
  ];
}

/** Nothing of what is in it. */
function secretItem(before: JsonObject | undefined, after: JsonObject | undefined): Said {
  const what =
    before === undefined ? "is created" : after === undefined ? "is removed" : "has other contents or labels";
  return said("other", "secrets", what);
}

function podItems(before: JsonObject | undefined, after: JsonObject | undefined): Said[] {
  const [was, is] = [privilegesOf(before), privilegesOf(after)];
  return [
    ...imageItems(before, after),
    ...only(is, was).map((what) => said("more", "privileges", what)),
    ...only(was, is).map((what) => said("less", "privileges", `no longer: ${what}`)),
  ];
}

function referenceItems(before: JsonObject | undefined, after: JsonObject | undefined): Said[] {
  const [was, is] = [secretReferences(before), secretReferences(after)];
  return [
    ...only(is, was).map((name) => said("more", "secrets", `refers to Secret ${name}`)),
    ...only(was, is).map((name) => said("less", "secrets", `no longer refers to Secret ${name}`)),
  ];
}

function said(effect: Said["effect"], about: Said["about"], message: string): Said {
  return { effect, about, message };
}
