// The testing desk: scan or type a tube and a resident, register, see what became of it.
import './sampler.css'
import { useEffect, useMemo } from 'preact/hooks'
import type { CodeKind } from '../../shared/camera/frame.ts'
import { Icon } from '../device/icon.tsx'
import { player } from '../device/player.ts'
import { go } from '../device/route.ts'
import { settings } from '../device/settings.ts'
import { useStayAwake } from '../device/stay-awake.ts'
import { Viewfinder } from '../device/viewfinder.tsx'
import { HeldList } from './held-list.tsx'
import { LastSamples } from './last-samples.tsx'
import { SampleForm } from './sample-form.tsx'
import { deviceRefused, held, sampleCount } from './samples.ts'
import { openSamplingDesk } from './sampling-desk.ts'
import { SiteChoice } from './site-choice.tsx'
import { summary } from './summary.ts'
import { t } from './words.ts'

/** Passes are QR codes; tube labels are any of the four. */
const KINDS: readonly CodeKind[] = ['qr', 'code_128', 'code_39', 'data_matrix']

export function SamplerScreen() {
  const site = settings.value.enrolment?.site ?? null
  return (
    <main class="desk sampler">
      <header class="desk-head">
        <button type="button" class="icon-button" aria-label={t('common.back')} onClick={() => go('start')}>
          <Icon name="back" />
        </button>
        <h1 class="desk-place">{site === null ? t('sampler.title') : site.name}</h1>
        <button type="button" class="icon-button" aria-label={t('common.settings')} onClick={() => go('settings')}>
          <Icon name="settings" />
        </button>
      </header>
      {site === null ? <SiteChoice /> : <Desk siteId={site.siteId} />}
    </main>
  )
}

function Desk({ siteId }: { siteId: string }) {
  useStayAwake()
  const desk = useMemo(() => openSamplingDesk(siteId, player), [siteId])
  useEffect(() => desk.open(), [desk])
  const onScanned = (text: string): void => void desk.takeScanned(text)
  return (
    <>
      <Viewfinder kinds={KINDS} paused={false} onCode={onScanned} hint={t('sampler.aim')} />
      <div class="desk-side">
        <Tally />
        <SampleForm
          name="new"
          draft={desk.draft}
          action={t('sampler.register')}
          problem={desk.problem.value}
          onScanned={onScanned}
          onSubmit={() => void desk.register()}
        />
        <HeldList samples={desk.samples} />
        <LastSamples />
      </div>
    </>
  )
}

function Tally() {
  const refused = held.value.filter((record) => record.refusedWith !== null).length
  const waiting = held.value.length - refused
  const today = Math.max(summary.value?.today ?? 0, sampleCount.counts.value.done ?? 0)
  return (
    <section class="stack stack-small">
      <dl class="tally">
        <TallyItem name="today" label={t('sampler.today')} count={today} />
        <TallyItem name="waiting" label={t('sampler.waiting')} count={waiting} />
        <TallyItem name="refused" label={t('sampler.refused')} count={refused} />
      </dl>
      {deviceRefused.value === null ? null : (
        <p class="notice on-red" role="alert">
          <Icon name="warning" />
          <span class="notice-text">
            {t('sampler.blocked')}
            <button type="button" class="text-button" onClick={() => go('enrol')}>
              {t('start.enrol')}
            </button>
          </span>
        </p>
      )}
      {waiting > 0 && !navigator.onLine ? (
        <p class="notice on-yellow" role="status">
          <Icon name="offline" />
          {t('sampler.offline')}
        </p>
      ) : null}
    </section>
  )
}

function TallyItem({ name, label, count }: { name: string; label: string; count: number }) {
  return (
    <div class={count > 0 ? `tally-item tally-${name}` : 'tally-item'} data-tally={name}>
      <dt>{label}</dt>
      <dd>{count}</dd>
    </div>
  )
}
