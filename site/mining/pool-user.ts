import { suggestion } from "../schema/closed.ts";
import { kindOfKey } from "./authority-key.ts";

/** What is replaced in a pool's `user`. */
const placeholders = ["site", "zone"] as const;

export interface UserNames {
  readonly site: string;
  readonly zone: string;
}

/** A pool's user with the names of site and zone filled in. */
export function filledUser(user: string, { site, zone }: UserNames): string {
  return user.replaceAll("{site}", site).replaceAll("{zone}", zone);
}

/** The first placeholder of a user that nothing is known for, as written; undefined if there is none. */
function unknownPlaceholder(user: string): string | undefined {
  const found = [...user.matchAll(/\{([^}]*)\}/g)];
  return found.find(([, name]) => !placeholders.some((known) => known === name))?.[0];
}

/** What is wrong with a pool's user; undefined if nothing. A secret that stands in it is not repeated. */
export function userProblem(user: string): string | undefined {
  const account = user.split(":")[0] ?? "";
  if (account !== user) {
    return `the user "${account}:…" holds a password: name the Secret that it is in under passwordSecret, and end the user before ":"`;
  }
  if (user.split(/[./]/).some(looksSecret)) {
    return "the user holds what looks like a key: give the account and worker only; a password goes into a Secret, named under passwordSecret";
  }
  // The command lines of miners separate with these.
  const [before = "", separator] = user.split(/([\s,;|"'\\])/);
  if (separator !== undefined) {
    return `user "${before}…" has ${JSON.stringify(separator)} in it, which miners take for the end of it: leave it out`;
  }
  // Last, since only now is the user known to hold no secret.
  const unknown = unknownPlaceholder(user);
  return unknown && `user "${user}" has ${unknown}: ${suggestion(unknown.slice(1, -1), placeholders)}`;
}

/** Hexadecimal of 16 bytes and more, a private key of a wallet (WIF, xprv), a secret key of Stratum V2. */
function looksSecret(part: string): boolean {
  if (/^(0x)?[0-9a-f]{32,}$/i.test(part) || /^[xyz]prv/.test(part)) return true;
  return /^[5KL][1-9A-HJ-NP-Za-km-z]{50,51}$/.test(part) || ["secret", "published"].includes(kindOfKey(part));
}

/**
 * The account of a pool's user: what is before the first dot. Pools that know addresses only, as those of the Stratum V2
 * reference implementation, take `sri/solo/<address>/<worker>` and `sri/donate/<percent>/<address>/<worker>`.
 */
export function accountOf(user: string): string {
  return sriAccount(user) ?? user.split(".")[0] ?? user;
}

/** The user of one miner: the account, and the worker's name in place of the one that the pool set gives. */
export function userOfWorker(user: string, worker: string): string {
  const separator = sriAccount(user) === undefined ? "." : "/";
  return `${accountOf(user)}${separator}${worker}`;
}

function sriAccount(user: string): string | undefined {
  return /^sri\/(?:solo\/[^/]+|donate\/\d+\/[^/]+|donate)/.exec(user)?.[0];
}
