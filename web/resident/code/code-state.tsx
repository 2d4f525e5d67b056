/** How fresh what is shown is, and the one way to make it fresher. Says plainly when there is no network and that the code works all the same. */
import { say } from '../app/say.ts'
import { contactServer } from '../state/contact.ts'
import { outgoing } from '../state/outgoing.ts'
import { showMoment } from '../state/region.ts'
import { refresh } from '../state/wallet.ts'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ShownCode } from './shown-code.ts'
import { sayCode } from './words.ts'

export function CodeState({ shown, asOf, online }: { shown: ShownCode; asOf: string; online: boolean }) {
  const { stage } = refresh.value
  const queued = outgoing.value.filter((record) => record.refusedWith === null).length
  const refused = outgoing.value.length - queued
  return (
    <div class="stack stack-small">
      {!online && (
        <Notice tone="care" icon="offline">
          {sayCode('offlineAsOf', { time: asOf })}
        </Notice>
      )}
      {online && stage === 'failed' && (
        <Notice tone="care" icon="waiting">
          {sayCode('failedAsOf', { time: asOf })}
        </Notice>
      )}
      {shown.pass !== null && !shown.isValid && (
        <Notice tone="care" icon="warning" title={sayCode('passEnded', { time: showMoment(shown.pass.validUntil) })}>
          {sayCode('passEndedDo')}
        </Notice>
      )}
      {shown.mayHaveChanged && (
        <Notice tone="quiet" icon="waiting">
          {sayCode('mayHaveChanged', { time: showMoment(shown.status!.changesAt!) })}
        </Notice>
      )}
      {queued > 0 && (
        <Notice tone="quiet" icon="waiting">
          {say('queued', { count: queued })}
        </Notice>
      )}
      {refused > 0 && (
        <Notice tone="bad" icon="warning">
          {say('queuedRefused', { count: refused })}
        </Notice>
      )}
      <button type="button" class="code-update" disabled={stage === 'busy'} onClick={() => void contactServer()}>
        <Icon name="refresh" size={20} />
        <span>{sayCode('asOf', { time: asOf })}</span>
        <strong>{sayCode(stage === 'busy' ? 'updating' : 'update')}</strong>
      </button>
    </div>
  )
}
