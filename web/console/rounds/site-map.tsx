/**
 * Sites where they lie, schematically. A picture beside the table, not in its place: to a screen reader it is one image,
 * and everything it shows and does the table shows and does too.
 */
import { useTexts } from '../words/use-texts.ts'
import type { SiteProgress } from './progress.query.ts'
import { progressTexts, siteStateTexts } from './round-texts.ts'
import styles from './site-map.module.css'
import signStyles from './site-sign.module.css'
import { type Course, signRadius, siteShapes, siteStateOf, viewOf } from './site-state.ts'

type SiteMapProps = {
  sites: readonly SiteProgress[]
  course: Course
  nowMs: number
  chosen: string | null
  onChoose: (siteId: string) => void
}

/** Beyond this many the names would cover one another; the pointer and the table tell them then. */
const namedMax = 12

export function SiteMap({ sites, course, nowMs, chosen, onChoose }: SiteMapProps) {
  const say = useTexts(progressTexts)
  const { left, top, side } = viewOf(sites)
  const scale = side / 1000
  const largest = Math.max(...sites.map((site) => site.expected))
  const smallLast = [...sites].sort((a, b) => b.expected - a.expected) // a small sign is never hidden behind a large one
  return (
    <svg className={styles.map} viewBox="-40 -40 1080 1080" role="img" aria-label={say('mapLabel', { count: sites.length })}>
      <Grid />
      {smallLast.map((site) => (
        <MapSite
          key={site.siteId}
          site={site}
          at={[(site.mapX - left) / scale, (site.mapY - top) / scale]}
          radius={signRadius(site.expected, largest)}
          named={sites.length <= namedMax}
          course={course}
          nowMs={nowMs}
          chosen={site.siteId === chosen}
          onChoose={onChoose}
        />
      ))}
    </svg>
  )
}

function Grid() {
  return (
    <g className={styles.grid}>
      {[0, 250, 500, 750, 1000].map((at) => (
        <path key={at} d={`M${at} 0V1000M0 ${at}H1000`} />
      ))}
    </g>
  )
}

type MapSiteProps = Omit<SiteMapProps, 'sites' | 'chosen'> & {
  site: SiteProgress
  at: readonly [x: number, y: number]
  radius: number
  named: boolean
  chosen: boolean
}

function MapSite({ site, at, radius, named, course, nowMs, chosen, onChoose }: MapSiteProps) {
  const say = useTexts(siteStateTexts)
  const state = siteStateOf(site, course, nowMs)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: choosing by pointer is an extra; the table has a button for it
    <g className={styles.site} transform={`translate(${at[0]} ${at[1]})`} onClick={() => onChoose(site.siteId)}>
      <title>{`${site.name} · ${say(state)}`}</title>
      {chosen ? <circle className={styles.ring} r={radius + 9} /> : null}
      <path
        className={`${signStyles.shape} ${styles.shape}`}
        data-state={state}
        d={siteShapes[state]}
        fillRule="evenodd"
        transform={`scale(${radius / 10}) translate(-10 -10)`}
      />
      {site.queuePeople === null || site.queuePeople === 0 ? null : (
        <text className={styles.queue} y={radius + 28}>
          {site.queuePeople}
        </text>
      )}
      {named || chosen ? (
        <text className={styles.name} y={-radius - 12}>
          {site.name}
        </text>
      ) : null}
    </g>
  )
}
