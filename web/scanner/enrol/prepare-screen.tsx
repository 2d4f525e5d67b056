// First use without a code: shows whose root key this device is about to trust, and trusts it only when a person says so.
import { useSignal } from '@preact/signals'
import { locale } from '../../shared/preferences.ts'
import { Icon } from '../device/icon.tsx'
import { Page } from '../device/page.tsx'
import { fingerprintOf, shortFingerprint } from '../device/region.ts'
import { go, replaceBy } from '../device/route.ts'
import { changeSettings, type RegionPin } from '../device/settings.ts'
import { useStart } from '../device/use-start.ts'
import { askRegion, type Preparing, type Unprepared } from './prepare.ts'
import { Problem } from './problem.tsx'
import { t } from './words.ts'

export function PrepareScreen() {
  const asked = useSignal<Preparing<RegionPin> | null>(null)
  const ask = async (): Promise<void> => {
    asked.value = null
    asked.value = await askRegion(null)
  }
  useStart(() => void ask())
  return (
    <Page title={t('prepare.title')} back="start">
      {asked.value === null ? <p role="status">{t('common.waiting')}</p> : null}
      {asked.value?.ok === false ? <NoFiles unprepared={asked.value} onAgain={() => void ask()} /> : null}
      {asked.value?.ok ? <Confirm pin={asked.value.value} /> : null}
      <button type="button" class="button button-plain" onClick={() => go('enrol')}>
        <Icon name="key" />
        {t('prepare.code')}
      </button>
    </Page>
  )
}

function Confirm({ pin }: { pin: RegionPin }) {
  const accept = (): void => {
    changeSettings({ pin })
    replaceBy('guard')
  }
  return (
    <section class="card stack">
      <p class="quiet">{t('prepare.region')}</p>
      <h2>{pin.names[locale.value] ?? pin.region}</h2>
      <p class="quiet">{t('prepare.fingerprint')}</p>
      <p class="fingerprint">{shortFingerprint(fingerprintOf(pin.rootKey) ?? '')}</p>
      <p>{t('prepare.compare')}</p>
      <button type="button" class="button button-wide" onClick={accept}>
        {t('prepare.use')}
      </button>
    </section>
  )
}

function NoFiles({ unprepared, onAgain }: { unprepared: Unprepared; onAgain: () => void }) {
  const { problem } = unprepared
  const offline = problem === 'network.offline' || problem === 'network.timeout'
  return (
    <section class="card stack" data-problem={problem}>
      <h2>{t('prepare.failed')}</h2>
      {offline ? <p>{t('prepare.failed.how')}</p> : <Problem {...unprepared} />}
      <button type="button" class="button" onClick={onAgain}>
        {t('common.again')}
      </button>
    </section>
  )
}
