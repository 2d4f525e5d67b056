// The testing desk: scan or type a tube and a resident, register, see what became of it.
import './sampler.css'
import { effect, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { locale } from '../../shared/preferences.ts'
import { Icon } from '../device/icon.tsx'
import { player } from '../device/player.ts'
import { go } from '../device/route.ts'
import { settings } from '../device/settings.ts'
import { useStayAwake } from '../device/stay-awake.ts'
import { useStart } from '../device/use-start.ts'
import { Viewfinder } from '../device/viewfinder.tsx'
import { gate } from '../gate/gate.ts'
import { wordsOfReason } from '../guard/reason-words.ts'
import { listenForGun } from '../guard/typed-code.ts'
import { makeDraft } from './draft.ts'
import { HeldList } from './held-list.tsx'
import { LastSamples } from './last-samples.tsx'
import { SampleForm } from './sample-form.tsx'
import { accepted, deviceRefused, held, openSamples, sampleCount } from './samples.ts'
import { SiteChoice } from './site-choice.tsx'
import { refreshSummary, summary } from './summary.ts'
import { t } from './words.ts'

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
  const samples = useMemo(() => openSamples(player), [])
  const draft = useMemo(() => makeDraft(() => gate.peek()), [])
  const problem = useSignal<string | null>(null)

  const onScanned = async (text: string): Promise<void> => {
    problem.value = null
    const scanned = await draft.takeScanned(text)
    if (scanned.ok) return player.play('code_read')
    problem.value = wordsOfReason(
      { answer: 'check_another_way', stage: scanned.stage, reasons: [scanned.reason], reasonTexts: null },
      locale.peek(),
    ).why
    player.play('sample_refused')
  }
  const register = async (): Promise<void> => {
    const tubeCode = draft.tubeCode.peek()
    const subject = draft.subject.peek()
    if (tubeCode === null || subject === null) return
    if (held.peek().some((record) => record.body.tubeCode === tubeCode)) {
      problem.value = t('sampler.tube.held')
      return player.play('sample_refused')
    }
    const shownAt = 'pass' in subject ? draft.pass.peek()?.shownAt : undefined
    draft.clear()
    problem.value = null
    await samples.register(tubeCode, siteId, subject, shownAt)
  }
  useStart(() => {
    const stopListening = listenForGun(document, (text) => void onScanned(text))
    const stopAsking = effect(() => {
      // Asked again whenever a sample was accepted.
      void accepted.value
      void refreshSummary(siteId)
    })
    return () => {
      stopListening()
      stopAsking()
      samples.stop()
    }
  })
  return (
    <>
      <Viewfinder
        kinds={['qr', 'code_128', 'code_39', 'data_matrix']}
        paused={false}
        onCode={(text) => void onScanned(text)}
        hint={t('sampler.aim')}
      />
      <div class="desk-side">
        <Tally />
        <SampleForm
          name="new"
          draft={draft}
          action={t('sampler.register')}
          problem={problem}
          onScanned={(text) => void onScanned(text)}
          onSubmit={() => void register()}
        />
        <HeldList samples={samples} />
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
