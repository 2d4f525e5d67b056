// A number that somebody with gloves sets by two large keys.
import { Icon } from '../device/icon.tsx'
import { t } from './words.ts'

export interface CountStepperProps {
  readonly label: string
  readonly count: number
  readonly countMax: number
  readonly onCount: (count: number) => void
}

export function CountStepper({ label, count, countMax, onCount }: CountStepperProps) {
  return (
    <fieldset class="stepper">
      <legend>{label}</legend>
      <button type="button" class="stepper-key" aria-label={t('tube.less')} disabled={count <= 0} onClick={() => onCount(count - 1)}>
        <Icon name="minus" />
      </button>
      <output class="stepper-count">{count}</output>
      <button type="button" class="stepper-key" aria-label={t('tube.more')} disabled={count >= countMax} onClick={() => onCount(count + 1)}>
        <Icon name="plus" />
      </button>
    </fieldset>
  )
}
