import { createServer } from "node:net";

/** Where each component listens on loopback. */
export interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly apiServer: number;
  readonly controllerManager: number;
  readonly scheduler: number;
  readonly kwok: number;
}

/** Below what systems give to outgoing connections, so that none takes a port between its choice and its use. */
const [first, last] = [12_000, 30_000];

/** Ports for a control plane, that nothing listens on. */
export async function freePorts(): Promise<Ports> {
  const [etcd = 0, etcdPeer = 0, apiServer = 0, ...rest] = await freeRow(6);
  const [controllerManager = 0, scheduler = 0, kwok = 0] = rest;
  return { etcd, etcdPeer, apiServer, controllerManager, scheduler, kwok };
}

/**
 * Ports in a row that nothing listens on. kwokctl would count down from the same port in every process, so that two
 * that start at once would choose the same; chance keeps them apart.
 */
export async function freeRow(width: number): Promise<number[]> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const row = Math.floor(Math.random() * Math.floor((last - first) / width));
    const ports = Array.from({ length: width }, (_, at) => first + row * width + at);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return ports;
  }
  throw new RangeError(`no ${width} free ports in a row were found between ${first} and ${last}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}
