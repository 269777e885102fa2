import { expect, test } from "vitest";
import { delivery } from "../../policies/packs/delivery.ts";
import { network } from "../../policies/packs/network.ts";
import { tenancy } from "../../policies/packs/tenancy.ts";
import { examples } from "../support/examples.ts";
import { declaredBy, judged } from "./judged.ts";

/** What is true of the examples, and told: images are named by tag, and most keep their state in a folder. */
const told = ["delivery/image-digest", "delivery/local-state"];

for (const example of examples) {
  test(`What ${example} declares breaks no rule of tenancy, network and delivery, but what is known of it`, () => {
    const subject = declaredBy(example);
    const findings = [...tenancy, ...network, ...delivery]
      .filter(({ id }) => !told.includes(id))
      .flatMap((rule) => (judged(rule, subject) ?? []).map((message) => `${rule.id}: ${message}`));
    expect(findings).toEqual([]);
  });
}
