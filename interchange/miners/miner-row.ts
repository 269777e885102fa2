import { type Firmware, firmwareCapabilities } from "../../site/mining/firmware.ts";
import type { Hashrate, Power } from "../../site/units/index.ts";
import type { Column, Row } from "../table/row.ts";
import type { Tally } from "../table/tally.ts";
import { minerColumns } from "./columns.ts";
import { firmwareOf } from "./firmware-names.ts";
import type { FleetSite } from "./fleet-site.ts";
import { masked } from "./masked.ts";
import { measuredHashrate, measuredPower } from "./measured.ts";
import { ModelNames } from "./model-names.ts";
import { addressNumber } from "./networks.ts";
import { zoneFinder } from "./zone-names.ts";

/** A miner of a fleet's file. Of its MAC, its serial number and its passwords nothing is kept. */
export interface MinerRow {
  readonly row: Row;
  readonly address: number;
  readonly zone: string;
  readonly model: string;
  readonly firmware: Firmware;
  readonly isFirmwareAssumed: boolean;
  readonly rack: string | undefined;
  readonly network: string | undefined;
  readonly vlan: number | undefined;
  readonly hashrate: Hashrate | undefined;
  readonly power: Power | undefined;
}

/** Reads rows one by one; what cannot be used goes to the tally. */
export class MinerReader {
  readonly #tally: Tally;
  readonly #site: FleetSite;
  readonly #columns: readonly Column[];
  readonly #models: ModelNames;
  readonly #zoneOf: ReturnType<typeof zoneFinder>;
  readonly #seen = new Map<number, string>();

  constructor(site: FleetSite, columns: readonly Column[], tally: Tally) {
    this.#site = site;
    this.#columns = columns;
    this.#tally = tally;
    this.#models = new ModelNames(site.minerModels);
    this.#zoneOf = zoneFinder(site);
  }

  /** @param zoneAt the zone whose network has an address, where the site's document has such a network. */
  read(row: Row, zoneAt: (address: number) => string | undefined): MinerRow | undefined {
    // A comma too many, in a password perhaps: nobody knows which cell is which, and none is shown.
    if (row.surplus > 0)
      return this.#leave(row, { found: `${row.surplus} cells too many`, expected: "a cell for each column" });
    const address = this.#address(row);
    const model = address === undefined ? undefined : this.#model(row);
    if (address === undefined || model === undefined) return undefined;
    const firmware = this.#firmware(row, model);
    const zone = firmware === undefined ? undefined : this.#zone(row, zoneAt(address));
    if (firmware === undefined || zone === undefined) return undefined;
    this.#seen.set(address, row.where);
    const [hashrate, power] = [measuredHashrate(row, this.#columns), measuredPower(row, this.#columns)];
    return {
      row,
      address,
      zone,
      model,
      firmware: firmware.firmware,
      isFirmwareAssumed: firmware.isAssumed,
      rack: row.cell(...minerColumns.rack),
      network: row.cell(...minerColumns.network),
      vlan: this.#vlan(row),
      hashrate: this.#amount(row, hashrate, "a hashrate such as 234 TH/s"),
      power: this.#amount(row, power, "a power such as 3510 W"),
    };
  }

  #address(row: Row): number | undefined {
    const column = minerColumns.address.find((key) => row.cell(key) !== undefined);
    const text = column === undefined ? undefined : row.cell(column);
    if (column === undefined || text === undefined)
      return this.#leave(row, { column: "ip", found: "nothing", expected: "an IPv4 address" });
    // Tools write the address of the miner's page, or of its API.
    const bare = text.replace(/^https?:\/\//, "").replace(/(:\d+)?\/?$/, "");
    const address = addressNumber(bare);
    if (address === undefined)
      return this.#leave(row, { column, ...masked(text), expected: "an IPv4 address such as 10.10.0.11" });
    const earlier = this.#seen.get(address);
    if (earlier === undefined) return address;
    return this.#leave(row, { column, expected: `an address of its own: ${earlier} has it already` });
  }

  #model(row: Row): string | undefined {
    const column = minerColumns.model.find((key) => row.cell(key) !== undefined);
    const text = column === undefined ? undefined : row.cell(column);
    if (column === undefined || text === undefined)
      return this.#leave(row, { column: "model", found: "nothing", expected: "a model of miner" });
    const model = this.#models.find(text);
    if (model !== undefined) return model;
    const near = this.#models.nearest(text);
    const hint = near === undefined ? "" : `: did you mean "${near}"?`;
    const expected = `a model of the catalog or of the site's minerModels${hint}`;
    return this.#leave(row, { column, ...masked(text), expected });
  }

  #firmware(row: Row, model: string) {
    const column = [...minerColumns.firmware, ...minerColumns.firmwareVersion].find(
      (key) => row.cell(key) !== undefined,
    );
    const text = column === undefined ? undefined : row.cell(column);
    const found = firmwareOf(text, model);
    if (found !== undefined) return found;
    const expected = `a firmware: ${Object.keys(firmwareCapabilities).join(", ")}`;
    if (column === undefined || text === undefined)
      return this.#leave(row, { found: `no firmware of ${model}`, expected });
    return this.#leave(row, { column, ...masked(text), expected });
  }

  #zone(row: Row, networks: string | undefined): string | undefined {
    const found = this.#zoneOf(row);
    if (networks === undefined) return "zone" in found ? found.zone : this.#leave(row, found);
    const isElsewhere = "zone" in found && found.zone !== networks && found.zone !== this.#site.usualZone;
    if (!isElsewhere) return networks;
    return this.#leave(row, {
      found: `zone ${found.zone}`,
      expected: `zone ${networks}, whose network has the address`,
    });
  }

  #vlan(row: Row): number | undefined {
    const column = minerColumns.vlan.find((key) => row.cell(key) !== undefined);
    if (column === undefined) return undefined;
    const vlan = Number(row.cell(column));
    if (Number.isInteger(vlan) && vlan >= 1 && vlan <= 4094) return vlan;
    this.#tally.skipCell(row, { column, ...masked(row.cell(column) ?? ""), expected: "a VLAN: 1 to 4094" });
    return undefined;
  }

  #amount<Q>(
    row: Row,
    measured: { amount: Q } | { fault: string } | undefined,
    expected: string,
  ): Q | undefined {
    if (measured === undefined || "amount" in measured) return measured?.amount;
    const column = measured.fault;
    this.#tally.skipCell(row, { column, ...masked(row.cell(column) ?? ""), expected });
    return undefined;
  }

  #leave(row: Row, fault: { column?: string; found?: string; expected: string }): undefined {
    this.#tally.leaveOut(row, fault);
    return undefined;
  }
}
