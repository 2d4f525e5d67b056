/** A calm line below the head while the server offers less than everything. Says it in words; nothing is asked of anybody. */
import { useEffect, useState } from 'preact/hooks'
import { locale } from '../preferences.ts'
import { heardRung, type RungWords, watchRung } from './heard-rung.ts'
import './rung-banner.css'

const rungsInAll = 5

export function RungBanner({ words }: { words: RungWords }) {
  const [rung, setRung] = useState(heardRung)
  useEffect(() => {
    setRung(heardRung())
    return watchRung(() => setRung(heardRung()))
  }, [])
  return (
    <div class="rung-live" role="status">
      {rung === 0 ? null : (
        <p class="rung-banner" data-rung={rung}>
          <RungMark rung={rung} />
          {words[locale.value][rung]}
        </p>
      )}
    </div>
  )
}

/** A ladder with all its rungs; heavy as far up as the server stands. Without the faint ones a first rung looks like a chair. */
function RungMark({ rung }: { rung: number }) {
  const steps = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, index) => `M7.500 ${20 - 3.6 * (from + index)}h9`).join('')
  return (
    <svg class="rung-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path class="rung-mark-above" d={steps(rung, rungsInAll)} />
      <path d={`M7.500 3v19M16.500 3v19${steps(0, rung)}`} />
    </svg>
  )
}
