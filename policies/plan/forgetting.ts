/** What has Terraform forget a resource and leave what it stands for. A command of a POSIX shell; addresses hold names of anybody. */
export function forgetting(address: string): string {
  return `terraform state rm '${address.replaceAll("'", "'\\''")}'`;
}
