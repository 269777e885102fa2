import { isJsonObject, type JsonValue } from "../../constructs/kubernetes/json.ts";
import { Unclear } from "./unclear.ts";

/** Ports by number or name; `any` protocol is every port of every protocol. */
export type Ports =
  | { readonly protocol: "any" }
  | { readonly protocol: string; readonly from: number; readonly to: number }
  | { readonly protocol: string; readonly name: string };

const protocols = ["TCP", "UDP", "SCTP"];
const lowest = 0;
const highest = 65_535;

/** An entry of `ports`, as Kubernetes means it: TCP unless it says otherwise, and every port unless it names one. */
export function readPorts(entry: JsonValue): Ports {
  if (!isJsonObject(entry)) throw new Unclear("an entry of ports is no object");
  const { protocol = "TCP", port, endPort } = entry;
  if (typeof protocol !== "string" || !protocols.includes(protocol)) {
    throw new Unclear(`${JSON.stringify(protocol)} is no protocol that policies know`);
  }
  if (port === undefined || port === null) return { protocol, from: lowest, to: highest };
  if (typeof port === "string" && !/^\d+$/.test(port)) return { protocol, name: port };
  const [from, to] = [Number(port), Number(endPort ?? port)];
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < lowest || to > highest || to < from) {
    throw new Unclear(`ports ${JSON.stringify(port)} to ${JSON.stringify(endPort ?? port)} are none`);
  }
  return { protocol, from, to };
}

/** Ports that every rule at hand takes all of, or none. */
export type PortClass = Ports;

/** All ports there are, cut wherever one of the rules begins or ends. */
export function portClasses(all: readonly Ports[]): PortClass[] {
  const numbered = protocols.flatMap((protocol) => {
    const cuts = new Set([lowest, highest + 1]);
    for (const ports of all) {
      if (!("from" in ports) || ports.protocol !== protocol) continue;
      cuts.add(ports.from);
      cuts.add(ports.to + 1);
    }
    const sorted = [...cuts].sort((a, b) => a - b);
    return sorted.slice(1).map((end, index) => ({ protocol, from: sorted[index] ?? lowest, to: end - 1 }));
  });
  const named = new Map(
    all.flatMap((ports) => ("name" in ports ? [[`${ports.protocol} ${ports.name}`, ports] as const] : [])),
  );
  // Beyond these three protocols only a rule for everything reaches.
  return [...numbered, ...named.values(), { protocol: "any" }];
}

/** Whether ports take in a class. A name is a port that nobody knows here, and none of those with a number. */
export function takesIn(ports: Ports, of: PortClass): boolean {
  if (ports.protocol === "any") return true;
  if (ports.protocol !== of.protocol) return false;
  if ("name" in ports) return "name" in of && of.name === ports.name;
  if (!("from" in ports)) return false;
  if ("from" in of) return ports.from <= of.from && of.to <= ports.to;
  return "name" in of && ports.from === lowest && ports.to === highest;
}

/** `TCP 3333`, `TCP 8000-8999 and UDP 53`, `any port`. */
export function calledPorts(classes: readonly PortClass[]): string {
  if (classes.some(({ protocol }) => protocol === "any")) {
    const whole = protocols.every((protocol) => isWhole(classes, protocol));
    return whole ? "any port" : [...calledByProtocol(classes), "other protocols"].join(" and ");
  }
  return calledByProtocol(classes).join(" and ");
}

function isWhole(classes: readonly PortClass[], protocol: string): boolean {
  const [only, ...others] = runsOf(classes, protocol);
  return others.length === 0 && only?.from === lowest && only.to === highest;
}

function calledByProtocol(classes: readonly PortClass[]): string[] {
  return protocols.flatMap((protocol) => {
    if (isWhole(classes, protocol)) return [`any ${protocol} port`];
    const numbers = runsOf(classes, protocol).map(({ from, to }) =>
      from === to ? `${from}` : `${from}-${to}`,
    );
    const names = classes.flatMap((of) => ("name" in of && of.protocol === protocol ? [of.name] : []));
    const all = [...numbers, ...names];
    return all.length === 0 ? [] : [`${protocol} ${all.join(", ")}`];
  });
}

/** Classes of numbers that follow each other, as one. */
function runsOf(classes: readonly PortClass[], protocol: string): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const of of classes) {
    if (!("from" in of) || of.protocol !== protocol) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.to + 1 === of.from) last.to = of.to;
    else runs.push({ from: of.from, to: of.to });
  }
  return runs;
}
