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

const width = 6;
/** Below what systems give to outgoing connections, so that none takes a port between its choice and its use. */
const [first, last] = [12_000, 30_000];

/**
 * Six ports in a row that nothing listens on. kwokctl would count down from the same port in every process, so that two
 * that start at once would choose the same; chance keeps them apart.
 */
export async function freePorts(): Promise<Ports> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const row = Math.floor(Math.random() * Math.floor((last - first) / width));
    const ports = Array.from({ length: width }, (_, at) => first + row * width + at);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return named(ports);
  }
  throw new RangeError(`no ${width} free ports in a row were found between ${first} and ${last}`);
}

function named([etcd = 0, etcdPeer = 0, apiServer = 0, ...rest]: readonly number[]): Ports {
  const [controllerManager = 0, scheduler = 0, kwok = 0] = rest;
  return { etcd, etcdPeer, apiServer, controllerManager, scheduler, kwok };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}
