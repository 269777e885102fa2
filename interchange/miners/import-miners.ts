import { Refusal } from "../../site/problem.ts";
import { csvTable, type SourceText, type Table } from "../table/csv-table.ts";
import { Tally } from "../table/tally.ts";
import { minerColumns } from "./columns.ts";
import { type FleetSite, knownBlocks } from "./fleet-site.ts";
import { groupsOf, type MinerGroup, type PresentGroup } from "./groups.ts";
import { MinerReader } from "./miner-row.ts";
import { blockOf, networksOf } from "./networks.ts";
import { workerPatterns } from "./workers.ts";

/** What a fleet manager's file says, as groups of a site's document. */
export interface ImportedMiners {
  readonly file: string;
  readonly groups: readonly MinerGroup[];
  readonly present: readonly PresentGroup[];
  readonly tally: Tally;
  /** Columns of which nothing was read, as they are written. */
  readonly unread: readonly string[];
  /** Of how many miners the firmware was taken for the maker's own. */
  readonly assumedFirmware: number;
  /** By zone, the pattern that its workers are named by, where there is one. */
  readonly workers: ReadonlyMap<string, string>;
}

/**
 * The miners of a file, grouped by zone, network, model and firmware. Every row is used, or counted as not understood.
 *
 * @throws Refusal where it is no CSV, or has no column of addresses or models: then it is another file.
 */
export function importMiners(source: SourceText, site: FleetSite): ImportedMiners {
  const table = csvTable(source);
  refuseOther(table);
  const tally = new Tally();
  tally.read(table.rows);
  const known = knownBlocks(site);
  const reader = new MinerReader(site, table.columns, tally);
  const zoneAt = (address: number) => blockOf(address, known)?.owner?.zone.name;
  const miners = table.rows.flatMap((row) => reader.read(row, zoneAt) ?? []);
  const taken = new Map(
    (site.zones ?? []).map(({ name, groups }) => [name, new Set(groups.map((group) => group.name))]),
  );
  const { groups, present } = groupsOf(networksOf(miners, known), taken, tally);
  const read = new Set<string>(Object.values(minerColumns).flat());
  return {
    file: source.file,
    groups,
    present,
    tally,
    unread: table.columns.filter(({ key }) => !read.has(key)).map(({ written }) => written),
    assumedFirmware: miners.filter(({ isFirmwareAssumed }) => isFirmwareAssumed).length,
    workers: workerPatterns(miners, site),
  };
}

function refuseOther({ file, columns }: Table): void {
  const keys = new Set(columns.map(({ key }) => key));
  const found = columns.map(({ written }) => written).join(", ") || "nothing";
  const problems = (["address", "model"] as const)
    .filter((what) => !minerColumns[what].some((key) => keys.has(key)))
    .map((what) => ({
      where: `${file}:1`,
      message: `found the columns ${found}, and none of a miner's ${what}: name one ${minerColumns[what].join(", ")}`,
    }));
  if (problems.length > 0) throw new Refusal("The file is no list of miners.", problems);
}
