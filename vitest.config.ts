import { configDefaults, defineConfig } from "vitest/config";

const live = "test/**/*.live.test.ts";

export default defineConfig({
  test: {
    globalSetup: "test/support/compile.ts",
    setupFiles: "test/support/seed.ts",
    // Property tests, whole examples, control planes: slow on a small machine, and no test asserts a time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // No test leaves anything behind in a module, so that the sources are read once a worker and not once a file.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, live],
          // Vitest leaves one core to itself, which is half of a small machine.
          maxWorkers: "100%",
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Each file starts a control plane of its own, and waits a good deal for it: two at a time, or they would starve.
        extends: true,
        test: { name: "live", include: [live], maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
