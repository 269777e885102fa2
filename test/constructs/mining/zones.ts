import type { App } from "cdktf";
import {
  ClusterStack,
  type ClusterStackProps,
  type ConfigMap,
  type DeclaredObject,
  type Deployment,
  type Namespace,
  type NetworkPolicy,
  objectsOf,
  type PlainObject,
  type PodDisruptionBudget,
  type Service,
} from "../../../constructs/kubernetes/index.ts";
import type { Container, PodSpec } from "../../../constructs/mining/pod.ts";
import type { PoolSet } from "../../../constructs/mining/pools.ts";
import { MiningZone, type MiningZoneProps } from "../../../constructs/mining-zone.ts";
import { Hashrate } from "../../../site/units/index.ts";
import { synthesize } from "../kubernetes/synthesize.ts";

/** Two thirds to one pool with another behind it, one third to a pool that is given by address. */
export const v1Pools: PoolSet = {
  name: "split",
  groups: [
    {
      name: "main",
      quota: 2,
      pools: [
        {
          url: "stratum+tcp://btc.foundryusapool.com:3333",
          user: "acme.{site}-{zone}",
          passwordSecret: { name: "pool-foundry", key: "password" },
        },
        { url: "stratum+tcp://mine.ocean.xyz:3334", user: "bc1qexample.{zone}" },
      ],
    },
    { name: "second", quota: 1, pools: [{ url: "stratum+tcp://203.0.113.7:443", user: "acme" }] },
  ],
};

export const firstKey = "9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna";
export const secondKey = "9anrRNhBh7869XtNnFcCuGBRZP51E635qGbu457J5kHdszhfRc3";

export const v2Pools: PoolSet = {
  name: "sv2",
  groups: [
    {
      name: "main",
      quota: 1,
      pools: [
        { url: `stratum2+tcp://stratum.braiins.com:3333/${firstKey}`, user: "acme.{zone}" },
        { url: `stratum2+tcp://stratum.ckpool.org:3336/${secondKey}`, user: "bc1qexample.{zone}" },
      ],
    },
  ],
};

export const northProps: MiningZoneProps = {
  site: { siteName: "ridge" },
  name: "north",
  poolSet: v1Pools,
  proxy: { kind: "farm-proxy", serviceNodes: "ops" },
  asicNetworks: ["10.10.0.0/20", "10.10.16.0/20"],
  weakestMiner: Hashrate.terahashes(104.5),
};

export const southProps: MiningZoneProps = {
  site: { siteName: "ridge" },
  name: "south",
  poolSet: v2Pools,
  proxy: { kind: "sv2-translator", serviceNodes: "ops" },
  asicNetworks: ["10.20.0.0/20"],
  weakestMiner: Hashrate.terahashes(110),
};

const access: ClusterStackProps = { cluster: {}, backend: { kind: "local" } };

/** The stack `mining` with these zones, as files. */
export function filesOf(...zones: readonly MiningZoneProps[]) {
  return synthesize((app) => {
    const stack = new ClusterStack(app, "mining", access);
    for (const props of zones) new MiningZone(stack, props.name, props);
  });
}

/** A zone, and its objects in the order of their declaration. */
export class Declared {
  readonly zone: MiningZone;
  readonly objects: readonly PlainObject[];

  constructor(zone: MiningZone) {
    this.zone = zone;
    this.objects = objectsOf(zone).map(({ object }) => object);
  }

  get namespace(): Namespace {
    return this.#find("Namespace");
  }

  get config(): ConfigMap {
    return this.#find("ConfigMap");
  }

  get budget(): PodDisruptionBudget {
    return this.#find("PodDisruptionBudget");
  }

  get deployment(): NonNullable<Deployment["spec"]> {
    return present(this.#find<Deployment>("Deployment").spec);
  }

  get pod(): PodSpec {
    return present(this.deployment.template.spec);
  }

  get container(): Container {
    return present(this.pod.containers[0]);
  }

  get service(): NonNullable<Service["spec"]> {
    return present(this.#find<Service>("Service").spec);
  }

  policy(name: string): NonNullable<NetworkPolicy["spec"]> {
    return present(this.#find<NetworkPolicy>("NetworkPolicy", name).spec);
  }

  #find<T extends DeclaredObject>(kind: string, name?: string): T {
    const found = this.objects.find(
      (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
    );
    return present(found) as unknown as T;
  }
}

/** The value, which must be there. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing there");
  return value;
}

export function declare(props: MiningZoneProps): Declared {
  let zone: MiningZone | undefined;
  synthesize((app: App) => {
    zone = new MiningZone(new ClusterStack(app, "mining", access), props.name, props);
  });
  return new Declared(present(zone));
}

/** The message with which a zone is refused. */
export function refusalOf(change: Partial<MiningZoneProps>, props = northProps): string {
  try {
    declare({ ...props, ...change });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}
