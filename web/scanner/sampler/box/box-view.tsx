// Boxes: choose one, put closed tubes in, close it, hand it to a courier by name.
import { Icon } from '../../device/icon.tsx'
import { CodeForm } from '../code-form.tsx'
import type { Desk } from '../desk/desk.ts'
import { SaidBand } from '../said-band.tsx'
import { t } from '../words.ts'
import { BoxClosing } from './box-closing.tsx'
import { activeBox, boxesHere, putIn, readyTubes, scanAtBox } from './packing.ts'

export function BoxView({ desk }: { desk: Desk }) {
  const boxCode = activeBox.value
  return (
    <div class="desk-side">
      {boxCode === null ? null : <BoxCard desk={desk} boxCode={boxCode} />}
      <SaidBand desk={desk} />
      {boxCode === null ? <ChooseBox desk={desk} /> : <Packing desk={desk} boxCode={boxCode} />}
    </div>
  )
}

function BoxCard({ desk, boxCode }: { desk: Desk; boxCode: string }) {
  const count = desk.book.state.box(boxCode)?.tubeCodes.length ?? 0
  return (
    <section class="tube-card" data-box={boxCode}>
      <p class="tube-line">
        <strong class="tube-code">{boxCode}</strong>
        <button type="button" class="text-button" onClick={() => (activeBox.value = null)}>
          {t('box.other')}
        </button>
      </p>
      <p class="counter" data-count={count}>
        <span>{count}</span>
        <span class="counter-max">{t('box.tubes', { count }).replace(String(count), '').trim()}</span>
      </p>
    </section>
  )
}

function ChooseBox({ desk }: { desk: Desk }) {
  const boxes = boxesHere(desk)
  return (
    <>
      <p class="notice on-unknown">
        <Icon name="box" />
        {t('box.choose')}
      </p>
      <CodeForm label={t('box.number')} action={t('box.take')} onCode={(text) => void scanAtBox(desk, text)} />
      {boxes.length === 0 ? null : <h2>{t('box.open')}</h2>}
      <ul class="others">
        {boxes.map(({ boxCode, tubeCodes }) => (
          <li key={boxCode}>
            <button type="button" class="choice other-tube" onClick={() => (activeBox.value = boxCode)}>
              <span class="tube-code">{boxCode}</span>
              <span>{t('box.tubes', { count: tubeCodes.length })}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Packing({ desk, boxCode }: { desk: Desk; boxCode: string }) {
  const box = desk.book.state.box(boxCode)
  const inside = box?.tubeCodes ?? []
  const isClosed = box !== null && box.closedAtMs !== null
  return (
    <>
      {isClosed ? null : <ReadyTubes desk={desk} boxCode={boxCode} />}
      {isClosed ? null : <CodeForm label={t('box.type')} action={t('box.put')} onCode={(text) => void scanAtBox(desk, text)} />}
      {inside.length === 0 ? null : <BoxClosing key={boxCode} desk={desk} boxCode={boxCode} />}
      <ul class="lines">
        {inside.map((tubeCode) => (
          <li key={tubeCode} class="line">
            <span class="tube-code">{tubeCode}</span>
            {isClosed ? null : (
              <button
                type="button"
                class="button button-second"
                onClick={() => void desk.record([{ kind: 'unbox_tube', boxCode, tubeCode }], 'unboxed', tubeCode)}
              >
                {t('box.take_out')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function ReadyTubes({ desk, boxCode }: { desk: Desk; boxCode: string }) {
  const ready = readyTubes(desk).map((tube) => tube.tubeCode)
  if (ready.length === 0) return null
  return (
    <section class="stack stack-small">
      <h2>{t('box.ready')}</h2>
      {ready.length === 1 ? null : (
        <button type="button" class="button button-second" onClick={() => void putIn(desk, boxCode, ready)}>
          {t('box.put_all')} ({ready.length})
        </button>
      )}
      <ul class="lines">
        {ready.map((tubeCode) => (
          <li key={tubeCode} class="line">
            <span class="tube-code">{tubeCode}</span>
            <button type="button" class="button button-second" onClick={() => void putIn(desk, boxCode, [tubeCode])}>
              {t('box.put')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
