// Closing a tube: the swabs in it are counted, and a number that differs from the people recorded is said before it is too late to look.
import { useSignal } from '@preact/signals'
import { Icon } from '../../device/icon.tsx'
import { CountStepper } from '../count-stepper.tsx'
import type { Desk } from '../desk/desk.ts'
import { SheetFrame } from '../sheet-frame.tsx'
import { closeSheet } from '../view.ts'
import { t } from '../words.ts'

const SWABS_MAX = 99

export function CloseTube({ desk, tubeCode }: { desk: Desk; tubeCode: string }) {
  const bound = desk.book.state.tube(tubeCode)?.swabs.length ?? 0
  const counted = useSignal(bound)
  const close = async (swabsCounted: number | null): Promise<void> => {
    if (await desk.closeTube(tubeCode, swabsCounted)) closeSheet()
  }
  return (
    <SheetFrame title={t('tube.close.title', { code: tubeCode })} desk={desk}>
      <div class="stack">
        <p class="close-bound">{t('tube.close.bound', { count: bound })}</p>
        <CountStepper
          label={t('tube.close.count')}
          count={counted.value}
          countMax={SWABS_MAX}
          onCount={(count) => (counted.value = count)}
        />
        {counted.value === bound ? null : (
          <p class="notice on-yellow" role="alert">
            <Icon name="warning" />
            {t('tube.close.differs')}
          </p>
        )}
        <button type="button" class="button button-wide button-tall" onClick={() => void close(counted.value)}>
          {t('tube.close.yes', { count: counted.value })}
        </button>
        <button type="button" class="button button-plain button-wide" onClick={() => void close(null)}>
          {t('tube.close.uncounted')}
        </button>
      </div>
    </SheetFrame>
  )
}
