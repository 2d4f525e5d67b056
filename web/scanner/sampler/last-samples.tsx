// The last accepted samples: those of this page with their outcome, then what the server had before. No name is whole.
import { Icon } from '../device/icon.tsx'
import { cityTime } from '../words/words.ts'
import { accepted } from './samples.ts'
import { summary } from './summary.ts'
import { t } from './words.ts'

const SHOWN_MAX = 8

export function LastSamples() {
  const mine = accepted.value
  const known = new Set(mine.map((sample) => sample.sampleId))
  const before = (summary.value?.last ?? []).filter((sample) => !known.has(sample.sampleId))
  const rows = [
    ...mine.map((sample) => ({ ...sample, at: sample.acceptedAt })),
    ...before.map((sample) => ({ ...sample, at: sample.sampledAt, already: false })),
  ].slice(0, SHOWN_MAX)
  return (
    <section class="stack stack-small">
      <h2>{t('sampler.last')}</h2>
      {rows.length === 0 ? <p class="quiet">{t('sampler.none')}</p> : null}
      <ul class="sample-list" aria-live="polite">
        {rows.map(({ sampleId, tubeCode, nameMasked, already, at }) => (
          <li key={sampleId} class="sample" data-state={already ? 'already' : 'done'}>
            <Icon name="check" />
            <span class="sample-words">
              <strong>{tubeCode}</strong>
              <span>
                {nameMasked} · {cityTime(Date.parse(at))}
              </span>
              <span class="quiet">{t(already ? 'sampler.state.already' : 'sampler.state.done')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
