// The end of a box at this site: counted, closed, and given to somebody with a name.
import { useSignal } from '@preact/signals'
import { Icon } from '../../device/icon.tsx'
import { cityTime } from '../../words/words.ts'
import { CodeForm } from '../code-form.tsx'
import { CountStepper } from '../count-stepper.tsx'
import type { Desk } from '../desk/desk.ts'
import { t } from '../words.ts'
import { activeBox } from './packing.ts'

const TUBES_MAX = 999

export function BoxClosing({ desk, boxCode }: { desk: Desk; boxCode: string }) {
  const box = desk.book.state.box(boxCode)
  if (box === null) return null
  if (box.closedAtMs === null) return <CloseBox desk={desk} boxCode={boxCode} inside={box.tubeCodes.length} />
  if (box.handedOverAtMs !== null)
    return <p class="notice on-green">{t('box.handed_over', { courier: box.courier ?? '', time: cityTime(box.handedOverAtMs) })}</p>
  const handOver = async (courier: string): Promise<void> => {
    if (await desk.record([{ kind: 'hand_over', boxCode, courier: courier.slice(0, 100) }], 'handed_over', boxCode)) activeBox.value = null
  }
  return (
    <section class="stack stack-small">
      <p class="quiet">{t('box.closed', { time: cityTime(box.closedAtMs) })}</p>
      <CodeForm label={t('box.courier')} action={t('box.hand_over')} onCode={(courier) => void handOver(courier)} />
    </section>
  )
}

function CloseBox({ desk, boxCode, inside }: { desk: Desk; boxCode: string; inside: number }) {
  const open = useSignal(false)
  const counted = useSignal<number | null>(null)
  const count = counted.value ?? inside
  if (!open.value) {
    return (
      <button type="button" class="button button-wide button-tall" onClick={() => (open.value = true)}>
        {t('box.close')}
      </button>
    )
  }
  return (
    <section class="card stack">
      <CountStepper label={t('box.close.count')} count={count} countMax={TUBES_MAX} onCount={(next) => (counted.value = next)} />
      {count === inside ? null : (
        <p class="notice on-yellow" role="alert">
          <Icon name="warning" />
          {t('box.close.differs')}
        </p>
      )}
      <button
        type="button"
        class="button button-wide button-tall"
        onClick={() => void desk.record([{ kind: 'close_box', boxCode, tubesCounted: count }], 'box_closed', boxCode)}
      >
        {t('box.close.yes', { count })}
      </button>
      <button type="button" class="button button-plain" onClick={() => (open.value = false)}>
        {t('common.cancel')}
      </button>
    </section>
  )
}
