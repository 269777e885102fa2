import type { JsonObject } from "../../constructs/kubernetes/json.ts";
import type { SecurityItem } from "../review.ts";
import { containersOf, podsIn } from "./pods.ts";

type Said = Pick<SecurityItem, "effect" | "about" | "message">;

/** Which images an object's pods run that they did not: code from elsewhere is more than another version. */
export function imageItems(before: JsonObject | undefined, after: JsonObject | undefined): Said[] {
  const [was, is] = [imagesOf(before), imagesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((container): Said[] => {
    const [old, now] = [was.get(container), is.get(container)];
    if (old === now) return [];
    const item = (effect: Said["effect"], message: string): Said[] => [{ effect, about: "images", message }];
    if (old === undefined) return item("more", `container ${container} is new, and runs ${now}`);
    if (now === undefined) return item("less", `container ${container} with ${old} is no longer run`);
    const from = `container ${container} runs ${now} instead of ${old}`;
    if (sourceOf(old) !== sourceOf(now)) return item("more", `${from}, which is from elsewhere`);
    if (isPinned(old) && !isPinned(now)) return item("more", `${from}, and is no longer bound to a digest`);
    return item(!isPinned(old) && isPinned(now) ? "less" : "other", from);
  });
}

function imagesOf(object: JsonObject | undefined): ReadonlyMap<string, string> {
  return new Map(
    podsIn(object).flatMap(({ at, spec }) =>
      [...containersOf(spec)].map(([name, { image }]): [string, string] => [
        at === "" ? name : `${name} of ${at}`,
        String(image ?? "no image"),
      ]),
    ),
  );
}

function isPinned(image: string): boolean {
  return image.includes("@sha256:");
}

/** Registry and repository: `quay.io/team/proxy` of `quay.io/team/proxy:1.2@sha256:…`. A port is no tag. */
function sourceOf(image: string): string {
  const [name = ""] = image.split("@");
  return name.replace(/:[^/:]*$/, "");
}
