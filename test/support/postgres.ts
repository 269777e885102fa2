import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

/** A PostgreSQL of a test's own, which listens on a socket in its folder alone. */
export interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** Where Debian keeps the servers of each version, beside the PATH. */
const debian = "/usr/lib/postgresql";

/** The folder of PostgreSQL's programs, of the highest version; undefined where there is none. */
function programs(): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  return folders.find((folder) =>
    ["postgres", "initdb"].every((program) => existsSync(join(folder, program))),
  );
}

/** PostgreSQL refuses to run as root. */
function owner(): { readonly uid: number; readonly gid: number } | "myself" | undefined {
  if (process.getuid?.() !== 0) return "myself";
  const users = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** Why PostgreSQL cannot run here; undefined where it can. */
export function missingPostgres(): string | undefined {
  if (programs() === undefined) return `no postgres and initdb on PATH or in ${debian}`;
  return owner() === undefined ? "PostgreSQL does not run as root, and there is no other user" : undefined;
}

export async function startPostgres(): Promise<Postgres> {
  const bin = programs();
  const user = owner();
  if (bin === undefined || user === undefined) throw new Error(missingPostgres());
  const folder = mkdtempSync(join(tmpdir(), "busbar-test-"));
  const as = user === "myself" ? {} : user;
  if (user !== "myself") chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "busbar", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"],
    { ...as, cwd: folder, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const settings = ["listen_addresses=", "fsync=off", "shared_buffers=16MB"].flatMap((one) => ["-c", one]);
  const server = spawn(join(bin, "postgres"), ["-D", data, "-k", folder, ...settings], {
    ...as,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await lineOf(server, /ready to accept connections/);
  return {
    url: `postgres://busbar@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: async () => {
      await ended(server, "SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The first line that a process writes and that matches. What it writes later is read as well, so that it does not wait. */
export async function lineOf(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  const said: string[] = [];
  // A test run that is broken off must not leave a server behind.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.removeListener("exit", kill));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`${child.spawnfile} ended early:\n${said.join("\n")}`)));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const match = wanted.exec(line);
        if (match !== null) resolve(match);
      });
    }
  });
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
