import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { delimiter } from "node:path";
import { afterEach, test } from "vitest";
import { executable, mayRun } from "../../cluster/binaries/find.ts";

/** The real translator and the upstream of `test/support/sv2-upstream`: where they are. */
export interface Sv2Programs {
  readonly translator: string;
  readonly upstream: string;
}

/** Each program: what it is called, the variable that says where it is, and how it is had. Tests never build one. */
const wanted = {
  translator: {
    name: "translator_sv2",
    variable: "BUSBAR_TEST_TRANSLATOR",
    how: "cargo install translator_sv2 --version 0.6.0 --locked",
  },
  upstream: {
    name: "sv2-upstream",
    variable: "BUSBAR_TEST_SV2_UPSTREAM",
    how: "cargo build --release --locked --manifest-path test/support/sv2-upstream/Cargo.toml",
  },
} as const;

function find({ name, variable }: { readonly name: string; readonly variable: string }): string | undefined {
  const named = process.env[variable];
  if (named !== undefined && mayRun(named)) return named;
  return executable(name, (process.env["PATH"] ?? "").split(delimiter));
}

/** A test with the real translator: where a program is missing it is skipped, and says how to get it. */
export function testWithTranslator(name: string, run: (programs: Sv2Programs) => Promise<void>): void {
  const [translator, upstream] = [find(wanted.translator), find(wanted.upstream)];
  if (translator !== undefined && upstream !== undefined) {
    test(name, () => run({ translator, upstream }));
    return;
  }
  const missing = translator === undefined ? wanted.translator : wanted.upstream;
  const reason = `no ${missing.name} on PATH or in ${missing.variable}`;
  console.warn(`SKIPPED: "${name}": ${reason}. ${missing.how} builds it.`);
  test.skip(`${name} (skipped: ${reason})`, () => undefined);
}

/** A test with the real job declarator client. Its build needs Cap'n Proto, so it is for whoever has it at hand. */
export function testWithJobDeclarator(name: string, run: (program: string) => Promise<void>): void {
  const program = find({ name: "jd_client_sv2", variable: "BUSBAR_TEST_JD_CLIENT" });
  if (program !== undefined) {
    test(name, () => run(program));
    return;
  }
  const reason = "no jd_client_sv2 on PATH or in BUSBAR_TEST_JD_CLIENT";
  console.warn(
    `SKIPPED: "${name}": ${reason}. cargo install jd_client_sv2 --version 0.6.0 --locked builds it, with capnp.`,
  );
  test.skip(`${name} (skipped: ${reason})`, () => undefined);
}

/** A process of a test, and what it has said. It is ended after the test, whatever becomes of that. */
export class Running {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #said = "";

  constructor(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.#child = spawn(program, args, { env: { PATH: process.env["PATH"], ...env } });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#said += text;
      });
    }
    this.#ended = new Promise((resolve) => this.#child.once("close", (code) => resolve(code)));
    running.add(this);
  }

  /** All that it has said, without the colours of a terminal. */
  get said(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of.
    return this.#said.replaceAll(/\u001b\[[0-9;]*m/g, "");
  }

  /** Waits until it has said something, and gives what matched. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    return until(
      () => pattern.exec(this.said) ?? undefined,
      () => `${this.#child.spawnfile} never said ${pattern}:\n${this.said}`,
    );
  }

  /** Waits for its end by itself. */
  async ends(): Promise<number | null> {
    return this.#ended;
  }

  async stop(): Promise<void> {
    running.delete(this);
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}

const running = new Set<Running>();

afterEach(async () => {
  await Promise.all([...running].map((one) => one.stop()));
});

/** A pool that is there. */
export interface Upstream {
  readonly process: Running;
  readonly port: number;
  readonly key: string;
}

export async function startUpstream({ upstream }: Sv2Programs): Promise<Upstream> {
  const process = new Running(upstream, []);
  const [, port, key = ""] = await process.says(/^listening (\d+) (\S+)$/m);
  return { process, port: Number(port), key };
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

/** Asks until there is an answer. */
export async function until<T>(ask: () => T | undefined | Promise<T | undefined>, otherwise: () => string) {
  for (let asked = 0; asked < 600; asked += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(otherwise());
}
