/** Declarations still on this phone: waiting for a network, or refused with the reason, which only the resident may delete. */
import { discardQueued } from '../../shared/queue.ts'
import type { QueuedRecord } from '../../shared/store.ts'
import { openOutgoing } from '../state/outgoing.ts'
import { showMoment } from '../state/region.ts'
import { Icon } from '../ui/icon.tsx'
import { sayDeclare, sayDeclareRefusal } from './words.ts'

export function WaitingDeclarations({ records }: { records: readonly QueuedRecord[] }) {
  if (records.length === 0) return null
  return (
    <section class="card stack stack-small">
      <h2>{sayDeclare('waiting')}</h2>
      <ul class="list">
        {records.map((record) => (
          <Waiting key={record.id} record={record} />
        ))}
      </ul>
    </section>
  )
}

function Waiting({ record }: { record: QueuedRecord }) {
  const discard = async (): Promise<void> => {
    await discardQueued(record.id)
    await openOutgoing()
  }
  return (
    <li class="list-line">
      <Icon name={record.refusedWith === null ? 'waiting' : 'warning'} />
      <span class="list-text">
        {sayDeclare(record.kind === 'daily_report' ? 'daily_report' : 'declaration')}
        <small>{showMoment(new Date(record.recordedAt).toISOString())}</small>
        {record.refusedWith !== null && (
          <small class="field-problem">{sayDeclare('refused', { reason: sayDeclareRefusal(record.refusedWith) })}</small>
        )}
      </span>
      {record.refusedWith !== null && (
        <button type="button" class="button button-danger" onClick={() => void discard()}>
          {sayDeclare('discard')}
        </button>
      )}
    </li>
  )
}
