import type { Charge } from "../schema/charges.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Charges have a price of the kind that they are reckoned by, a term that begins before it ends, and each its own name. */
export function checkCharges({ site: { charges } }: Documents): Finding[] {
  return charges.flatMap((charge, index) => [
    ...priceProblems(charge, index),
    ...termProblems(charge, index),
    ...sameName(charges, index),
  ]);
}

const examples = { energyPrice: "1.2 $/MWh", price: "5 $/kW-month" };

function priceProblems(charge: Charge, index: number): Finding[] {
  const { name, basis } = charge;
  const [wanted, other] =
    basis === "energy" ? (["energyPrice", "price"] as const) : (["price", "energyPrice"] as const);
  const remedy = `${wanted}, such as ${examples[wanted]}`;
  const findings: Finding[] = [];
  if (charge[wanted] === undefined)
    findings.push(
      inSite(["charges", index, "basis"], `"${name}" is by ${basis} but has no ${wanted}: add ${remedy}`),
    );
  if (charge[other] !== undefined)
    findings.push(
      inSite(
        ["charges", index, other],
        `"${name}" is by ${basis}, which has no ${other}: write ${remedy}, or another basis`,
      ),
    );
  return findings;
}

function termProblems({ name, from, to }: Charge, index: number): Finding[] {
  return from !== undefined && to !== undefined && to < from
    ? [inSite(["charges", index, "to"], `"${name}" ends on ${to}, before it begins on ${from}`)]
    : [];
}

function sameName(charges: readonly Charge[], index: number): Finding[] {
  const name = charges[index]?.name;
  const first = charges.findIndex((charge) => charge.name === name);
  return first === index
    ? []
    : [inSite(["charges", index, "name"], `"${name}" is already the name of charges[${first}]`)];
}
