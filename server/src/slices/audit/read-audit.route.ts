/**
 * Who may read the audit trail, and how urgently.
 */
import { route } from '../../platform/http/route.ts'
import { readAudit } from './read-audit.query.ts'
import { AuditPage, ReadAudit } from './read-audit.schema.ts'

export const readAuditRoute = route({
  method: 'GET',
  path: '/v1/audit',
  summary: 'Read the audit trail, newest first.',
  access: ['staff:auditor', 'staff:administrator'],
  load: 'sheddable',
  deadlineMs: 5_000,
  input: ReadAudit,
  output: AuditPage,
  refusals: {},
  handle: readAudit,
})
