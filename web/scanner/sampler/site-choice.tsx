// For a device enrolled without a site: the sampler says once at which one it stands.
import { type Signal, useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { server } from '../device/server.ts'
import { changeSettings, settings } from '../device/settings.ts'
import { useStart } from '../device/use-start.ts'
import { cityTime } from '../words/words.ts'
import { isBusyCode } from './busy.ts'
import { type SyncLoop, startSyncLoop } from './sync/sync-loop.ts'
import { t } from './words.ts'

interface Site {
  readonly siteId: string
  readonly name: string
}

/** The sites; the code of why they could not be had; null before the first answer. */
type Told = readonly Site[] | string | null

export function SiteChoice() {
  const told = useSignal<Told>(null)
  const asking = useRef<SyncLoop | null>(null)
  useStart(() => {
    asking.current = askUntilTold(told)
    return asking.current.stop
  })
  const sites = told.value
  return (
    <section class="desk-stopped card stack">
      <h2>{t('sampler.site.choose')}</h2>
      {sites === null ? <p role="status">{t('common.waiting')}</p> : null}
      {typeof sites === 'string' ? <Untold code={sites} asking={asking.current!} /> : null}
      <ul class="venue-list">
        {Array.isArray(sites)
          ? sites.map((site: Site) => (
              <li key={site.siteId}>
                <button type="button" class="choice venue-choice" onClick={() => choose(site)}>
                  {site.name}
                </button>
              </li>
            ))
          : null}
      </ul>
    </section>
  )
}

/** A server that is busy is not pressed for: it is asked at the moment it named. */
function Untold({ code, asking }: { code: string; asking: SyncLoop }) {
  const again = asking.postponedUntil.value
  if (isBusyCode(code) && again !== null) return <p role="status">{t('sampler.site.busy', { time: cityTime(again) })}</p>
  const isAway = code.startsWith('network.')
  return (
    <>
      <p role="status">{isAway ? t('common.offline') : t('sampler.site.refused', { code })}</p>
      <button type="button" class="button" disabled={asking.running.value} onClick={asking.sendNow}>
        {t('common.again')}
      </button>
    </>
  )
}

function askUntilTold(told: Signal<Told>): SyncLoop {
  const loop = startSyncLoop(async () => {
    const answer = await server.call<{ readonly sites: readonly Site[] }>({
      method: 'GET',
      path: '/v1/sites',
      as: 'session',
      load: 'critical',
    })
    told.value = answer.ok ? answer.value.sites : answer.refusal.code
    if (answer.ok || !answer.refusal.passing) return { outcome: 'done' }
    return { outcome: 'later', retryAfterMs: answer.refusal.retryAfterMs ?? null }
  })
  loop.sendNow()
  return loop
}

function choose({ siteId, name }: Site): void {
  const { enrolment } = settings.peek()
  if (enrolment !== null) changeSettings({ enrolment: { ...enrolment, site: { siteId, name } } })
}
