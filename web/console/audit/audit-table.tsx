/** Entries of the audit trail as a table. */
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { AuditEntry } from './audit.query.ts'
import { auditTexts } from './audit-texts.ts'

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const say = useTexts(auditTexts)
  const columns: Column<AuditEntry>[] = [
    { key: 'at', header: say('at'), cell: (entry) => <Time at={entry.at} seconds /> },
    { key: 'action', header: say('action'), names: true, cell: (entry) => <code>{entry.action}</code> },
    { key: 'outcome', header: say('outcome'), cell: (entry) => (entry.outcome === 'done' ? say('done') : <code>{entry.outcome}</code>) },
    { key: 'purpose', header: say('purpose'), cell: (entry) => entry.purpose ?? '' },
    { key: 'actor', header: say('actor'), cell: (entry) => <Reference kind={entry.actorKind} id={entry.actorId} /> },
    { key: 'subject', header: say('subject'), cell: (entry) => <Reference id={entry.subject} /> },
  ]
  return (
    <DataTable label={say('title')} columns={columns} rows={entries} rowKey={(entry, index) => `${entry.at}-${entry.actorId}-${index}`} />
  )
}

/** Ids are long; their end tells them apart, the whole id is there for copying. */
function Reference({ kind, id }: { kind?: string; id: string }) {
  const short = id.length > 13 ? `…${id.slice(-12)}` : id
  return (
    <span title={id}>
      {kind === undefined ? null : `${kind} `}
      <code>{short}</code>
    </span>
  )
}
