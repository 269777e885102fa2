import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, test } from "vitest";
import { ended, lineOf, missingPostgres, type Postgres, startPostgres } from "./postgres.ts";

/** A virtual top node of OpenADR 3.1: the crate openleadr-vtn, with a database of its own. */
export interface Vtn {
  /** Asks as the business that runs the programs. */
  readonly business: Client;
  /** Asks as the site's virtual end node. */
  readonly site: Client;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Client {
  post(path: string, body: object): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

const program = "openleadr-vtn";

/** The server: the one that BUSBAR_TEST_VTN names, else one on the PATH. Tests never build it. */
function findVtn(): string | undefined {
  const named = process.env["BUSBAR_TEST_VTN"];
  const found =
    named === undefined
      ? (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program))
      : [named];
  return found.find((file) => existsSync(file));
}

/** A test that needs the server and PostgreSQL: where one is missing it is skipped, and says so. */
export function testWithVtn(name: string, run: (vtn: Vtn) => Promise<void>): void {
  const server = findVtn();
  const reason = server === undefined ? `no ${program} on PATH or in BUSBAR_TEST_VTN` : missingPostgres();
  if (server !== undefined && reason === undefined) {
    test(name, async () => run(await running(server)));
    return;
  }
  console.warn(
    `SKIPPED: "${name}" needs an OpenADR server: ${reason}. cargo install ${program} --version 0.2.8 builds it; its database is PostgreSQL.`,
  );
  test.skip(`${name} (skipped: ${reason})`, () => undefined);
}

interface Running extends Vtn {
  stop(): Promise<void>;
}

let started: Promise<Running> | undefined;

/** One server for the tests of a file. */
function running(server: string): Promise<Vtn> {
  started ??= start(server);
  return started;
}

afterAll(async () => {
  await (await started)?.stop();
});

async function start(server: string): Promise<Running> {
  const database = await startPostgres();
  const secret = randomBytes(32);
  const child = spawn(server, [], {
    cwd: "/",
    env: {
      DATABASE_URL: database.url,
      OAUTH_BASE64_SECRET: secret.toString("base64"),
      // Tokens come from elsewhere, here from the test: nothing but their signature is checked.
      OAUTH_TYPE: "EXTERNAL",
      OAUTH_KEY_TYPE: "HMAC",
      OAUTH_TOKEN_URL: "http://localhost/unused",
      PORT: "0",
      RUST_LOG: "info",
      NO_COLOR: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const address = await listening(child, database);
  return {
    business: clientOf(address, secret, "utility", [
      "read_all",
      "write_programs",
      "write_events",
      "write_vens_bl",
    ]),
    site: clientOf(address, secret, "site", [
      "read_targets",
      "read_ven_objects",
      "write_reports_ven",
      "write_vens_ven",
    ]),
    stop: async () => {
      await ended(child, "SIGKILL");
      await database.stop();
    },
  };
}

async function listening(child: Parameters<typeof lineOf>[0], database: Postgres): Promise<string> {
  try {
    const [, port] = await lineOf(child, /VTN listening on http:\/\/0\.0\.0\.0:(\d+)/);
    return `http://127.0.0.1:${port}`;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function clientOf(address: string, secret: Buffer, name: string, scopes: readonly string[]): Client {
  const token = signed({ sub: name, scope: scopes.join(" "), nbf: 0, iat: 0, exp: 4_102_444_800 }, secret);
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(`${address}${path}`, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  };
  return {
    post: (path, body) => ask(path, { method: "POST", body: JSON.stringify(body) }),
    get: (path) => ask(path, {}),
  };
}

/** A JSON web token, signed with HMAC-SHA256. */
function signed(claims: object, secret: Buffer): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
