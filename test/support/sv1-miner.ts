import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import { until } from "./sv2.ts";

/** A message of Stratum V1: a line of JSON. */
export interface Sv1Message {
  readonly id: number | null;
  readonly method?: string;
  readonly params?: readonly unknown[];
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A miner that speaks Stratum V1, and can hash a little. */
export class Sv1Miner {
  readonly #socket: Socket;
  readonly messages: Sv1Message[] = [];
  #id = 0;

  constructor(port: number) {
    let rest = "";
    this.#socket = connect(port, "127.0.0.1").setEncoding("utf8");
    this.#socket.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      this.messages.push(
        ...lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Sv1Message),
      );
    });
    // The proxy's end is what some tests are about.
    this.#socket.on("error", () => undefined);
  }

  /** The answer to a request. */
  async ask(method: string, params: readonly unknown[]): Promise<Sv1Message> {
    this.#id += 1;
    const id = this.#id;
    this.#socket.write(`${JSON.stringify({ id, method, params })}\n`);
    return this.#message(method, (message) => message.id === id && message.method === undefined);
  }

  /** The parameters of the latest notification of a kind, once there is one. */
  async told(method: string): Promise<readonly unknown[]> {
    const { params = [] } = await this.#message(method, (message) => message.method === method);
    return params;
  }

  async #message(what: string, is: (message: Sv1Message) => boolean): Promise<Sv1Message> {
    return until(
      () => this.messages.findLast(is),
      () => `no ${what} among ${JSON.stringify(this.messages)}`,
    );
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** What a miner needs of a job. */
export interface Sv1Work {
  readonly extranonce1: string;
  readonly extranonce2: string;
  readonly difficulty: number;
  readonly notify: readonly unknown[];
}

/** The nonce, in hexadecimal, by which a job's block header meets a difficulty. */
export function mine({ extranonce1, extranonce2, difficulty, notify }: Sv1Work): string {
  const [, previous, before, after, branches, version, bits, time] = notify as [
    string,
    string,
    string,
    string,
    string[],
    string,
    string,
    string,
  ];
  const coinbase = Buffer.from(before + extranonce1 + extranonce2 + after, "hex");
  const root = branches.reduce(
    (hash, branch) => sha256d(Buffer.concat([hash, Buffer.from(branch, "hex")])),
    sha256d(coinbase),
  );
  const header = Buffer.concat([
    reversed(version),
    // The previous block's hash is sent in words of four bytes, each turned around.
    Buffer.from(previous, "hex").swap32(),
    root,
    reversed(time),
    reversed(bits),
    Buffer.alloc(4),
  ]);
  // Difficulty 1 is 2^224 − 2^208, of which the leading 64 bits are compared.
  const target = (0xffff * 2 ** 208) / difficulty / 2 ** 192;
  for (let nonce = 0; nonce < 2 ** 32; nonce += 1) {
    header.writeUInt32LE(nonce, 76);
    const hash = sha256d(header);
    if (Number(hash.readBigUInt64LE(24)) < target) return nonce.toString(16).padStart(8, "0");
  }
  throw new Error("no nonce meets the difficulty");
}

function sha256d(bytes: Buffer): Buffer {
  const once = createHash("sha256").update(bytes).digest();
  return createHash("sha256").update(once).digest();
}

function reversed(hex: string): Buffer {
  return Buffer.from(hex, "hex").reverse();
}
