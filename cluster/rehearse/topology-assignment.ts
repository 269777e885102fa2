/** Where Kueue put a pod set: Workload.status.admission.podSetAssignments[].topologyAssignment, of v1beta2. */
export interface TopologyAssignment {
  /** Label keys of the levels whose values are stored: the last one is enough where it is the host. */
  readonly levels: readonly string[];
  readonly slices: readonly {
    readonly domainCount: number;
    readonly valuesPerLevel: readonly LevelValues[];
    readonly podCounts: { readonly universal?: number; readonly individual?: readonly number[] };
  }[];
}

interface LevelValues {
  readonly universal?: string;
  readonly individual?: {
    readonly prefix?: string;
    readonly suffix?: string;
    readonly roots: readonly string[];
  };
}

/** A domain of the lowest level stored, and how many pods it got. */
export interface AssignedDomain {
  readonly value: string;
  readonly pods: number;
}

/** The domains of an assignment in their order, in which pods are given to them by index. */
export function assignedDomains({ slices }: TopologyAssignment): AssignedDomain[] {
  return slices.flatMap(({ domainCount, valuesPerLevel, podCounts }) => {
    const lowest = valuesPerLevel.at(-1) ?? {};
    return Array.from({ length: domainCount }, (_, index) => ({
      value: nameAt(lowest, index),
      pods: podCounts.universal ?? podCounts.individual?.[index] ?? 0,
    }));
  });
}

function nameAt({ universal, individual }: LevelValues, index: number): string {
  if (universal !== undefined || individual === undefined) return universal ?? "";
  const { prefix = "", suffix = "", roots } = individual;
  return `${prefix}${roots[index] ?? ""}${suffix}`;
}
