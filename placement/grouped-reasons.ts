/** Why a zone does not take any more racks. */
interface Reason {
  readonly zone: string;
  readonly why: string;
}

/** From so many zones with the same kind of reason on, they share a line. */
const many = 4;

/** A line for each zone; on a campus, one for all zones that are full or unsuitable for the same kind of reason. */
export function groupedReasons(reasons: readonly Reason[]): string[] {
  const kinds = new Map<string, Reason[]>();
  for (const reason of reasons) {
    const kind = reason.why.replaceAll(/"[^"]*"/g, '""').replaceAll(/\d[\d.]*( [kMG]?W| t| kg)?/g, "0");
    const alike = kinds.get(kind);
    if (alike === undefined) kinds.set(kind, [reason]);
    else alike.push(reason);
  }
  return [...kinds.values()].length === reasons.length || reasons.length <= many + 2
    ? reasons.map(line)
    : [...kinds.values()].flatMap((alike) => (alike.length < many ? alike.map(line) : [groupLine(alike)]));
}

function line({ zone, why }: Reason): string {
  return `${zone}: ${why}`;
}

function groupLine(alike: readonly Reason[]): string {
  const [first, last] = [alike[0], alike.at(-1)];
  const same = alike.every(({ why }) => why === first?.why);
  return `${alike.length} zones, ${first?.zone} … ${last?.zone}: ${same ? "" : "such as "}${first?.why}`;
}
