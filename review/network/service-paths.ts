import { isJsonObject, type JsonObject } from "../../constructs/kubernetes/json.ts";
import { identityOf } from "../resources/address-book.ts";
import { calledObject } from "../resources/called.ts";
import type { ObjectPair } from "../resources/object-pairs.ts";
import { calledOwner, ownerOf } from "../resources/owner.ts";
import { calledGain } from "./called-gain.ts";
import { gained } from "./gained.ts";
import type { NetworkPath } from "./network-paths.ts";
import { type Passage, type Peer, readCidr } from "./policy.ts";
import { type Ports, readPorts } from "./ports.ts";
import { Unclear } from "./unclear.ts";

/** By what a service is reached from outside of its cluster, and who may. */
type Doors = ReadonlyMap<string, readonly Passage[]>;

const nowhere: Doors = new Map();

/** What a service lets in from outside that it did not, or no longer does. */
export function servicePaths({ stack, key, before, after }: ObjectPair): NetworkPath[] {
  const object = after ?? before;
  if (!key.startsWith("v1/Service/") || object === undefined) return [];
  const path = (change: NetworkPath["change"], said: string): NetworkPath => ({
    change,
    stack,
    object: calledObject(identityOf(object)),
    whose: calledOwner(ownerOf(object)),
    direction: "ingress",
    path: said,
  });
  try {
    const [was, is] = [doorsOf(before), doorsOf(after)];
    return [
      ...openedDoors(is, was).map((said) => path("opened", said)),
      ...openedDoors(was, is).map((said) => path("closed", said)),
    ];
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return [path("unclear", `cannot be read: ${error.message}`)];
  }
}

function openedDoors(now: Doors, then: Doors): string[] {
  const pods = { now: [], earlier: [] };
  return [...now].flatMap(([door, passages]) =>
    gained(passages, then.get(door) ?? [], pods).map((gain) => `${calledGain("ingress", gain)}, ${door}`),
  );
}

function doorsOf(service: JsonObject | undefined): Doors {
  const spec = service?.["spec"];
  if (!isJsonObject(spec)) return nowhere;
  const { type = "ClusterIP", externalIPs, loadBalancerSourceRanges } = spec;
  const anybody: readonly Peer[] = ["0.0.0.0/0", "::/0"].map((cidr) => ({ is: "block", cidr, except: [] }));
  const ranges = textsOf(loadBalancerSourceRanges).map(
    (range): Peer => ({ is: "block", cidr: readCidr(range), except: [] }),
  );
  const listed = Array.isArray(spec["ports"]) ? spec["ports"].filter(isJsonObject) : [];
  const doors = new Map<string, readonly Passage[]>();
  const open = (door: string, peers: readonly Peer[], field: "port" | "nodePort") =>
    doors.set(
      door,
      peers.flatMap((peer) => ({ peer, ports: listed.flatMap((port) => numbered(port, field)) })),
    );
  if (type === "LoadBalancer") open("by a load balancer", ranges.length === 0 ? anybody : ranges, "port");
  if (type === "NodePort") open("by every node's address", anybody, "nodePort");
  for (const address of textsOf(externalIPs)) open(`by the external address ${address}`, anybody, "port");
  return doors;
}

/** A port that nobody chose is one that the cluster gives. */
function numbered(entry: JsonObject, field: "port" | "nodePort"): Ports[] {
  const { protocol = "TCP", [field]: port } = entry;
  if (port !== undefined) return [readPorts({ protocol, port })];
  return field === "nodePort" ? [readPorts({ protocol, port: 30_000, endPort: 32_767 })] : [];
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}
