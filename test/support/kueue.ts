import { test } from "vitest";
import { findKueueManager, managerName } from "../../cluster/kueue/find.ts";

/** Kueue's manager: the one that BUSBAR_TEST_KUEUE names, else one on the PATH. Tests never build it. */
const manager = findKueueManager(process.env["BUSBAR_TEST_KUEUE"]);

/** A test that needs Kueue's manager: where it is missing it is skipped, and says so. */
export function testWithKueue(
  declare: (name: string, run: () => Promise<void>) => void,
  name: string,
  run: (manager: string) => Promise<void>,
): void {
  if (manager !== undefined) {
    declare(name, () => run(manager));
    return;
  }
  const reason = `no ${managerName} on PATH or in BUSBAR_TEST_KUEUE`;
  console.warn(
    `SKIPPED: "${name}" needs Kueue's manager: ${reason}. go build -C test/support/kueue -o PATH sigs.k8s.io/kueue/cmd/kueue builds it.`,
  );
  test.skip(`${name} (skipped: ${reason})`, () => run(""));
}
