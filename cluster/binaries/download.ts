import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, renameSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Problem } from "../../site/problem.ts";
import type { Progress } from "../progress.ts";
import type { BinarySet } from "./binary.ts";
import { putIntoCache, type Workplace } from "./cache.ts";
import type { Release } from "./releases.ts";
import { lastLines, run } from "./run.ts";

/** Milliseconds until a server must answer, redirections and all: where there is no way to it, that is known soon. */
const patience = 5_000;

/** Milliseconds without a byte after which a download is given up. */
const stall = 30_000;

/**
 * Downloads a set of programs into the cache. A server that is not reached, or sends something else than expected, is no
 * exception: there are other ways to the programs.
 *
 * @returns why it did not work; undefined where it did.
 * @throws Refusal where the disk is full.
 */
export async function download(
  { project, binaries }: BinarySet,
  releases: readonly Release[],
  cache: string,
  progress: Progress,
): Promise<Problem | undefined> {
  const wanted = releases.filter(({ binary }) => binaries.includes(binary));
  if (wanted.length < binaries.length) {
    const where = `${process.platform}-${process.arch}`;
    return { where: "download", message: `there is no checksum of ${project}'s release files for ${where}` };
  }
  for (const release of wanted) {
    const done = progress.step(`Downloading ${release.binary} from ${new URL(release.url).host}`);
    const failure = await putIntoCache(cache, release.binary, (workplace) => fetchInto(workplace, release));
    done(failure === undefined ? undefined : `no: ${failure}`);
    if (failure !== undefined) return { where: release.url, message: failure };
  }
  return undefined;
}

async function fetchInto(
  { folder, target }: Workplace,
  { url, sha256, member }: Release,
): Promise<string | undefined> {
  const file = join(folder, "download");
  const failure = await fetchFile(url, file);
  if (failure !== undefined) return failure;
  const found = await sha256Of(file);
  if (found !== sha256) {
    return `it is not what it should be: its SHA-256 is ${found}, not ${sha256}; it was removed unused`;
  }
  if (member === undefined) {
    renameSync(file, target);
    return undefined;
  }
  const unpacked = await run("tar", ["-xzf", file, "-C", folder, member]);
  if (unpacked.failure !== undefined) return `tar ${unpacked.failure}: ${lastLines(unpacked.output)}`;
  renameSync(join(folder, member), target);
  return undefined;
}

async function fetchFile(url: string, file: string): Promise<string | undefined> {
  const controller = new AbortController();
  const giveUp = (after: number, why: string) =>
    setTimeout(() => controller.abort(new Error(`${why} ${after / 1000} s`)), after);
  let timer = giveUp(patience, "no answer within");
  const waitOn = () => {
    clearTimeout(timer);
    timer = giveUp(stall, "it stalled for");
  };
  try {
    const { ok, status, body } = await fetch(url, { signal: controller.signal });
    if (!ok || body === null) return `it cannot be downloaded: the server answers ${status}`;
    waitOn();
    const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    source.on("data", waitOn);
    await pipeline(source, createWriteStream(file));
    return undefined;
  } catch (error) {
    const { syscall, cause, message } = error as NodeJS.ErrnoException & { cause?: Error };
    // An error of the disk, which another way would meet as well.
    if (syscall === "write" || syscall === "open") throw error;
    return `it cannot be downloaded: ${cause?.message || message}`;
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
