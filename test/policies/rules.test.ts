import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { rules } from "../../policies/packs/index.ts";
import { type AnyRule, packs } from "../../policies/rule.ts";
import { rulesPage } from "../../tools/rules-page.ts";
import { repository } from "../support/examples.ts";

test("The rules and their levels are these", () => {
  expect(rules.map(({ id, level }) => `${id} ${level}`).join("\n")).toMatchInlineSnapshot(`
    "power/load-approval-headroom advisory
    power/continuous-headroom advisory
    power/n-1-headroom advisory
    power/power-factor-assumed advisory
    power/restore-inrush advisory
    power/paths-share-element advisory
    power/firm-on-flexible soft
    power/generator-start-within-battery advisory
    power/uptime-above-model advisory
    power/flexible-against-uptime advisory
    power/cooling-headroom advisory
    power/row-density advisory
    power/phase-imbalance advisory
    power/stranded-power advisory
    power/losses-unstated advisory
    power/ramp-stated advisory
    power/lease-after-contract advisory
    power/index-behind-fixed-price advisory
    power/take-or-pay-without-resale advisory
    tenancy/admission-not-denying hard
    tenancy/cluster-admin-binding hard
    tenancy/default-deny hard
    tenancy/foreign-queue hard
    tenancy/foreign-racks hard
    tenancy/foreign-subject hard
    tenancy/host-namespaces hard
    tenancy/limit-range-missing advisory
    tenancy/namespace-without-tenant-label hard
    tenancy/pods-without-requests soft
    tenancy/priority-above-firm soft
    tenancy/privileged-container hard
    tenancy/privileged-namespace hard
    tenancy/quota-above-leased soft
    tenancy/quota-missing soft
    tenancy/service-account-token soft
    tenancy/tenant-rights hard
    tenancy/wildcard-rbac soft
    tenancy/workload-without-queue advisory
    network/asic-reach hard
    network/client-address-lost soft
    network/external-ips hard
    network/isolated-mining hard
    network/load-balancer-sources hard
    network/open-egress soft
    network/open-ingress hard
    network/overlapping-prefixes hard
    network/policy-selects-nothing soft
    network/public-addresses soft
    mining/single-pool-host soft
    mining/pools-of-two-operators advisory
    mining/test-key hard
    mining/example-payout-address soft
    mining/plain-text-secret hard
    mining/obligation-margin advisory
    mining/curtailable-firmware advisory
    mining/hosted-owner-without-clause advisory
    mining/mixed-efficiency advisory
    mining/fallback-pools-direct advisory
    mining/worker-names-across-zones advisory
    mining/drain-time advisory
    delivery/change-outside-named-tenant hard
    delivery/delete-of-mining-zone-still-mining hard
    delivery/destroy-of-running-lease hard
    delivery/forgotten soft
    delivery/guard-removed soft
    delivery/image-allow-list soft
    delivery/image-digest advisory
    delivery/local-state advisory
    delivery/replace-namespace hard
    delivery/replace-of-resource-flavor soft
    delivery/tenant-object-removed advisory
    delivery/unknown-actions hard
    provenance/unverified-behind-promise advisory
    provenance/unverified-approval advisory
    provenance/unverified-rack-power advisory
    provenance/stale-source advisory
    provenance/price-without-source advisory
    provenance/default-assumptions advisory"
  `);
});

test("docs/rules.md is what the rules say of themselves: npm run rules", () => {
  expect(readFileSync(join(repository, "docs/rules.md"), "utf8")).toBe(rulesPage(rules));
});

test("Every file of a pack's folder holds one rule, which is named as the file is and stands in the pack", async () => {
  const found: string[] = [];
  for (const pack of packs) {
    for (const file of readdirSync(join(repository, "policies", pack)).sort()) {
      const module: Readonly<Record<string, unknown>> = await import(
        /* @vite-ignore */ join(repository, "policies", pack, file)
      );
      const own = Object.values(module).filter(isRule);
      if (own.length === 0) continue;
      expect(own.map(({ id }) => id)).toEqual([`${pack}/${file.replace(/\.ts$/, "")}`]);
      expect(rules).toContain(own[0]);
      found.push(...own.map(({ id }) => id));
    }
  }
  expect(found.sort()).toEqual(rules.map(({ id }) => id).sort());
});

test("Every rule says in whole sentences what it asks, why, and how to mend what it finds", () => {
  for (const { id, title, what, why, fix } of rules) {
    expect(title, id).toMatch(/^[A-Z0-9].*[^.]$/);
    for (const text of [what, why, fix]) expect(text, id).toMatch(/^([A-Z"0-9]|[a-z]+-).*\.$/);
  }
});

test("Every parameter has a default and a description", () => {
  for (const { id, parameters } of rules) {
    if (parameters === undefined) continue;
    expect(parameters.safeParse({}).success, id).toBe(true);
    const { properties = {} } = z.toJSONSchema(parameters, { io: "input" }) as {
      readonly properties?: Readonly<
        Record<string, { readonly description?: string; readonly default?: unknown }>
      >;
    };
    for (const [name, { description, default: own }] of Object.entries(properties)) {
      expect([description, own], `${id} ${name}`).not.toContain(undefined);
    }
  }
});

function isRule(value: unknown): value is AnyRule {
  return typeof value === "object" && value !== null && "id" in value && "check" in value;
}
