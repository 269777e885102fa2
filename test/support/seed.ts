import fc from "fast-check";

/**
 * Properties are tried with the same random cases each time, so that a rare one does not stop a change that has nothing to do
 * with it. `BUSBAR_TEST_SEED` has others drawn: with another number every night, they are looked for.
 */
fc.configureGlobal({ seed: Number(process.env["BUSBAR_TEST_SEED"] ?? 1) });
