// For a device enrolled without a site: the sampler says once at which one it stands.
import { useSignal } from '@preact/signals'
import { server } from '../device/server.ts'
import { changeSettings, settings } from '../device/settings.ts'
import { useStart } from '../device/use-start.ts'
import { t } from './words.ts'

interface Site {
  readonly siteId: string
  readonly name: string
}

export function SiteChoice() {
  const sites = useSignal<readonly Site[] | null | 'asking'>('asking')
  const ask = async (): Promise<void> => {
    sites.value = 'asking'
    sites.value = await askSites()
  }
  useStart(() => void ask())
  const choose = (site: Site): void => {
    const { enrolment } = settings.peek()
    if (enrolment !== null) changeSettings({ enrolment: { ...enrolment, site: { siteId: site.siteId, name: site.name } } })
  }
  const known = sites.value
  return (
    <section class="card stack">
      <h2>{t('sampler.site.choose')}</h2>
      {known === 'asking' ? <p role="status">{t('common.waiting')}</p> : null}
      {known === null ? (
        <button type="button" class="button" onClick={() => void ask()}>
          {t('common.offline')} · {t('common.again')}
        </button>
      ) : null}
      <ul class="venue-list">
        {Array.isArray(known)
          ? known.map((site: Site) => (
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

/** Null when the server cannot be reached. */
async function askSites(): Promise<readonly Site[] | null> {
  const answer = await server.call<{ readonly sites: readonly Site[] }>({ method: 'GET', path: '/v1/sites', as: 'session' })
  return answer.ok ? answer.value.sites : null
}
