import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry of npm packages on this machine. */
export interface LocalRegistry {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves one packed package as if it were published, and sends whoever asks for another one on to the registry behind it: so
 * that a project which names the package by its version installs it as its users will.
 */
export async function localRegistry(
  tarball: string,
  manifest: object,
  behind: string,
): Promise<LocalRegistry> {
  const { name, version } = manifest as { readonly name: string; readonly version: string };
  const packed = readFileSync(tarball);
  const integrity = `sha512-${createHash("sha512").update(packed).digest("base64")}`;
  const server = createServer((request, response) => {
    const { url = "/" } = request;
    if (url === `/${name}`) {
      const dist = { tarball: `${addressOf()}/${name}.tgz`, integrity };
      const versions = { [version]: { ...manifest, dist } };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions }));
    } else if (url === `/${name}.tgz`) response.end(packed);
    else response.writeHead(302, { location: new URL(url, behind).href }).end();
  });
  const addressOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: addressOf(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
