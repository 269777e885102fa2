import { readFileSync } from "node:fs";
import { z } from "zod";
import { binaryNames } from "../binaries/binary.ts";
import type { PlaneFolder } from "./folder.ts";

const port = z.int().positive();

const schema = z.strictObject({
  /** Address of the API server. */
  server: z.url(),
  /** When its start began. */
  since: z.iso.datetime(),
  pods: z.enum(["complete", "run"]),
  ports: z.strictObject({
    etcd: port,
    etcdPeer: port,
    apiServer: port,
    controllerManager: port,
    scheduler: port,
    kwok: port,
  }),
  binaries: z.record(
    z.enum(binaryNames),
    z.strictObject({ name: z.enum(binaryNames), path: z.string(), version: z.string(), from: z.string() }),
  ),
});

/** What is noted in a control plane's folder before it starts, for who looks at it later. */
export type PlaneRecord = Readonly<z.infer<typeof schema>>;

/** Undefined where there is none that can be read. */
export function readRecord({ record }: PlaneFolder): PlaneRecord | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(record, "utf8"))).data;
  } catch {
    return undefined;
  }
}
