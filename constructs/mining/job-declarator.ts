import { stringify } from "smol-toml";
import {
  type Endpoint,
  endpointOf,
  type JobDeclaratorPeers,
  jobDeclaratorPort,
} from "../../site/mining/job-declarator.ts";
import { type Container, restrictedContainer } from "./pod.ts";
import type { SecretReference, Upstream } from "./pools.ts";

/** Of the same release as the translator's image. Not verified: the program was not run in it. */
const defaultImage = "stratumv2/jd_client_sv2:v0.8.0";

/** As in the translator's image. Source: the images' Dockerfile. */
const program = "/app/jd_client_sv2";

/** Where the translator of the same pod finds it, and nobody else. */
const host = "127.0.0.1";
const port = jobDeclaratorPort;

/** Source of these: the client's example configuration. */
const certificateSeconds = 3600n;
const sharesPerMinute = 6;
const shareBatch = 10n;

const configDirectory = "/config-job-declarator";

/** The key of the client's configuration in the ConfigMap of the proxy. */
export const jobDeclaratorFile = "job-declarator.toml";

export interface JobDeclarator extends JobDeclaratorPeers {
  /** Where the secret half of its key pair is kept. */
  readonly secret: SecretReference;
  /** @default - the release that the configuration is written for */
  readonly image?: string | undefined;
}

/** The client as the translator's only upstream; the pools are the client's. */
export function jobDeclaratorUpstream({ authorityKey }: JobDeclarator, pools: readonly Upstream[]): Upstream {
  const url = `stratum2+tcp://${host}:${port}/${authorityKey}`;
  const endpoint = { scheme: "stratum2+tcp", host, port, authorityKey } as const;
  return { url, endpoint, user: pools[0]?.user ?? "" };
}

/** What the client connects to beside the pools themselves. */
export function jobDeclaratorEndpoints({ servers, templateProvider }: JobDeclarator): readonly Endpoint[] {
  return [...servers, templateProvider].flatMap(({ address }) => endpointOf(address) ?? []);
}

/**
 * The client's configuration, in the keys of crate `jd_client_sv2` 0.6: the site chooses the transactions, and each pool's
 * server accepts them. The secret key is left out. It comes from the environment, which the client adds to the file.
 */
export function jobDeclaratorConfig(
  client: JobDeclarator,
  { pools, signature }: { readonly pools: readonly Upstream[]; readonly signature: string },
): string {
  const { address, key } = client.templateProvider;
  const config = {
    listening_address: `${host}:${port}`,
    max_supported_version: 2n,
    min_supported_version: 2n,
    authority_public_key: client.authorityKey,
    cert_validity_sec: certificateSeconds,
    shares_per_minute: sharesPerMinute,
    share_batch_size: shareBatch,
    mode: "FULLTEMPLATE",
    jdc_signature: signature,
    coinbase_reward_script: `addr(${client.rewardAddress})`,
    supported_extensions: [2n],
    upstreams: pools.flatMap(({ endpoint, user }) => {
      const server = endpointOf(serverOf(client, endpoint.host)?.address ?? "");
      return server === undefined
        ? []
        : [
            {
              authority_pubkey: endpoint.authorityKey ?? "",
              pool_address: endpoint.host,
              pool_port: BigInt(endpoint.port),
              jds_address: server.host,
              jds_port: BigInt(server.port),
              user_identity: user,
            },
          ];
    }),
    template_provider_type: { Sv2Tp: { address, ...(key !== undefined && { public_key: key }) } },
  };
  return stringify(config, { numbersAsFloat: true });
}

/** The client beside the translator in its pod: a replica has one of its own, and neither waits for the other's. */
export function jobDeclaratorContainer({ image = defaultImage, secret }: JobDeclarator): Container {
  return {
    name: "job-declarator",
    image,
    command: [program],
    args: ["-c", `${configDirectory}/${jobDeclaratorFile}`],
    env: [{ name: "JDC__AUTHORITY_SECRET_KEY", valueFrom: { secretKeyRef: { ...secret } } }],
    // Like the translator it hears SIGINT alone. It goes after the translator, whose miners it would take with it.
    lifecycle: { preStop: { exec: { command: ["/bin/sh", "-c", "sleep 20; kill -INT 1"] } } },
    securityContext: restrictedContainer,
    resources: {
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { cpu: "1", memory: "1Gi" },
    },
    volumeMounts: [{ name: "config", mountPath: configDirectory, readOnly: true }],
  };
}

function serverOf({ servers }: JobDeclarator, pool: string) {
  return servers.find((server) => server.pool === pool);
}
