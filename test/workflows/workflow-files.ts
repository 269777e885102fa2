import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import { repository } from "../support/examples.ts";

// The ready-made workflows, as far as the tests read them.

const step = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  if: z.string().optional(),
  run: z.string().optional(),
  with: z.looseObject({ script: z.string().optional() }).optional(),
});

const githubWorkflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.looseObject({
    review: z.looseObject({ permissions: z.record(z.string(), z.string()), steps: z.array(step) }),
  }),
});

const gitlabJob = z.looseObject({
  "busbar-review": z.looseObject({ script: z.array(z.string()), after_script: z.array(z.string()) }),
});

const atlantisConfiguration = z.looseObject({
  repos: z.tuple([z.looseObject({ pre_workflow_hooks: z.tuple([z.looseObject({ run: z.string() })]) })]),
  workflows: z.looseObject({
    busbar: z.looseObject({
      plan: z.looseObject({
        steps: z.array(z.union([z.string(), z.looseObject({ run: z.looseObject({ command: z.string() }) })])),
      }),
    }),
  }),
});

function read(file: string): unknown {
  return load(readFileSync(join(repository, "workflows", file), "utf8"));
}

const githubDocument = githubWorkflow.parse(read("github/busbar-review.yml"));
const githubJob = githubDocument.jobs.review;

export const github = {
  document: githubDocument,
  job: githubJob,
  uses: githubJob.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses])),
  step: (name: string) => {
    const found = githubJob.steps.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no step "${name}"`);
    return found;
  },
};

const job = gitlabJob.parse(read("gitlab/busbar-review.gitlab-ci.yml"))["busbar-review"];

export const gitlab = { script: job.script, afterScript: job.after_script };

const configuration = atlantisConfiguration.parse(read("atlantis/repos.yaml"));
const hook = configuration.repos[0].pre_workflow_hooks[0].run;
const command = configuration.workflows.busbar.plan.steps.flatMap((each) =>
  typeof each === "string" ? [] : [each.run.command],
)[0];
if (command === undefined) throw new Error("there is no command");

export const atlantis = { hook, command, scripts: [hook, command] };
