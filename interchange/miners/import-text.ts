import { stringify } from "yaml";
import { groupBy } from "../../site/group-by.ts";
import { reportLines } from "../table/report.ts";
import type { MinerGroup } from "./groups.ts";
import type { ImportedMiners } from "./import-miners.ts";

/** What a file gives a site: the proposed part of its document as YAML, below it the report as comments. */
export function minersText(imported: ImportedMiners): string {
  const report = minersReport(imported).map((line) => (line === "" ? "#" : `# ${line}`));
  return `${[proposedYaml(imported.groups), ...report].join("\n")}\n`;
}

function proposedYaml(groups: readonly MinerGroup[]): string {
  if (groups.length === 0) return "# No group of miners that the document does not have.";
  const zones = [...groupBy(groups, ({ zone }) => zone)].map(([name, here]) => ({
    name,
    mining: { asics: here.map(({ part }) => part) },
  }));
  return stringify({ zones }, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
}

/** What was read and what was not, and what people have to add. */
export function minersReport(imported: ImportedMiners): string[] {
  const { file, groups, present, tally, unread, assumedFirmware, workers } = imported;
  return [
    `${file}: ${reportLines(tally).join("\n")}`,
    ...groups.map(groupLine),
    ...present.map(({ zone, name, differences }) => {
      const said = differences.length === 0 ? "as the document has it" : differences.join("; ");
      return `${zone}/${name}: ${said}`;
    }),
    ...groups.filter(({ part }) => part.network.vlan === undefined).map(vlanLine),
    ...(assumedFirmware === 0
      ? []
      : [`Miners that name no firmware, taken for their maker's own: ${assumedFirmware}.`]),
    ...[...workers].map(
      ([zone, pattern]) => `Workers of ${zone} are named ${pattern}: workerName of its pool set.`,
    ),
    ...(unread.length === 0 ? [] : [`Columns that were not read: ${unread.join(", ")}.`]),
  ].flatMap((line) => line.split("\n"));
}

function groupLine({ zone, part, isTaken, hashrate, power, miners }: MinerGroup): string {
  const { name, network, addresses } = part;
  const measured = [
    ...(hashrate.miners === 0 ? [] : [`${hashrate.total} of ${hashrate.miners}`]),
    ...(power.miners === 0 ? [] : [`${power.total} of ${power.miners}`]),
  ];
  return [
    `${zone}/${name}: ${miners.length} miner${miners.length === 1 ? "" : "s"}`,
    ...(measured.length === 0 ? [] : [`measured ${measured.join(" and ")}`]),
    ...(isTaken ? [`${network.cidr} is taken from their addresses`] : []),
    ...(addresses === undefined ? ["their addresses do not follow each other, so none is stated"] : []),
  ].join("; ");
}

function vlanLine({ part: { network } }: MinerGroup): string {
  return `${network.cidr}: the file says no VLAN, or several: state it with --network ${network.cidr}=VLAN`;
}
