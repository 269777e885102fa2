import { type CheckedSite, checkSite } from "./check-site.ts";
import { PolicyRefusal } from "./policy-refusal.ts";
import { counted } from "./report/counts.ts";
import { locationText, sentence } from "./report/document.ts";

/**
 * What a synthesis must pass before anything is written.
 *
 * @throws PolicyRefusal with every hard finding; Refusal where the settings of the policies are not right.
 */
export function policyGate(input: CheckedSite): void {
  const hard = checkSite(input).findings.filter(({ level }) => level === "hard");
  if (hard.length === 0) return;
  throw new PolicyRefusal(
    `Nothing was written: ${counted(hard.length, "hard finding")} of policies.`,
    hard.map(({ location, rule, scope, message, fix }) => ({
      where: locationText(location),
      message: `${rule} at ${scope}: ${sentence(message)} Mend: ${fix}`,
    })),
  );
}
