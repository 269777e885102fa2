import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Property tests and whole examples: slow on a small machine, and no test asserts a time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
