import { expect, test } from "vitest";
import { fabricOf, gpuRacks, hall, siteOf, siteWith, tenantOf } from "../support/sites.ts";

const acme = tenantOf("acme", gpuRacks(1), { offering: "namespaces", namespaces: [{ name: "acme" }] });
const shell = tenantOf("shell", { ...gpuRacks(1), name: "more" });

function siteThatTakes(...fleetQueues: string[]) {
  const fabrics = [fabricOf("ib", ["hall"])];
  return siteOf(siteWith([hall("hall")], { fabrics, fleetQueues }), [acme, shell]);
}

test("A site may take jobs for tenants that have queues in it", () => {
  expect(siteThatTakes("acme").document.fleetQueues).toEqual(["acme"]);
});

test("Jobs for a tenant that is not there, is named twice or has no queues are refused", () => {
  expect(() => siteThatTakes("amce")).toThrow(
    'site.yaml fleetQueues.0: there is no tenant "amce": did you mean "acme"?',
  );
  expect(() => siteThatTakes("acme", "acme")).toThrow('site.yaml fleetQueues.1: "acme" is named twice');
  expect(() => siteThatTakes("shell")).toThrow('tenant "shell" takes bare-metal: it has no queues');
});
