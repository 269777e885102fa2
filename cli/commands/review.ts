import { Command, InvalidArgumentError, Option } from "commander";
import { reportingRefusals } from "../refusal.ts";
import { formats, outputsOf, type ReviewFormat, refuseUnwritable } from "../review-outputs.ts";
import type { ReviewOptions } from "../run-review.ts";

interface CommandOptions extends ReviewOptions {
  readonly format?: ReviewFormat;
  readonly out?: readonly string[];
}

export function reviewCommand(): Command {
  const command: Command = new Command("review")
    .description(
      "show what a change means: in megawatts, racks, hashrate and dollars, and what it destroys or breaks",
    )
    .argument(
      "[dir]",
      "the site's folder, or what synth wrote: the head, and what is looked at in git refs (default: .)",
    )
    .requiredOption(
      "--base <ref|dir>",
      "what it is compared with: a git ref, a site's folder, or what synth wrote",
    )
    .option("--head <ref|dir>", "the other side, where it is not DIR as it stands")
    .option("--merge-base", "compare with the commit at which the head left the base, as code hosts do")
    .option("--plan <file...>", "what Terraform plans: files of terraform show -json, or STACK=FILE")
    .addOption(
      new Option("--format <format>", "of the review (default: md, or by the ending of --out)").choices(
        formats,
      ),
    )
    .option(
      "-o, --out <file...>",
      "write it there, each file in the format of its ending (default: to standard output)",
    )
    .option("--details-url <url>", "where the whole review can be read, for the comment to say", asUrl)
    .addOption(
      new Option("--fail-on <what>", "what ends with an exit code of its own")
        .choices(["changes", "policy", "never"])
        .default("changes"),
    )
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing to say, 1 refused, 2 the command line is wrong, 4 a policy is broken, 5 there are changes.
With --fail-on policy changes end with 0; with --fail-on never a broken policy does as well.

  busbar review sites/denton --base origin/main
  busbar review sites/denton --base origin/main --merge-base --out review.md review.html
  busbar review --base before/cdktf.out --head after/cdktf.out --plan plans/*.json`,
    );
  return command.action(async (folder: string | undefined, { format, out, ...options }: CommandOptions) => {
    const outputs = outputsOf(out, format);
    if ("problem" in outputs) command.error(`error: ${outputs.problem}`);
    // Comparing loads what reads manifests and plans: other commands should not wait for it.
    const { runReview } = await import("../run-review.ts");
    await reportingRefusals(async () => {
      refuseUnwritable(out ?? []);
      process.exitCode = await runReview(folder, options, outputs);
    });
  });
}

/** Only what a browser may follow, and nothing that could end a link in a comment. */
function asUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
    return new URL(text).href.replace(/[<>]/g, encodeURIComponent);
  throw new InvalidArgumentError("It is no address of http or https.");
}
