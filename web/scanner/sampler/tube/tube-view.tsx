// The screen of the queue: the open tube, what the last scan came to, and the few things a hand does between two scans.
import { Icon } from '../../device/icon.tsx'
import type { Desk } from '../desk/desk.ts'
import { SaidBand } from '../said-band.tsx'
import { sheet } from '../view.ts'
import { t } from '../words.ts'
import { TubeCard } from './tube-card.tsx'

export function TubeView({ desk }: { desk: Desk }) {
  const tube = desk.active
  const others = desk.book.state.openTubes().filter((each) => each.tubeCode !== tube?.tubeCode)
  return (
    <div class="desk-side">
      <TubeCard tube={tube} />
      <SaidBand desk={desk} />
      {tube === null ? (
        <button type="button" class="button button-wide button-tall" onClick={() => (sheet.value = { kind: 'open_tube', code: '' })}>
          {t('tube.type')}
        </button>
      ) : (
        <TubeKeys desk={desk} tubeCode={tube.tubeCode} />
      )}
      {others.length === 0 ? null : (
        <section class="stack stack-small">
          <h2 class="quiet">{t('tube.others')}</h2>
          <ul class="others">
            {others.map(({ tubeCode, swabs, swabsMax }) => (
              <li key={tubeCode}>
                <button type="button" class="choice other-tube" onClick={() => desk.chooseTube(tubeCode)}>
                  <span class="tube-code">{tubeCode}</span>
                  <span>
                    {swabs.length}/{swabsMax}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function TubeKeys({ desk, tubeCode }: { desk: Desk; tubeCode: string }) {
  const tube = desk.active
  const last = tube?.swabs.at(-1)
  const isFull = tube !== null && tube.swabs.length >= tube.swabsMax
  const who = last === undefined ? null : (desk.book.state.person(last.swabId)?.hint ?? null)
  return (
    <div class="keys">
      <button type="button" class="button button-second" disabled={isFull} onClick={() => (sheet.value = { kind: 'person', tubeCode })}>
        <Icon name="person" />
        {t('tube.person')}
      </button>
      <button
        type="button"
        class="button button-second"
        disabled={last === undefined}
        onClick={() => (last === undefined ? undefined : void desk.removeSwab(tubeCode, last.swabId))}
      >
        <Icon name="undo" />
        <span class="key-words">
          {t('tube.undo')}
          {who === null ? null : <small>{who}</small>}
        </span>
      </button>
      <button
        type="button"
        class="button button-second"
        disabled={last === undefined}
        onClick={() => (sheet.value = { kind: 'swabs', tubeCode })}
      >
        <Icon name="list" />
        {t('tube.swabs')}
      </button>
      <button
        type="button"
        class={isFull ? 'button key-urgent' : 'button button-second'}
        onClick={() => (sheet.value = { kind: 'close_tube', tubeCode })}
      >
        <Icon name="check" />
        {t('tube.close')}
      </button>
    </div>
  )
}
