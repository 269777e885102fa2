import { kindOfKey } from "./authority-key.ts";
import { isBitcoinAddress } from "./bitcoin-address.ts";
import { isFullHost } from "./host.ts";
import { ipv4Number } from "./miner-address.ts";

/** Where the client listens for the translator of its pod. Source: its example configuration. */
export const jobDeclaratorPort = 34_265;

/** What a Job Declarator client connects to, and is known by. */
export interface JobDeclaratorPeers {
  /** The job declarator server of each pool, by the pool's host. */
  readonly servers: readonly { readonly pool: string; readonly address: string }[];
  /** What builds block templates, beside the site's own Bitcoin node. */
  readonly templateProvider: { readonly address: string; readonly key?: string | undefined };
  /** The public half of the client's key pair. */
  readonly authorityKey: string;
  /** The Bitcoin address that a block pays when no pool is left to mine for. */
  readonly rewardAddress: string;
}

/** A host and a port. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port`; undefined where it is none. */
export function endpointOf(address: string): Endpoint | undefined {
  const [, host, digits] = /^([^\s:]+):(\d{1,5})$/.exec(address) ?? [];
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

/** Something wrong at a key path of a client. */
export interface JobDeclaratorProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What is wrong with a client for pools on these hosts. */
export function jobDeclaratorProblems(
  client: JobDeclaratorPeers,
  poolHosts: readonly string[],
): readonly JobDeclaratorProblem[] {
  return [
    ...serverProblems(client, [...new Set(poolHosts)]),
    ...providerProblem(client),
    ...keyProblems(client),
    ...rewardProblem(client),
  ];
}

function serverProblems({ servers }: JobDeclaratorPeers, hosts: readonly string[]): JobDeclaratorProblem[] {
  return [
    ...hosts
      .filter((host) => servers.every(({ pool }) => pool !== host))
      .map((host) => ({
        path: ["servers"],
        message: `no server for the pool ${host}: add { pool: ${host}, address: host:port }`,
      })),
    ...servers.flatMap(({ pool, address }, index) => [
      ...(hosts.includes(pool)
        ? []
        : [
            {
              path: ["servers", index, "pool"],
              message: `"${pool}" is no pool of the zone: name one of ${hosts.join(", ")}`,
            },
          ]),
      ...(!isFullHost(endpointOf(address)?.host ?? "")
        ? [
            {
              path: ["servers", index, "address"],
              message: `"${address}" is no full domain name or IPv4 address with a port: write it as jds.example.com:3334`,
            },
          ]
        : []),
    ]),
  ];
}

/** A network policy lets the client out to an address; by name it could only be let out to everywhere but the site. */
function providerProblem({ templateProvider: { address } }: JobDeclaratorPeers): JobDeclaratorProblem[] {
  const endpoint = endpointOf(address);
  if (endpoint !== undefined && ipv4Number(endpoint.host) !== undefined) return [];
  return [
    {
      path: ["templateProvider", "address"],
      message: `"${address}": give the template provider's IPv4 address and port, such as 10.0.0.7:8442`,
    },
  ];
}

/** Keys are never repeated: what stands in the place of a public one may be the other half. */
function keyProblems({ authorityKey, templateProvider }: JobDeclaratorPeers): JobDeclaratorProblem[] {
  const keys: (readonly [path: readonly string[], key: string | undefined])[] = [
    [["authorityKey"], authorityKey],
    [["templateProvider", "key"], templateProvider.key],
  ];
  return keys.flatMap(([path, key]) => {
    if (key === undefined || kindOfKey(key) === "public") return [];
    const message =
      kindOfKey(key) === "published"
        ? "this is a test key whose secret half is public: anyone can pose as its owner; make a key pair of your own"
        : "this is no public key of Stratum V2, which begins with 9 and ends in a checksum: copy it again; a secret key belongs into the Secret alone";
    return [{ path, message }];
  });
}

/** Not repeated either: in the place of an address stands, at times, the key to it. */
function rewardProblem({ rewardAddress }: JobDeclaratorPeers): JobDeclaratorProblem[] {
  if (isBitcoinAddress(rewardAddress)) return [];
  const message =
    "this is no address of Bitcoin's main network, or its checksum is not right: a block's whole reward would go there, so copy it again";
  return [{ path: ["rewardAddress"], message }];
}
