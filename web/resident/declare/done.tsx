/** What became of the declaration just made: arrived, or waiting on the phone. */
import { hrefOf } from '../app/router.ts'
import { outgoing } from '../state/outgoing.ts'
import { Notice } from '../ui/notice.tsx'
import { sayDeclare } from './words.ts'

export function Done({ declarationId, again }: { declarationId: string; again: () => void }) {
  const waits = outgoing.value.some((record) => record.id === declarationId)
  return (
    <div class="stack">
      <Notice tone={waits ? 'quiet' : 'good'} icon={waits ? 'waiting' : 'done'} title={sayDeclare('doneTitle')}>
        {sayDeclare(waits ? 'doneWaiting' : 'doneSent')}
      </Notice>
      <a class="button" href={hrefOf('/')}>
        {sayDeclare('toCode')}
      </a>
      <button type="button" class="button button-plain" onClick={again}>
        {sayDeclare('doneMore')}
      </button>
    </div>
  )
}
