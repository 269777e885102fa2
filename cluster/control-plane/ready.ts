import { readFileSync } from "node:fs";
import { get as httpGet } from "node:http";
import { get as httpsGet, type RequestOptions } from "node:https";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { PlaneFolder } from "./folder.ts";
import { components, processesOf } from "./processes.ts";
import type { PlaneRecord } from "./record.ts";

/** Milliseconds; a loaded machine takes ten times as long as an idle one. */
const longest = 180_000;
const pause = 100;

/** A component that ended while the control plane was to become ready. */
export class ComponentsEnded extends Error {
  readonly components: readonly string[];

  constructor(components: readonly string[]) {
    super(`${components.join(" and ")} ended`);
    this.components = components;
  }
}

/**
 * Waits until the API server is ready, and whatever works on what it stores. A component that ends in the meantime is an
 * error at once, with one exception: those that gave up waiting for a slow API server are started once more.
 *
 * @throws ComponentsEnded, or another Error where it takes too long.
 */
export async function untilReady(
  folder: PlaneFolder,
  record: PlaneRecord,
  startAgain: () => Promise<void>,
): Promise<void> {
  let startedAgain = false;
  for (const [at, sign] of signsOf(folder, record).entries()) {
    const end = performance.now() + longest;
    while (!(await answers(sign))) {
      const dead = await deadOf(folder);
      if (dead.some((component) => startedAgain || essential.includes(component)))
        throw new ComponentsEnded(dead);
      if (dead.length > 0 && at > 0) {
        startedAgain = true;
        await startAgain();
      }
      if (performance.now() > end) throw new Error(`${sign.url} does not answer after ${longest / 1000} s`);
      await wait(pause);
    }
  }
  const dead = await deadOf(folder);
  if (dead.length > 0) throw new ComponentsEnded(dead);
}

/** Without these, none of the others can go on. */
const essential: readonly string[] = ["etcd", "kube-apiserver"];

interface Sign {
  readonly url: string;
  readonly options: RequestOptions;
}

/** Addresses that answer with 200 once all works; the API server's own first. */
function signsOf({ pki }: PlaneFolder, { server, ports }: PlaneRecord): readonly Sign[] {
  const read = (file: string) => readFileSync(join(pki, file));
  const administrator = { ca: read("ca.crt"), cert: read("admin.crt"), key: read("admin.key") };
  // Their certificates are their own; they are asked for nothing but whether they are well.
  const anybody = { rejectUnauthorized: false };
  return [
    { url: `${server}/readyz`, options: administrator },
    { url: `https://127.0.0.1:${ports.controllerManager}/healthz`, options: anybody },
    { url: `https://127.0.0.1:${ports.scheduler}/healthz`, options: anybody },
    { url: `http://127.0.0.1:${ports.kwok}/healthz`, options: {} },
    // Made by the controller manager; without it no pod can be created.
    { url: `${server}/api/v1/namespaces/default/serviceaccounts/default`, options: administrator },
  ];
}

async function deadOf(folder: PlaneFolder): Promise<string[]> {
  const running = (await processesOf(folder)).map(({ component }) => component);
  return components.filter((component) => !running.includes(component));
}

function answers({ url, options }: Sign): Promise<boolean> {
  const get = url.startsWith("https:") ? httpsGet : httpGet;
  return new Promise((resolve) => {
    const request = get(url, { ...options, agent: false, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("error", () => resolve(false));
    request.on("timeout", () => request.destroy());
  });
}
