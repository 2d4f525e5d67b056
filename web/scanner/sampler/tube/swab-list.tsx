// Who is in a tube, newest first: each can be taken back, or moved to the tube into which the swab really went.
import { useSignal } from '@preact/signals'
import { cityTime } from '../../words/words.ts'
import type { Desk } from '../desk/desk.ts'
import { SheetFrame } from '../sheet-frame.tsx'
import { t } from '../words.ts'

export function SwabList({ desk, tubeCode }: { desk: Desk; tubeCode: string }) {
  const moving = useSignal<string | null>(null)
  const swabs = desk.book.state.tube(tubeCode)?.swabs ?? []
  return (
    <SheetFrame title={t('swabs.title', { code: tubeCode })} desk={desk}>
      {swabs.length === 0 ? <p class="quiet">{t('swabs.none')}</p> : null}
      <ol class="lines" reversed>
        {[...swabs].reverse().map(({ swabId, atMs }) => (
          <li key={swabId} class="line" data-swab={swabId}>
            <span class="line-words">
              <strong>{desk.book.state.person(swabId)?.hint ?? t('swabs.unknown')}</strong>
              <span class="quiet">{cityTime(atMs)}</span>
            </span>
            <button type="button" class="button button-second" onClick={() => void desk.removeSwab(tubeCode, swabId)}>
              {t('swabs.undo')}
            </button>
            <button
              type="button"
              class="button button-second"
              aria-expanded={moving.value === swabId}
              onClick={() => (moving.value = moving.value === swabId ? null : swabId)}
            >
              {t('swabs.move')}
            </button>
            {moving.value === swabId ? <Targets desk={desk} tubeCode={tubeCode} swabId={swabId} /> : null}
          </li>
        ))}
      </ol>
    </SheetFrame>
  )
}

function Targets({ desk, tubeCode, swabId }: { desk: Desk; tubeCode: string; swabId: string }) {
  const others = desk.book.state.openTubes().filter((tube) => tube.tubeCode !== tubeCode)
  if (others.length === 0) return <p class="line-more">{t('swabs.move.none')}</p>
  return (
    <div class="line-more stack stack-small">
      <p>{t('swabs.move.to')}</p>
      {others.map((tube) => (
        <button
          key={tube.tubeCode}
          type="button"
          class="choice other-tube"
          disabled={tube.swabs.length >= tube.swabsMax}
          onClick={() => void desk.moveSwab(tubeCode, swabId, tube.tubeCode)}
        >
          <span class="tube-code">{tube.tubeCode}</span>
          <span>
            {tube.swabs.length}/{tube.swabsMax}
          </span>
        </button>
      ))}
    </div>
  )
}
