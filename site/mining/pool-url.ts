/** A pool endpoint, split up. */
export interface PoolUrl {
  readonly scheme: "stratum+tcp" | "stratum2+tcp";
  readonly host: string;
  readonly port: number;
  /** The authority key of a Stratum V2 pool. */
  readonly authorityKey: string | undefined;
}

/** Keys published with their secret half for testing: whoever listens in between can impersonate such a pool. */
const testKeys = new Set(["9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72"]);

const written = /^(stratum\+tcp|stratum2\+tcp):\/\/([^/:\s]+)(?::(\d{1,5}))?(?:\/([^/\s]*))?$/;

/** Reads a pool URL, or says what is wrong with it. */
export function parsePoolUrl(url: string): { readonly value: PoolUrl } | { readonly problem: string } {
  const match = written.exec(url);
  if (match === null) {
    return {
      problem: `"${url}" is not a pool URL: write stratum+tcp://host:port or stratum2+tcp://host:port/authority-key`,
    };
  }
  const [, scheme = "", host = "", port, key = ""] = match;
  const problem = partProblem(url, scheme, host, port, key);
  if (problem !== undefined) return { problem };
  return {
    value: {
      scheme: scheme as PoolUrl["scheme"],
      host,
      port: Number(port),
      authorityKey: scheme === "stratum2+tcp" ? key : undefined,
    },
  };
}

function partProblem(url: string, scheme: string, host: string, port: string | undefined, key: string) {
  if (port === undefined || Number(port) < 1 || Number(port) > 65535) {
    return `"${url}" has no port: write it out, such as ${scheme}://${host}:3333${key && `/${key}`}`;
  }
  // Miners resolve names by themselves, outside the cluster, so a short Service name means nothing to them.
  if (!host.includes(".")) return `"${url}" names the host "${host}": use a full domain name or an address`;
  if (scheme !== "stratum2+tcp") {
    return key === ""
      ? undefined
      : `"${url}" has a path, which Stratum V1 does not know: end it after the port`;
  }
  if (!/^[1-9A-HJ-NP-Za-km-z]{40,60}$/.test(key)) {
    return `"${url}" lacks the pool's authority key: Stratum V2 miners need it to know the pool: ${scheme}://${host}:${port}/<key>`;
  }
  if (testKeys.has(key)) {
    return `"${url}" uses a test key whose secret half is public: anyone can pose as this pool; use the pool's own key`;
  }
  return undefined;
}
