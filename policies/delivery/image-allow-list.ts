import { z } from "zod";
import { everyContainer } from "../admission/containers.ts";
import type { Expression } from "../admission/expression.ts";
import { podRule } from "../admission/pod-rule.ts";
import { judgesImages, ofTenantsToo } from "../objects/images.ts";

const parameters = z.strictObject({
  images: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9._:/-]*[a-z0-9]$/))
    .default([])
    .describe(
      "Registries, folders or repositories that images may come from, such as registry.example.com/mining.",
    ),
  tenants: ofTenantsToo,
});

export const imageAllowList = podRule<z.output<typeof parameters>>({
  id: "delivery/image-allow-list",
  title: "An image from somewhere else",
  what: "Each image comes from a registry, a folder or a repository that the parameters name.",
  why: "An image is code that runs beside the miners, with the accounts of the pools in its configuration. Names that resemble each other are how foreign ones get in.",
  fix: "Pull through a registry of the list, or add where the image comes from to the rule's `images`.",
  level: "soft",
  parameters,
  judges: judgesImages,
  admits: ({ tenants }) => tenants,
  statements: ({ images }) =>
    images.length === 0
      ? []
      : [
          {
            holds: everyContainer({ is: "any", of: images.flatMap(comesFrom) }),
            message: `an image comes from ${images.join(", ")}`,
          },
        ],
});

/** By whole segments, so that `example.com/team` is not `example.com/team-b`. */
function comesFrom(entry: string): Expression[] {
  const matches = (pattern: string): Expression => ({ is: "match", at: ["image"], pattern });
  const [registry = "", ...path] = entry.split("/");
  const whole = matches(`^${escaped(entry)}${path.length === 0 ? "/" : "([/:@]|$)"}`);
  return registry === "docker.io" ? [whole, ...shortOnDockerHub(path, matches)] : [whole];
}

/** An image that names no registry is of Docker Hub, and one of a single name is in its folder `library`. */
function shortOnDockerHub(path: readonly string[], matches: (pattern: string) => Expression): Expression[] {
  const [folder, ...rest] = path.map(escaped);
  if (folder === undefined) {
    const withoutRegistry = matches("^[^./:@]+(/|@|$|:[^/]*$)");
    return [{ is: "all", of: [withoutRegistry, { is: "not", of: matches("^localhost/") }] }];
  }
  const named = rest.length === 0 ? `^${folder}/` : `^${[folder, ...rest].join("/")}([/:@]|$)`;
  if (folder !== "library") return [matches(named)];
  return [matches(named), matches(rest.length === 0 ? "^[^/]+$" : `^${rest.join("/")}([:@]|$)`)];
}

function escaped(text: string): string {
  return text.replace(/[.]/g, "[.]");
}
