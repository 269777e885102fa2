import { expect, test } from "vitest";
import { mining } from "../../policies/packs/mining.ts";
import { power } from "../../policies/packs/power.ts";
import { provenance } from "../../policies/packs/provenance.ts";
import { notApplicable } from "../../policies/rule.ts";
import { declareSite } from "../../stacks/declare.ts";
import { type Example, exampleFolder } from "../support/examples.ts";
import { verdictOf } from "./rule-cases.ts";

/** How much the rules of power, mining and provenance find in an example: what is new here was not meant. */
function findingsIn(example: Example): string {
  const { site, lock, objects } = declareSite(exampleFolder(example));
  return [...power, ...mining, ...provenance]
    .flatMap((rule) => {
      const verdict = verdictOf(rule, { site, lock, objects });
      return verdict === notApplicable || verdict.length === 0 ? [] : [`${rule.id} ${verdict.length}`];
    })
    .join("\n");
}

test("Black Pearl promises much on one line, and sheds with little to spare", () => {
  expect(findingsIn("black-pearl")).toMatchInlineSnapshot(`
    "power/uptime-above-model 1
    power/ramp-stated 1
    mining/example-payout-address 1
    mining/obligation-margin 2
    mining/curtailable-firmware 1
    provenance/unverified-behind-promise 1
    provenance/unverified-approval 1
    provenance/default-assumptions 1"
  `);
});

test("Childress is full to the last percent", () => {
  expect(findingsIn("childress")).toMatchInlineSnapshot(`
    "power/load-approval-headroom 1
    power/continuous-headroom 6
    power/index-behind-fixed-price 1
    mining/example-payout-address 1
    provenance/unverified-behind-promise 2
    provenance/unverified-approval 1
    provenance/default-assumptions 1"
  `);
});

test("Denton pays for energy that nobody draws while its halls are rebuilt", () => {
  expect(findingsIn("denton")).toMatchInlineSnapshot(`
    "power/uptime-above-model 1
    power/ramp-stated 1
    power/take-or-pay-without-resale 1
    mining/example-payout-address 1
    provenance/unverified-behind-promise 1
    provenance/unverified-approval 2"
  `);
});

test("Lake Mariner leans on figures that nobody verified", () => {
  expect(findingsIn("lake-mariner")).toMatchInlineSnapshot(`
    "power/power-factor-assumed 4
    power/cooling-headroom 1
    power/ramp-stated 1
    mining/example-payout-address 1
    provenance/unverified-behind-promise 3
    provenance/unverified-approval 2
    provenance/unverified-rack-power 3
    provenance/default-assumptions 1"
  `);
});

test("Prince George has room everywhere", () => {
  expect(findingsIn("prince-george")).toMatchInlineSnapshot(`
    "mining/example-payout-address 1
    provenance/unverified-behind-promise 3
    provenance/unverified-approval 1
    provenance/unverified-rack-power 2"
  `);
});
