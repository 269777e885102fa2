import type { ReportedFinding, ReportedSuppression } from "../policies/report/document.ts";
import type { Fate, ResourceChange } from "./resources/resource-change.ts";

/**
 * What a change means, as plain data: what the JSON format writes as it is, and all other formats are made from. Texts are
 * plain: each format escapes them for itself. Lists hold what differs alone; what stays is counted.
 */
export interface Review {
  readonly version: 1;
  readonly site: string;
  readonly title?: string;
  readonly base: Side;
  readonly head: Side;
  readonly outcome: Outcome;
  /** One sentence, in megawatts, racks, petahashes and dollars. */
  readonly headline: string;
  /** What is destroyed or replaced, gravest first. */
  readonly losses: readonly Loss[];
  readonly power: PowerChanges;
  readonly capacity: CapacityChanges;
  readonly network: NetworkChanges;
  readonly mining: MiningChanges;
  readonly money: MoneyChanges;
  readonly security: SecurityChanges;
  readonly policies: PolicyChanges;
  readonly resources: ResourceChanges;
  /** What was found and could not be read or judged. An empty list says that there was nothing of the kind. */
  readonly notUnderstood: readonly NotUnderstood[];
}

/** One of the two results. */
export interface Side {
  readonly label: string;
  /** The effective date; undefined where there is no site on this side. */
  readonly day?: string;
  /** Its name, at the base, where the head goes by another. */
  readonly site?: string;
}

/**
 * `nothing`: both are the same. `changes`: they differ, and no policy is newly broken. `policy`: the head breaks a soft or
 * hard rule that the base did not, or a hard one at all.
 */
export type Outcome = "nothing" | "changes" | "policy";

/** A value before and after; undefined where there is none on that side. */
export interface Change<T> {
  readonly before?: T;
  readonly after?: T;
}

/** Something that is destroyed or replaced, and whose it is. */
export interface Loss {
  readonly fate: "destroyed" | "replaced" | "forgotten";
  /** `Namespace research-training`, `kubernetes_manifest.…`. */
  readonly what: string;
  readonly stack: string;
  readonly address?: string;
  /** `tenant research`, `zone hall-5`, `the site`. */
  readonly whose: string;
  readonly reasons: readonly string[];
  /** What goes with it: `all that is in the namespace`, `a lease that runs until 2041-07-31`. */
  readonly consequences: readonly string[];
  readonly fix?: string;
}

export interface PowerChanges {
  /** Of the site, on the effective dates. All in kW. Only what differs. */
  readonly site: readonly Quantity[];
  readonly zones: readonly {
    readonly zone: string;
    readonly state: Change<string>;
    readonly grossKilowatts: Change<number>;
    readonly criticalKilowatts: Change<number>;
    /** The greatest gross load of any day from the effective date on; only where it differs. */
    readonly peak?: Change<{ readonly day: string; readonly grossKilowatts: number }>;
  }[];
  readonly nodes: readonly {
    readonly node: string;
    readonly loadKilowatts: Change<number>;
    /** With the worst single loss. */
    readonly worstLoadKilowatts: Change<number>;
    readonly worstScenario: Change<string>;
    readonly capacityKilowatts: Change<number>;
    readonly headroomKilowatts: Change<number>;
    /** The day, from the effective date on, on which it is nearest its rating; only where it differs. */
    readonly peak?: Change<{
      readonly day: string;
      readonly scenario: string;
      readonly loadKilowatts: number;
      readonly capacityKilowatts: number;
      readonly headroomKilowatts: number;
    }>;
  }[];
  readonly interconnects: readonly {
    readonly interconnect: string;
    readonly approvedKilowatts: Change<number>;
    readonly grossKilowatts: Change<number>;
    readonly headroomKilowatts: Change<number>;
  }[];
  /** The rated element nearest its limit on any day from the effective date on. Both sides, whether or not they differ. */
  readonly tightest: Change<{
    readonly day: string;
    readonly at: string;
    readonly scenario: string;
    readonly headroomKilowatts: number;
    readonly capacityKilowatts: number;
  }>;
  /** Later days on which the two differ, but for those on which they do by as much as on the day listed before. */
  readonly later: readonly {
    readonly day: string;
    readonly grossKilowatts: Change<number>;
    readonly criticalKilowatts: Change<number>;
    readonly miningKilowatts: Change<number>;
    readonly approvedKilowatts: Change<number>;
  }[];
  readonly unchanged: { readonly zones: number; readonly nodes: number };
}

/** A named number with its unit: `gross load`, kW. */
export interface Quantity {
  readonly name: string;
  readonly unit: "kW" | "PH/s" | "miners" | "racks" | "figures";
  readonly change: Change<number>;
}

export interface CapacityChanges {
  readonly tenants: readonly {
    readonly tenant: string;
    readonly title?: string;
    readonly what: "added" | "removed" | "changed";
    readonly offering: Change<string>;
    /** The most that it has at once on any day of its lease; the same of its critical load. */
    readonly racks: Change<number>;
    readonly criticalKilowatts: Change<number>;
    readonly zones: Change<readonly string[]>;
    readonly from: Change<string>;
    readonly to: Change<string>;
    /** Racks that are in another position than before: zero, unless the tenant was released. */
    readonly movedRacks: number;
    /** What else differs, as `uptime 99.9 % → 99.99 %`. */
    readonly notes: readonly string[];
  }[];
  readonly zones: readonly {
    readonly zone: string;
    /** The most on any day from the effective date on. */
    readonly racks: Change<number>;
    readonly positions: Change<number>;
    readonly aiCapacityKilowatts: Change<number>;
  }[];
  /** Conversion: states whose dates differ. */
  readonly phases: readonly {
    readonly zone: string;
    readonly state: string;
    readonly from: Change<string>;
  }[];
  readonly unchanged: { readonly tenants: number; readonly zones: number };
}

export interface NetworkChanges {
  /** VNIs, VRFs, ASNs, partition keys and prefixes of tenants. */
  readonly identifiers: readonly {
    readonly tenant: string;
    readonly fabric: string;
    readonly what: "VNI" | "VRF" | "ASN" | "P_Key" | "prefixes";
    readonly change: Change<string>;
  }[];
  readonly fabrics: readonly { readonly fabric: string; readonly notes: readonly string[] }[];
  /** What network policies and services let through that they did not, or no longer do. */
  readonly paths: readonly {
    readonly change: "opened" | "closed" | "unclear";
    readonly stack: string;
    /** `NetworkPolicy research/allow-dns`. */
    readonly object: string;
    readonly whose: string;
    readonly direction: "ingress" | "egress";
    /** `from 10.8.0.0/16 to TCP 3333`. */
    readonly path: string;
  }[];
}

export interface MiningChanges {
  readonly site: readonly Quantity[];
  readonly zones: readonly {
    readonly zone: string;
    readonly state: Change<string>;
    readonly hashratePetahashes: Change<number>;
    readonly miners: Change<number>;
    /** The first day on which no miner is left, of a zone that ends mining. */
    readonly minesUntil: Change<string>;
  }[];
  readonly pools: readonly {
    readonly zone: string;
    readonly group: string;
    /** In their order. */
    readonly urls: Change<readonly string[]>;
    readonly quotaPercent: Change<number>;
    /** Another account is paid than before, of the same pools or others. */
    readonly otherAccounts?: true;
  }[];
  readonly obligations: readonly {
    readonly name: string;
    readonly programme: string;
    readonly obligationKilowatts: Change<number>;
    /** Its first and its last day. None where an older busbar did not write them, nor a last one where it has no end. */
    readonly from: Change<string>;
    readonly to: Change<string>;
  }[];
  /**
   * Where what is obliged comes nearest to what can be shed, on any day from the effective date on on which something is.
   * Negative is a breach. Both sides, whether or not they differ.
   */
  readonly margin: Change<{ readonly day: string; readonly kilowatts: number }>;
  readonly unchanged: { readonly zones: number };
}

export interface MoneyChanges {
  /** Per year, as used on the effective dates, in US dollars. Only what differs. */
  readonly lines: readonly {
    readonly name: "hashing" | "hosting" | "leases" | "demand response" | "energy" | "operations" | "margin";
    readonly change: Change<Amount>;
  }[];
  /**
   * Tenants with racks whose lease states no price: they count at the price that is assumed for what is not leased. Both sides,
   * whether or not they differ, as of the figures.
   */
  readonly unpriced: Change<readonly string[]>;
  readonly figures: Change<{ readonly total: number; readonly unverified: number }>;
}

/** An amount as far as the assumptions behind it reach. `null` is beyond all numbers. */
export interface Amount {
  readonly low: number | null;
  readonly base: number | null;
  readonly high: number | null;
  readonly verified: boolean;
}

export interface SecurityChanges {
  readonly items: readonly SecurityItem[];
}

export interface SecurityItem {
  /** Whether somebody may do more than before. */
  readonly effect: "more" | "less" | "other";
  readonly about:
    | "permissions"
    | "pod security"
    | "admission"
    | "images"
    | "secrets"
    | "accounts"
    | "privileges";
  readonly stack: string;
  /** `Role research/tenant-admins`. */
  readonly object: string;
  readonly whose: string;
  /** `may now delete pods/exec`. */
  readonly message: string;
}

export interface PolicyChanges {
  /** Broken by the head and not by the base. */
  readonly newly: readonly ReportedFinding[];
  /** Broken by the base and no longer. */
  readonly mended: readonly ReportedFinding[];
  /** Broken by both. */
  readonly still: readonly ReportedFinding[];
  /** All suppressions of the head. */
  readonly suppressions: readonly ReportedSuppression[];
  /** Of suppressions that stand at the head and not at the base. */
  readonly newSuppressions: readonly ReportedSuppression[];
  /** Rules whose level is lower than at the base. */
  readonly lowered: readonly { readonly rule: string; readonly level: Change<string> }[];
  /** Undefined where a side was not judged. */
  readonly judged: Change<number>;
}

export interface ResourceChanges {
  readonly counts: Readonly<Record<Fate, number>>;
  /** By stack, then by kind: what is listed in a group is of one fate and one kind. */
  readonly groups: readonly ResourceGroup[];
  /** What was changed outside of Terraform since it last ran, as far as plans say. */
  readonly drift: readonly ResourceChange[];
  readonly outputs: readonly { readonly stack: string; readonly name: string; readonly fate: Fate }[];
  /** Stacks whose plan was read; the others are compared as they were synthesized. */
  readonly planned: readonly string[];
  readonly stacks: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly unchanged: number;
  };
  /** Files beside the stacks, such as those of miners and switches, that differ. */
  readonly files: readonly { readonly file: string; readonly what: "added" | "removed" | "changed" }[];
}

export interface ResourceGroup {
  readonly stack: string;
  /** Kind of the objects, or Terraform's type where they are none. */
  readonly kind: string;
  readonly fate: Fate;
  readonly changes: readonly ResourceChange[];
}

export interface NotUnderstood {
  /** `resources whose actions are not known`, as something that can be counted. */
  readonly what: string;
  readonly count: number;
  /** The first few, by name. */
  readonly examples: readonly string[];
}
