import { isIP } from "node:net";
import { parseCidr } from "cidr-tools";
import { isJsonObject, type JsonObject, type JsonValue } from "../../constructs/kubernetes/json.ts";
import type { LabelSelector } from "../../policies/objects/kinds.ts";
import { type Ports, readPorts } from "./ports.ts";
import { Unclear } from "./unclear.ts";

/** A network policy, read as far as it lets anything through. */
export interface Policy extends Deciding {
  /** The pods that it holds. */
  readonly pods: LabelSelector;
  /** What it lets through; undefined for a direction that it does not hold. */
  readonly ingress: readonly Passage[] | undefined;
  readonly egress: readonly Passage[] | undefined;
}

/** An object that decides who talks to whom. */
export interface Deciding {
  /** `NetworkPolicy research/allow-dns`. */
  readonly called: string;
  readonly stack: string;
  readonly object: JsonObject;
}

export type Direction = "ingress" | "egress";

export const directions: readonly Direction[] = ["ingress", "egress"];

/** Somebody, and the ports by which they are let through. */
export interface Passage {
  readonly peer: Peer;
  readonly ports: readonly Ports[];
}

export type Peer =
  | { readonly is: "anybody" }
  | { readonly is: "block"; readonly cidr: string; readonly except: readonly string[] }
  /** Without a selector of namespaces, pods of the policy's own. */
  | { readonly is: "pods"; readonly namespaces: LabelSelector | undefined; readonly pods: LabelSelector };

/** @throws Unclear where the API server would not take it, or this busbar does not know what it says. */
export function readPolicy(declared: Deciding): Policy {
  const { object } = declared;
  const spec = object["spec"] ?? {};
  if (!isJsonObject(spec)) throw new Unclear("its spec is no object");
  const held = typesOf(spec);
  const rules = (direction: Direction, side: "from" | "to") =>
    held.includes(direction)
      ? list(spec[direction], direction).flatMap((rule) => passages(rule, side))
      : undefined;
  return {
    ...declared,
    pods: readSelector(spec["podSelector"] ?? {}),
    ingress: rules("ingress", "from"),
    egress: rules("egress", "to"),
  };
}

/** Without policyTypes a policy holds what comes in, and what goes out where it has rules for that. */
function typesOf(spec: JsonObject): readonly Direction[] {
  const types = list(spec["policyTypes"], "policyTypes");
  if (types.length === 0) return list(spec["egress"], "egress").length === 0 ? ["ingress"] : directions;
  return types.map((type) => {
    if (type === "Ingress") return "ingress";
    if (type === "Egress") return "egress";
    throw new Unclear(`${JSON.stringify(type)} is no type of policy`);
  });
}

function passages(rule: JsonValue, side: "from" | "to"): Passage[] {
  if (!isJsonObject(rule)) throw new Unclear("a rule is no object");
  const peers = list(rule[side], side).map(readPeer);
  const ports = list(rule["ports"], "ports").map(readPorts);
  return (peers.length === 0 ? [{ is: "anybody" } as const] : peers).map((peer) => ({
    peer,
    ports: ports.length === 0 ? [{ protocol: "any" }] : ports,
  }));
}

function readPeer(peer: JsonValue): Peer {
  if (!isJsonObject(peer)) throw new Unclear("a peer is no object");
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock !== undefined && ipBlock !== null) return readBlock(ipBlock);
  if (namespaceSelector == null && podSelector == null) throw new Unclear("a peer names nobody");
  return {
    is: "pods",
    namespaces: namespaceSelector == null ? undefined : readSelector(namespaceSelector),
    pods: readSelector(podSelector ?? {}),
  };
}

function readBlock(block: JsonValue): Peer {
  if (!isJsonObject(block)) throw new Unclear("an address block is no object");
  const [cidr, ...except] = [block["cidr"] ?? "", ...list(block["except"], "except")].map(readCidr);
  return { is: "block", cidr: cidr ?? "", except };
}

export function readCidr(cidr: JsonValue): string {
  const [address = "", prefix = ""] = String(cidr).split("/");
  const version = isIP(address);
  if (version === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > (version === 4 ? 32 : 128)) {
    throw new Unclear(`${JSON.stringify(cidr)} is no block of addresses`);
  }
  return parseCidr(String(cidr)).cidr;
}

const operators = ["In", "NotIn", "Exists", "DoesNotExist"];

function readSelector(selector: JsonValue): LabelSelector {
  if (!isJsonObject(selector)) throw new Unclear("a selector is no object");
  const { matchLabels = {}, matchExpressions } = selector;
  if (!isJsonObject(matchLabels ?? {})) throw new Unclear("matchLabels is no object");
  const expressions = list(matchExpressions, "matchExpressions").map((expression) => {
    const { key, operator, values } = isJsonObject(expression) ? expression : {};
    if (typeof key !== "string" || typeof operator !== "string" || !operators.includes(operator)) {
      throw new Unclear(`${JSON.stringify(operator ?? null)} is no operator of a selector`);
    }
    return { key, operator, values: list(values, "values").map(String) };
  });
  const labels = Object.entries((matchLabels ?? {}) as JsonObject).map(([key, value]) => [
    key,
    String(value),
  ]);
  return { matchLabels: Object.fromEntries(labels), matchExpressions: expressions };
}

function list(value: JsonValue | undefined, field: string): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Unclear(`${field} is no list`);
  return value;
}
