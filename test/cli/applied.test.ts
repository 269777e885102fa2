import { expect, test } from "vitest";
import { appliedJson, appliedText } from "../../cli/applied.ts";

const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "speech-serving" } };
const released = { stacks: [], pruned: [], released: [namespace], kept: [] };
const asked = { site: "ridge", day: "2026-07-01", dryRun: false };

test("What was there before the site is said to be let go, and not to be deleted", () => {
  const text = appliedText(released, asked);
  expect(text).toContain(
    '  let go: Namespace "speech-serving", which was there before the site, and stays\n',
  );
  expect(text).not.toContain("deleted");
  expect(appliedText({ ...released, released: [] }, asked)).not.toContain("let go");
});

test("For programs it stands apart from what is deleted", () => {
  expect(JSON.parse(appliedJson(released, asked))).toMatchObject({
    pruned: [],
    released: [{ kind: "Namespace", name: "speech-serving" }],
  });
});
