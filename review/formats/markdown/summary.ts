import type { Review, Side } from "../../review.ts";
import { type Page, plural } from "./page.ts";

/** What is compared with what, and on which days. */
export function sides({ base, head }: Review, page: Page): string[] {
  const apart =
    base.day !== undefined && head.day !== undefined && base.day !== head.day
      ? [
          "",
          `The effective date moves from ${page.sentence(base.day)} to ${page.sentence(head.day)}: some of this is time passing.`,
        ]
      : [];
  return ["", `${side(base, page)} → ${side(head, page)}`, ...apart];
}

function side({ label, day }: Side, page: Page): string {
  return `${page.name(label)} (${day === undefined ? "no site" : `on ${page.sentence(day)}`})`;
}

/** Whether policies stop it, in words and not by a mark alone. */
export function verdict({ outcome, policies: { newly, still } }: Review): string[] {
  const count = (level: string) => newly.filter((finding) => finding.level === level).length;
  const [hard, soft, advisory] = [count("hard"), count("soft"), count("advisory")];
  const parts = [...(hard > 0 ? [`${hard} hard`] : []), ...(soft > 0 ? [`${soft} soft`] : [])];
  const old = still.filter(({ level }) => level === "hard").length;
  return [
    ...(parts.length > 0 ? ["", `❌ **Breaks policies: ${parts.join(", ")}**`] : []),
    ...(outcome === "policy" && old > 0 ? ["", `❌ **Still breaks hard policies: ${old}**`] : []),
    ...(advisory > 0 ? ["", `⚠️ Policies advise: ${plural(advisory, "new finding")}`] : []),
  ];
}

/** What it rests on, and where the rest is. */
export function footer({ resources, outcome }: Review, page: Page, detailsUrl: string | undefined): string[] {
  const whole =
    detailsUrl === undefined ? "the job's artefact <code>busbar-review.html</code>" : `<${detailsUrl}>`;
  const cut = page.leftOut;
  const { planned } = resources;
  return [
    ...(cut === undefined
      ? []
      : ["", `**Cut to fit into a comment:** ${cut} left out. The whole is in ${whole}.`]),
    ...(cut === undefined && detailsUrl !== undefined ? ["", `With pictures: ${whole}`] : []),
    ...(outcome === "nothing" ? [] : ["", `<sub>${rests(planned.length)}</sub>`]),
  ];
}

function rests(planned: number): string {
  return planned === 0
    ? "Compared as synthesized. No plan of Terraform was read: what is live may differ."
    : `Of ${plural(planned, "stack")} by Terraform's plan, of the others as synthesized.`;
}
