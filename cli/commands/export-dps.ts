import { Command } from "commander";
import { exportedPowerService } from "../export-dps.ts";
import { reportingRefusals } from "../refusal.ts";
import { refuseUnwritable } from "../review-outputs.ts";
import { writeWhole } from "../whole-file.ts";

interface DpsOptions {
  readonly out: string;
  readonly devices?: string;
}

export function exportDpsCommand(): Command {
  return new Command("dps")
    .exitOverride()
    .description("write what NVIDIA's Domain Power Service imports: its topology, as synth writes it")
    .argument("<dir>", "the site's folder")
    .requiredOption("-o, --out <file>", "write the topology there, as JSON")
    .option("--devices <file>", "write the types of equipment there as well, which it imports first, as YAML")
    .action((folder: string, { out, devices }: DpsOptions) =>
      reportingRefusals(() => {
        const files = [out, ...(devices === undefined ? [] : [devices])];
        refuseUnwritable(files);
        const texts = exportedPowerService(folder);
        writeWhole(
          { file: out, text: texts.topology },
          ...(devices === undefined ? [] : [{ file: devices, text: texts.devices }]),
        );
        process.stdout.write(`Wrote ${files.join(" and ")}.\n`);
      }),
    );
}
