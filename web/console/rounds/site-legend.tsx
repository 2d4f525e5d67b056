/** What the signs of the map mean, and how many sites are in each state. */
import { formatFigure } from '../words/format.ts'
import type { SiteProgress } from './progress.query.ts'
import styles from './site-map.module.css'
import { SiteSign } from './site-sign.tsx'
import { type Course, siteStateOf, siteStates } from './site-state.ts'

export function SiteLegend({ sites, course, nowMs }: { sites: readonly SiteProgress[]; course: Course; nowMs: number }) {
  const found = sites.map((site) => siteStateOf(site, course, nowMs))
  return (
    <ul className={styles.legend}>
      {siteStates.map((state) => (
        <li key={state}>
          <SiteSign state={state} /> <b>{formatFigure(found.filter((one) => one === state).length)}</b>
        </li>
      ))}
    </ul>
  )
}
