import { z } from "zod";
import { everyContainer } from "../admission/containers.ts";
import { podRule } from "../admission/pod-rule.ts";
import { judgesImages, ofTenantsToo } from "../objects/images.ts";

const parameters = z.strictObject({ tenants: ofTenantsToo });

export const imageDigest = podRule<z.output<typeof parameters>>({
  id: "delivery/image-digest",
  title: "An image that may change under its name",
  what: "Each container names its image by digest.",
  why: "A tag can be moved: the pod that starts after a failure runs something else than the one that was reviewed. Whoever gets at the registry of a proxy's image redirects the hashrate of every zone that pulls it.",
  fix: "Add the digest that the tag stands for today, as name:tag@sha256:…; a mirror of one's own keeps it available.",
  level: "advisory",
  parameters,
  judges: judgesImages,
  admits: ({ tenants }) => tenants,
  statements: () => [
    {
      holds: everyContainer({ is: "match", at: ["image"], pattern: "@sha256:[0-9a-f]{64}$" }),
      message: "an image is named by digest, as name@sha256:…, since a tag can be moved",
    },
  ],
});
