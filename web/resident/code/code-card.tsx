/** The card that is held out at a gate: colour as word, shape, icon and ground, the moving clock, the renewing QR, the test age. */
import { colourSigns } from '../../shared/colour.ts'
import { ColourMark } from '../../shared/colour-mark.tsx'
import type { DeviceKey } from '../../shared/device-key.ts'
import { locale } from '../../shared/preferences.ts'
import { formatClock } from '../../shared/region-time.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import { QrCode } from './qr-code.tsx'
import { slotMs } from './renewing-qr.ts'
import type { Person, ShownCode } from './shown-code.ts'
import { TestAgeLine } from './test-age-line.tsx'
import { sayCode, sayRelation } from './words.ts'

export interface CodeCardProps {
  readonly shown: ShownCode
  readonly person: Person
  readonly deviceKey: DeviceKey
  readonly nowMs: number
  /** When what is shown was last confirmed; null while it is as fresh as it can be. */
  readonly asOf: string | null
}

export function CodeCard({ shown, person, deviceKey, nowMs, asOf }: CodeCardProps) {
  const word = colourSigns[shown.sign].word[locale.value]
  return (
    <section class={`code-card band-${shown.sign}`} aria-label={`${word}, ${person.nameHint}`}>
      <div class="code-band">
        <ColourMark sign={shown.sign} size="4.5rem" />
        <div class="code-colour">
          <strong>{word}</strong>
          <div class="code-who">
            <span>
              {person.nameHint} · {sayRelation(person.relation)}
            </span>
            {asOf !== null && <span class="code-as-of">{sayCode('asOfShort', { time: asOf })}</span>}
          </div>
        </div>
      </div>
      <TestAgeLine lastNegativeAt={shown.lastNegativeAt} nowMs={nowMs} />
      <QrCode pass={shown.pass?.pass ?? ''} deviceKey={deviceKey} label={sayCode('qrLabel', { colour: word, name: person.nameHint })} />
      <MovingClock nowMs={nowMs} />
    </section>
  )
}

/** The time of day, moving, so that a glance tells a living page from a picture; and how long this QR still counts as fresh. */
function MovingClock({ nowMs }: { nowMs: number }) {
  const seconds = Math.ceil((slotMs - (nowMs % slotMs)) / 1000)
  return (
    <div class="code-clock">
      <time aria-hidden="true">{formatClock(nowMs, utcOffsetMinutes.value, true)}</time>
      <span class="code-clock-line" aria-hidden="true">
        <span style={{ transform: `scaleX(${seconds / (slotMs / 1000)})` }} />
      </span>
      <span>{sayCode('renews', { seconds })}</span>
    </div>
  )
}
