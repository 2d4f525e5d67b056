/** How fresh what is shown is, and the one way to make it fresher. Says plainly when there is no network and that the code works all the same. */
import { say } from '../app/say.ts'
import { awayUntil } from '../state/contact.ts'
import { outgoing } from '../state/outgoing.ts'
import { showMoment } from '../state/region.ts'
import { refresh } from '../state/wallet.ts'
import { Notice } from '../ui/notice.tsx'
import type { ShownCode } from './shown-code.ts'
import { UpdateButton } from './update-button.tsx'
import { sayCode } from './words.ts'

export interface CodeStateProps {
  readonly shown: ShownCode
  readonly asOf: string
  readonly online: boolean
  readonly nowMs: number
}

export function CodeState({ shown, asOf, online, nowMs }: CodeStateProps) {
  const isAway = awayUntil() > nowMs
  const queued = outgoing.value.filter((record) => record.refusedWith === null).length
  const refused = outgoing.value.length - queued
  return (
    <div class="stack stack-small">
      {!online && (
        <Notice tone="care" icon="offline">
          {sayCode('offlineAsOf', { time: asOf })}
        </Notice>
      )}
      {online && (isAway || refresh.value.refusal !== null) && (
        <Notice tone="care" icon="waiting">
          {sayCode(isAway ? 'busyAsOf' : 'failedAsOf', { time: asOf })}
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
      <UpdateButton asOf={asOf} nowMs={nowMs} />
    </div>
  )
}
