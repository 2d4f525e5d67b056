/** Names a rule set version within the page. Pure. */
export function ruleSetKey({ id, version }: { id: string; version: number }): string {
  return `${id}@${version}`
}
