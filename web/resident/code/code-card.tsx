/** The card that is held out at a gate: colour as word, shape, icon and ground, the moving clock, the renewing QR, the test age. */
import { useEffect, useState } from 'preact/hooks'
import { fromBase64url } from '../../shared/base64url.ts'
import { colourSigns } from '../../shared/colour.ts'
import { ColourMark } from '../../shared/colour-mark.tsx'
import type { DeviceKey } from '../../shared/device-key.ts'
import { locale } from '../../shared/preferences.ts'
import { formatClock } from '../../shared/region-time.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import { renewQr, type ShownQr, slotMs } from './renewing-qr.ts'
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
      <Qr pass={shown.pass?.pass ?? ''} deviceKey={deviceKey} label={sayCode('qrLabel', { colour: word, name: person.nameHint })} />
      <MovingClock nowMs={nowMs} />
    </section>
  )
}

function Qr({ pass, deviceKey, label }: { pass: string; deviceKey: DeviceKey; label: string }) {
  const [qr, setQr] = useState<ShownQr | null>(null)
  useEffect(() => {
    setQr(null)
    return renewQr(fromBase64url(pass) ?? new Uint8Array(), deviceKey, setQr)
  }, [pass, deviceKey])
  if (qr === null) return <div class="code-qr quiet">{sayCode('qrDrawing')}</div>
  if ('broken' in qr) return <div class="code-qr field-problem">{sayCode('qrBroken')}</div>
  const { size, path } = qr.drawing
  return (
    <div class="code-qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path fill="#000" d={path} />
      </svg>
    </div>
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
