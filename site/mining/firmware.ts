import type { firmwares } from "../schema/mining.ts";

/** The software that a miner runs, as a site document names it. */
export type Firmware = (typeof firmwares)[number];

/** Whether something is there: `partial` in some versions or models only, `unknown` where no source says. */
export type Support = "yes" | "partial" | "no" | "unknown";

/** Who says what a firmware can do. */
export interface FirmwareSource {
  readonly title: string;
  readonly url: string;
  /** What was read: a commit, or an edition. */
  readonly version: string;
  /** Whether the firmware's maker says so. What others found by writing to it is not. */
  readonly verified: boolean;
}

export const firmwareSources = {
  "asic-rs": {
    title: "asic-rs, supported devices",
    url: "https://github.com/256foundation/asic-rs/blob/master/docs/supported-devices.md",
    version: "04f9d3e",
    verified: false,
  },
  pyasic: {
    title: "pyasic, pool configuration",
    url: "https://github.com/UpstreamData/pyasic/blob/master/pyasic/config/pools.py",
    version: "0399094",
    verified: false,
  },
  "braiins-docs": {
    title: "Braiins OS, configuration of bosminer",
    url: "https://github.com/tgr-braiins/braiins-os-docs",
    version: "November 2022",
    verified: true,
  },
  "bos-api": {
    title: "Braiins OS public API",
    url: "https://github.com/braiins/bos-plus-api",
    version: "1.11.0",
    verified: true,
  },
  "luxos-tooling": {
    title: "LuxOS tooling, API commands",
    url: "https://github.com/LuxorLabs/luxos-tooling/blob/main/src/luxos/api.json",
    version: "0dccc4f",
    verified: true,
  },
} as const satisfies Readonly<Record<string, FirmwareSource>>;

export type FirmwareSourceName = keyof typeof firmwareSources;

/** A statement about a firmware, and who makes it; nobody, where it is unknown. */
export interface Stated<T> {
  readonly value: T;
  readonly source: FirmwareSourceName | undefined;
}

/** What a firmware can do, as far as pools and curtailment depend on it. */
export interface FirmwareCapabilities {
  /** As messages name it. */
  readonly title: string;
  /** Pool groups that share the hashrate by quota. */
  readonly groups: Stated<Support>;
  /** Pool groups with a fixed share of the hashrate. */
  readonly fixedShare: Stated<Support>;
  /** Pools in order of failover. */
  readonly slots: Stated<number | "unknown">;
  /** Whether a power limit can be set while it hashes. */
  readonly powerLimit: Stated<Support>;
  /** Whether hashing can be paused and resumed by a command. */
  readonly pause: Stated<Support>;
  /** Stratum V2 to a pool, without a translator. */
  readonly stratumV2: Stated<Support>;
  /** Whether a pool's URL is written with its scheme. */
  readonly scheme: Stated<Support>;
}

/** Unknown, with nobody to say otherwise. */
const unknown = { value: "unknown", source: undefined } as const;

function said<T>(value: T, source: FirmwareSourceName): Stated<T> {
  return { value, source };
}

/** One list of three pools and no groups: what pyasic writes and reads back. */
const threeSlots = {
  groups: said<Support>("no", "pyasic"),
  fixedShare: said<Support>("no", "pyasic"),
  slots: said(3, "pyasic"),
  scheme: said<Support>("yes", "pyasic"),
};

/** Nothing is known of its pools but that there are some. */
const unknownPools = { groups: unknown, fixedShare: unknown, slots: unknown, scheme: unknown };

/** What asic-rs lists of power limit and pause. */
function listed(powerLimit: Support, pause: Support) {
  return { powerLimit: said(powerLimit, "asic-rs"), pause: said(pause, "asic-rs"), stratumV2: unknown };
}

/** What each firmware can do, and who says so. What no source says is `unknown`, and never taken for a yes. */
export const firmwareCapabilities: Readonly<Record<Firmware, FirmwareCapabilities>> = {
  stock: { title: "Antminer stock", ...threeSlots, ...listed("no", "yes") },
  "braiins-os": {
    title: "Braiins OS",
    groups: said("yes", "braiins-docs"),
    fixedShare: said("yes", "bos-api"),
    slots: unknown,
    powerLimit: said("yes", "bos-api"),
    pause: said("yes", "bos-api"),
    stratumV2: said("yes", "braiins-docs"),
    scheme: said("yes", "braiins-docs"),
  },
  luxos: {
    title: "LuxOS",
    groups: said("yes", "luxos-tooling"),
    fixedShare: said("no", "luxos-tooling"),
    slots: unknown,
    powerLimit: said("no", "asic-rs"),
    pause: said("yes", "luxos-tooling"),
    stratumV2: unknown,
    scheme: unknown,
  },
  vnish: { title: "VNish", ...threeSlots, scheme: said("no", "pyasic"), ...listed("yes", "yes") },
  whatsminer: { title: "WhatsMiner stock", ...threeSlots, ...listed("partial", "partial") },
  auradine: { title: "Auradine stock", ...unknownPools, ...listed("yes", "yes") },
  avalon: { title: "AvalonMiner stock", ...unknownPools, ...listed("yes", "yes") },
  marathon: { title: "Marathon", ...unknownPools, ...listed("no", "yes") },
  proto: { title: "Proto stock", ...unknownPools, ...listed("yes", "yes") },
  sealminer: { title: "SealMiner stock", ...unknownPools, ...listed("yes", "yes") },
};

/** The capabilities that a firmware has or has not. */
export type Capability = "groups" | "fixedShare" | "powerLimit" | "pause" | "stratumV2";

/** Whether a firmware is known to be able to, in every version. */
export function can(firmware: Firmware, capability: Capability): boolean {
  return firmwareCapabilities[firmware][capability].value === "yes";
}

/** The firmware that is known to be able to, by its name in documents: what a refusal offers instead. */
export function firmwareThatCan(capability: Capability): readonly Firmware[] {
  return (Object.keys(firmwareCapabilities) as Firmware[]).filter((each) => can(each, capability));
}
