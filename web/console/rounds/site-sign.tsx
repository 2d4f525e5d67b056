/** The sign of a site's state: a shape of its own for each, so that colour is never needed to tell them apart. */
import { useTexts } from '../words/use-texts.ts'
import { siteStateTexts } from './round-texts.ts'
import styles from './site-sign.module.css'
import { type SiteState, siteShapes } from './site-state.ts'

export function SiteSign({ state }: { state: SiteState }) {
  const say = useTexts(siteStateTexts)
  return (
    <span className={styles.sign}>
      <svg width={15} height={15} viewBox="0 0 20 20" aria-hidden="true">
        <path className={styles.shape} data-state={state} d={siteShapes[state]} fillRule="evenodd" />
      </svg>
      {say(state)}
    </span>
  )
}
