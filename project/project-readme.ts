/** The text of a project's own README. */
export function projectReadme(title: string): string {
  return `# ${title}

A site of [busbar](https://www.npmjs.com/package/busbar): documents in, Terraform, Kubernetes manifests and a plan out.

| file | holds |
|---|---|
| \`site.yaml\` | the site: the answers to its template, and what is laid over them |
| \`tenants/*.yaml\` | one tenant a file |
| \`placement.lock.yaml\` | which racks and identifiers each tenant has; written by \`busbar place\` alone |
| \`main.ts\`, \`cdktf.json\` | the app that \`cdktf\` runs |
| \`test/\` | what must hold; add what must hold here besides |

\`\`\`sh
npm install
npm test
npx busbar describe .
npx cdktf synth
\`\`\`

To change something: a branch, an edit, \`npx busbar place .\`, a pull request. What it means for power, cooling, network, mining and
money stands in the review, which anybody can have beforehand:

\`\`\`sh
npx busbar add tenant . --set name=acme
npx busbar explain . effectiveDate
npx busbar review . --base HEAD
npx busbar upgrade .
\`\`\`
`;
}
