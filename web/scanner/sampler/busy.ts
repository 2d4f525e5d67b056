// Which refusals only mean that the server has too much to do, and will answer later.
const BUSY = new Set(['network.held_back', 'service.overloaded', 'service.rung', 'request.rate_limited'])

/** Whether a refusal with this code says nothing but "later". */
export function isBusyCode(code: string): boolean {
  return BUSY.has(code)
}
