import { reportingRefusals } from "./cli/refusal.ts";
import { synthesizeAny } from "./cli/synthesize-fleet.ts";
import { App } from "./constructs/kubernetes/cdktf.ts";
import { enforcedPolicies } from "./policies/site-policies.ts";
import { Refusal } from "./site/problem.ts";

// The app that cdktf.json names: `cdktf synth`, `diff` and `deploy` run it.
await reportingRefusals(() => {
  const { outdir, node } = new App();
  const chosen = (variable: string, key: string): string | undefined => {
    const said: unknown = process.env[variable] ?? node.tryGetContext(key);
    return typeof said === "string" && said !== "" ? said : undefined;
  };
  const folder = chosen("BUSBAR_SITE", "site");
  if (folder === undefined) {
    throw new Refusal("No site is chosen.", [
      {
        where: "BUSBAR_SITE",
        message:
          'is not set, and cdktf.json has no "site" in its context: name the folder of a site, or of a fleet',
      },
    ]);
  }
  synthesizeAny(folder, outdir, enforcedPolicies, chosen("BUSBAR_FLEET_SITE", "fleetSite"));
});
