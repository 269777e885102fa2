/** A workflow that lacks what the project's own is made of: the two no longer fit. */
export class UnfitWorkflow extends Error {}

const replacements: readonly (readonly [string, string])[] = [
  [" Copy it to .github/workflows/, and name your sites in the matrix.", ""],
  [
    '      - "sites/**"\n',
    '      - "site.yaml"\n      - "tenants/**"\n      - "placement.lock.yaml"\n      - "busbar.policies.yaml"\n',
  ],
  [".github/workflows/busbar-review.yml", ".github/workflows/review.yaml"],
  ["          - sites/denton\n", '          - "."\n'],
  // A site at the root of its repository has no folder in the first line of its comment.
  [`const end = \` folder=\${process.env.SITE} -->\`;`, 'const end = " -->";'],
];

/**
 * The workflow that reviews pull requests, for a site that is a repository's root.
 *
 * @param workflow That of `workflows/github`, for repositories with several sites.
 */
export function reviewWorkflow(workflow: string): string {
  return replacements.reduce((text, [found, replacement]) => {
    if (!text.includes(found)) throw new UnfitWorkflow(`the workflow does not hold ${JSON.stringify(found)}`);
    return text.replaceAll(found, () => replacement);
  }, workflow);
}
