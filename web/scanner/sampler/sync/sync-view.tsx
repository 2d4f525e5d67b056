// Where the records are: how many wait and since when, what the server has, what it refused, what a person has to look at. Nothing is discarded here but
// a sample of an older version that was refused, after a second question.
import { now } from '../../../shared/clock.ts'
import { Icon } from '../../device/icon.tsx'
import { go } from '../../device/route.ts'
import { useStart } from '../../device/use-start.ts'
import { cityTime, duration } from '../../words/words.ts'
import { isBusyCode } from '../busy.ts'
import type { Desk } from '../desk/desk.ts'
import { t, wordsFor } from '../words.ts'
import { CarriedList } from './carried-list.tsx'
import type { DeskSync } from './desk-sync.ts'
import { refreshSyncState, serverSays } from './sync-state.ts'

export function SyncView({ desk, sync }: { desk: Desk; sync: DeskSync }) {
  useStart(() => void refreshSyncState())
  return (
    <div class="desk-side">
      <SendState desk={desk} sync={sync} />
      <AtServer />
      <Refused desk={desk} />
      <Conflicts />
      <CarriedList onAgain={sync.sendNow} />
    </div>
  )
}

function SendState({ desk, sync }: { desk: Desk; sync: DeskSync }) {
  const { waiting, lastAnswerAtMs } = desk.book
  const oldest = waiting.values().next().value
  const ageOf = (atMs: number): string => duration((now() - atMs) / 1000)
  const trouble = sync.trouble.value
  return (
    <section class={`card stack stack-small send-state ${waiting.size === 0 ? 'on-green' : 'on-yellow'}`} data-waiting={waiting.size}>
      <h2>
        <Icon name={waiting.size === 0 ? 'check' : 'clock'} />
        {waiting.size === 0 ? t('sync.all') : t('sync.waiting', { count: waiting.size })}
      </h2>
      {oldest === undefined ? null : <p>{t('sync.since', { age: ageOf(desk.book.cityTimeOf(oldest)) })}</p>}
      <p>{lastAnswerAtMs === null ? t('sync.never') : t('sync.last', { age: ageOf(lastAnswerAtMs) })}</p>
      {sync.deviceRefused.value !== null ? (
        <p role="alert">
          {t('sync.blocked')}{' '}
          <button type="button" class="button button-second" onClick={() => go('enrol')}>
            {t('start.enrol')}
          </button>
        </p>
      ) : !navigator.onLine ? (
        <p>{t('sync.offline')}</p>
      ) : trouble !== null && waiting.size > 0 ? (
        <p>{sayPostponed(trouble, sync.postponedUntil.value)}</p>
      ) : null}
      <button type="button" class="button" disabled={sync.running.value} onClick={sync.sendNow}>
        <Icon name="send" />
        {t(sync.running.value ? 'sync.sending' : 'sync.now')}
      </button>
    </section>
  )
}

/** A server that is busy is no trouble: it is asked at the moment it named. */
function sayPostponed(code: string, untilMs: number | null): string {
  const key = isBusyCode(code) && untilMs !== null && untilMs > now() ? 'sync.busy' : 'sync.trouble'
  return t(key, { code, age: duration(((untilMs ?? now()) - now()) / 1000 + 1) })
}

function AtServer() {
  const said = serverSays.value
  if (said === null) return null
  const { upTo, gaps } = said.received
  const ranges = gaps.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
  return (
    <section class="card stack stack-small" data-up-to={upTo}>
      <h2>{t('sync.server')}</h2>
      <p>{t('sync.server.all', { count: upTo })}</p>
      {gaps.length === 0 ? null : <p class="field-problem">{t('sync.server.gaps', { ranges })}</p>}
    </section>
  )
}

function Refused({ desk }: { desk: Desk }) {
  const refused = [...desk.book.refused.values()]
  if (refused.length === 0) return null
  return (
    <section class="stack stack-small">
      <h2>{t('sync.refused')}</h2>
      <p class="quiet">{t('sync.refused.about')}</p>
      <ul class="lines">
        {refused.map(({ place, record, answer, hint }) => (
          <li key={place} class="line on-red" data-refused={record.recordId}>
            <span class="line-words">
              <strong>
                {t('sync.record', { number: record.sequence })} · {wordsFor('kind', record.kind) ?? record.kind}
              </strong>
              <span>
                {[placeOf(record), hint, cityTime(desk.book.cityTimeOf({ record }))]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </span>
              <span>{wordsFor('conflict', answer?.code ?? '') ?? t('refused.other', { code: answer?.code ?? '' })}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function placeOf(record: { readonly kind: string; readonly tubeCode?: string; readonly boxCode?: string }): string {
  return record.tubeCode ?? record.boxCode ?? ''
}

function Conflicts() {
  const conflicts = serverSays.value?.conflicts ?? []
  if (conflicts.length === 0) return null
  return (
    <section class="stack stack-small">
      <h2>{t('sync.conflicts')}</h2>
      <ul class="lines">
        {conflicts.map(({ conflictId, code, tubeCode, at }) => (
          <li key={conflictId} class="line on-yellow" data-conflict={code}>
            <span class="line-words">
              <strong>{wordsFor('conflict', code) ?? t('conflict.other', { code })}</strong>
              <span>
                {tubeCode === null ? '' : `${tubeCode} · `}
                {cityTime(Date.parse(at))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
