/** The sign of a colour for the Preact apps: shape and icon in one picture; the word stands beside it, put there by the page. */
import { colourSigns, type Sign } from './colour.ts'

export function ColourMark({ sign, size = '1em' }: { sign: Sign; size?: string }) {
  const { shape, icon } = colourSigns[sign]
  return (
    <svg class={`colour-mark sign-${sign}`} viewBox="0 0 96 96" width={size} height={size} aria-hidden="true" focusable="false">
      <path class="colour-mark-shape" d={shape} />
      <path class="colour-mark-icon" d={icon} />
    </svg>
  )
}
