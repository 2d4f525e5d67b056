/** A colour as shape, sign and word together: circle with check, triangle with mark, octagon with bar. Colour is never the only sign. */
import { useTexts } from '../words/use-texts.ts'
import styles from './colour-mark.module.css'
import { colourTexts } from './colour-texts.ts'

export type Colour = 'green' | 'yellow' | 'red'

const shapes: Record<Colour, { outline: string; sign: string }> = {
  green: { outline: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z', sign: 'm7.5 12.4 3.1 3.1 6-6.8' },
  yellow: { outline: 'M12 2.5 22.5 21h-21L12 2.500Z', sign: 'M12 9.500v5m0 3v.2' },
  red: { outline: 'M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Z', sign: 'M7.5 12h9' },
}

export function ColourMark({ colour, large = false }: { colour: Colour; large?: boolean }) {
  const say = useTexts(colourTexts)
  const size = large ? 44 : 18
  return (
    <span className={styles.mark} data-colour={colour} data-large={large}>
      <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
        <path d={shapes[colour].outline} fill="var(--colour-shape)" />
        <path
          d={shapes[colour].sign}
          fill="none"
          stroke="var(--colour-sign)"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span>{say(colour)}</span>
    </span>
  )
}
