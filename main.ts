import { reportingRefusals } from "./cli/refusal.ts";
import { synthesizeAny } from "./cli/synthesize-fleet.ts";
import { App } from "./constructs/kubernetes/cdktf.ts";
import { enforcedPolicies } from "./policies/site-policies.ts";
import { Refusal } from "./site/problem.ts";

// The app that cdktf.json names: `cdktf synth`, `diff` and `deploy` run it.
await reportingRefusals(() => {
  const { outdir, node } = new App();
  const folder: unknown = process.env["BUSBAR_SITE"] ?? node.tryGetContext("site");
  if (typeof folder !== "string" || folder === "") {
    throw new Refusal("No site is chosen.", [
      {
        where: "BUSBAR_SITE",
        message: 'is not set, and cdktf.json has no "site" in its context: name a site\'s folder',
      },
    ]);
  }
  synthesizeAny(folder, outdir, enforcedPolicies);
});
