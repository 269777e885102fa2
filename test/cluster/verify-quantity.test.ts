import { expect, test } from "vitest";
import { isSameQuantity } from "../../cluster/live/quantity.ts";
import { isQuantityField } from "../../cluster/verify/quantity-fields.ts";

test("A quantity is the same however it is written", () => {
  const same = [
    ["1000m", "1"],
    ["0.5", "500m"],
    [".5", "500m"],
    ["1.5Gi", "1536Mi"],
    ["1e3", "1k"],
    ["1E", "1e18"],
    ["2E-3", "2m"],
    [512, "512"],
    ["-1", -1],
    ["0", "0m"],
    ["1024Ki", "1Mi"],
    ["1u", "1000n"],
    ["100000000000000000001", "100000000000000000001000m"],
  ];
  for (const [a, b] of same) expect([a, b, isSameQuantity(a, b)]).toEqual([a, b, true]);
});

test("Other quantities, and texts that are none, are not the same", () => {
  const different = [
    ["1", "2"],
    ["1k", "1Ki"],
    ["1m", "1M"],
    ["100000000000000000001", "100000000000000000002"],
    ["proxy", "proxy"],
    ["", ""],
    [".", "."],
    [undefined, undefined],
    [true, true],
  ];
  for (const [a, b] of different) expect([a, b, isSameQuantity(a, b)]).toEqual([a, b, false]);
});

test("Only fields of the specification that hold quantities are read as such", () => {
  expect(isQuantityField(["spec", "hard", "requests.nvidia.com/gpu"])).toBe(true);
  expect(isQuantityField(["spec", "template", "spec", "containers", "resources", "limits", "cpu"])).toBe(
    true,
  );
  expect(isQuantityField(["spec", "resourceGroups", "flavors", "resources", "nominalQuota"])).toBe(true);
  expect(isQuantityField(["data", "limits", "cpu"])).toBe(false);
  expect(isQuantityField(["metadata", "labels", "cpu"])).toBe(false);
  expect(isQuantityField(["spec", "replicas"])).toBe(false);
});
