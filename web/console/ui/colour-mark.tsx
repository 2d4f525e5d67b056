/** A colour as shape, icon and word together, drawn as in every app; none of them is ever the only sign. */
import { type Colour, colourSigns } from '../../shared/colour.ts'
import { useLocale } from '../words/use-texts.ts'
import styles from './colour-mark.module.css'

export function ColourMark({ colour, large = false }: { colour: Colour; large?: boolean }) {
  const { shape, icon, word } = colourSigns[colour]
  const locale = useLocale()
  const size = large ? 44 : 18
  return (
    <span className={styles.mark} data-colour={colour} data-large={large}>
      <svg width={size} height={size} viewBox="0 0 96 96" aria-hidden="true">
        <path d={shape} fill="var(--colour-shape)" />
        <path d={icon} fill="none" stroke="var(--colour-icon)" strokeWidth="9" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span>{word[locale]}</span>
    </span>
  )
}
