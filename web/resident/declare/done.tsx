/** What became of the declaration just made: arrived, or waiting on the phone. */
import { hrefOf } from '../app/router.ts'
import { outgoing } from '../state/outgoing.ts'
import { Notice } from '../ui/notice.tsx'
import { sayDeclare, sayDeclareRefusal } from './words.ts'

export function Done({ declarationId, again }: { declarationId: string; again: () => void }) {
  const record = outgoing.value.find(({ id }) => id === declarationId)
  return (
    <div class="stack">
      {record === undefined && (
        <Notice tone="good" icon="done" title={sayDeclare('doneTitle')}>
          {sayDeclare('doneSent')}
        </Notice>
      )}
      {record?.refusedWith === null && (
        <Notice tone="quiet" icon="waiting" title={sayDeclare('doneTitle')}>
          {sayDeclare('doneWaiting')}
        </Notice>
      )}
      {record?.refusedWith != null && (
        <Notice tone="bad" icon="warning" title={sayDeclare('refused', { reason: sayDeclareRefusal(record.refusedWith) })} />
      )}
      <a class="button" href={hrefOf('/')}>
        {sayDeclare('toCode')}
      </a>
      <button type="button" class="button button-plain" onClick={again}>
        {sayDeclare('doneMore')}
      </button>
    </div>
  )
}
