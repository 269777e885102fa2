import { siteFile } from "../../site/checks/finding.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const localState: Rule = {
  id: "delivery/local-state",
  title: "Terraform's state on one machine",
  what: "A site of more than one stack keeps its state in a backend that others reach and that locks.",
  why: "With state in a folder only one machine can deploy, two people overwrite each other, and whoever loses the folder has stacks that Terraform would create again beside those that run.",
  fix: "Set `backend` in site.yaml to s3, gcs, http or kubernetes.",
  level: "advisory",
  check: ({ site, objects }) => {
    const stacks = new Set(objects.map(({ stack }) => stack)).size;
    const { backend } = site.document;
    if (stacks < 2) return notApplicable;
    if (backend.kind !== "local") return [];
    const message = `the state of ${stacks} stacks is kept in files beside cdktf.json: backend is local`;
    return [{ place: { in: "document", document: siteFile, path: ["backend"] }, message }];
  },
};
