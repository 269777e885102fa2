import { kindOfKey } from "./authority-key.ts";
import { isFullHost } from "./host.ts";

/** How a pool is spoken to: Stratum V1, the same over TLS, or Stratum V2. */
export type PoolScheme = "stratum+tcp" | "stratum+ssl" | "stratum2+tcp";

/** A pool endpoint, split up. */
export interface PoolUrl {
  readonly scheme: PoolScheme;
  /** A domain name, an IPv4 address, or an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** The authority key of a Stratum V2 pool. */
  readonly authorityKey: string | undefined;
}

const written =
  /^(stratum\+tcp|stratum\+ssl|stratum2\+tcp):\/\/(\[[^\]/\s]*\]|[^/:@[\]\s]+)(?::(\d{1,5}))?(?:\/([^/\s]*))?$/;

/** Reads a pool URL, or says what is wrong with it. What may be a secret is never repeated. */
export function parsePoolUrl(url: string): { readonly value: PoolUrl } | { readonly problem: string } {
  if (/^([a-z0-9+.-]+:\/\/)?[^/]*@/i.test(url)) {
    return {
      problem:
        "a pool URL has nothing before its host: give the account under user, and name the Secret of a password under passwordSecret",
    };
  }
  const match = written.exec(url);
  if (match === null) {
    return {
      problem: `"${withoutPath(url)}" is not a pool URL: write stratum+tcp://host:port or stratum2+tcp://host:port/authority-key`,
    };
  }
  const [, scheme = "", host = "", port, key = ""] = match;
  const problem = partProblem(url, scheme, host, port, key);
  if (problem !== undefined) return { problem };
  return {
    value: {
      scheme: scheme as PoolScheme,
      host: host.replace(/^\[(.*)\]$/, "$1"),
      port: Number(port),
      authorityKey: scheme === "stratum2+tcp" ? key : undefined,
    },
  };
}

function partProblem(url: string, scheme: string, host: string, port: string | undefined, key: string) {
  if (port === undefined || Number(port) < 1 || Number(port) > 65535) {
    return `"${withoutPath(url)}" has no port: write it out, such as ${scheme}://${host}:3333${key && "/…"}`;
  }
  if (host.startsWith("[")) {
    if (!isIpv6(host.slice(1, -1))) return `"${withoutPath(url)}" has no IPv6 address in its brackets`;
  } else if (!isFullHost(host)) {
    return `"${withoutPath(url)}" names the host "${host}": use a full domain name or an address`;
  }
  if (scheme !== "stratum2+tcp") {
    return key === ""
      ? undefined
      : `"${withoutPath(url)}" has a path, which Stratum V1 does not know: end it after the port`;
  }
  return keyProblem(url, `${scheme}://${host}:${port}`, key);
}

function keyProblem(url: string, endpoint: string, key: string): string | undefined {
  switch (kindOfKey(key)) {
    case "public":
      return undefined;
    case "published":
      return `"${url}" uses a test key whose secret half is public: anyone can pose as this pool; use the pool's own key`;
    case "secret":
      return `the key of ${endpoint} has the form of a secret key, or of a public one of an early draft: give the pool's public key, which begins with 9; if this is the secret of a pool, replace it there`;
    case "misspelt":
      return `"${url}" has a key whose checksum is not right: copy the pool's authority key again`;
    case "none":
      return `"${url}" lacks the pool's authority key: Stratum V2 miners need it to know the pool: ${endpoint}/<key>`;
  }
}

/** A URL to be shown while nobody knows what its path is: somebody's secret key, or a password. */
function withoutPath(url: string): string {
  const shown = /^(?:[a-z0-9+.-]+:\/\/)?[^/?#\s]*/i.exec(url)?.[0] ?? "";
  return shown === url ? url : `${shown}…`;
}

function isIpv6(text: string): boolean {
  // Without node:net, which stands for input and output here; the platform's own parser knows all forms.
  return /^[0-9a-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]/`);
}
