/**
 * Door of the audit slice: every slice writes its trail through it; nobody reads it but the routes.
 */
import type { Slice } from '../../platform/slice.ts'
import { readAuditRoute } from './read-audit.route.ts'
import { sealEntries } from './seal-entries.job.ts'

export type { Act } from './audit-entry.ts'
export { audited, recordAudit } from './record-audit.command.ts'

export function auditSlice(): Slice {
  return {
    name: 'audit',
    routes: [readAuditRoute],
    loops: (ground) => [{ name: 'audit.seal', everyMs: 60_000, run: () => sealEntries(ground) }],
  }
}
