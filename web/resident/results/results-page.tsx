/** Where each sample is: taken, or released with its result. A resident sees the same steps as the laboratory reports, newest first. */
import { useState } from 'preact/hooks'
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'
import { PeopleSwitch } from '../code/people-switch.tsx'
import { type CachedQuery, createCachedQuery } from '../state/cached-answer.ts'
import { people } from '../state/people.ts'
import { showMoment } from '../state/region.ts'
import type { Sample } from '../state/wire.ts'
import { CachedView } from '../ui/cached-view.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Empty, Loading, Page } from '../ui/page.tsx'

const zh = {
  title: '核酸检测',
  none: '还没有采样记录',
  noneWhy: '采样时出示健康码，记录会显示在这里。',
  taken: '已采样，等待检测结果',
  negative: '阴性',
  positive: '阳性',
  invalid: '无效，需要重新采样',
  invalidWhy: '样本无效不影响健康码颜色。',
  sampled: '采样',
  tested: '检测',
  released: '发布',
  tube: '采样管 {code}',
  corrected: '已更正',
} as const
const en: { readonly [K in keyof typeof zh]: string } = {
  title: 'Tests',
  none: 'No samples yet',
  noneWhy: 'Show your code where samples are taken, and they appear here.',
  taken: 'Sampled, waiting for the result',
  negative: 'Negative',
  positive: 'Positive',
  invalid: 'Invalid: please be sampled again',
  invalidWhy: 'An invalid sample does not change the colour of your code.',
  sampled: 'Sampled',
  tested: 'Tested',
  released: 'Released',
  tube: 'Tube {code}',
  corrected: 'corrected',
}
const say = createTranslate<typeof zh>({ 'zh-CN': zh, en }, () => locale.value)

const queries = new Map<string, CachedQuery<{ samples: readonly Sample[] }>>()
function samplesOf(residentId: string): CachedQuery<{ samples: readonly Sample[] }> {
  const known = queries.get(residentId)
  if (known !== undefined) return known
  const query = createCachedQuery<{ samples: readonly Sample[] }>(`resident/samples/${residentId}`, `/v1/residents/${residentId}/samples`)
  queries.set(residentId, query)
  return query
}

export function ResultsPage() {
  const [chosen, setChosen] = useState<string | null>(null)
  const residentId = chosen ?? people.value[0]?.residentId
  if (residentId === undefined) return <Loading />
  return (
    <Page title={say('title')}>
      {people.value.length > 1 && <PeopleSwitch people={people.value} chosen={residentId} choose={setChosen} />}
      <CachedView key={residentId} query={samplesOf(residentId)}>
        {({ samples }) =>
          samples.length === 0 ? (
            <Empty title={say('none')}>{say('noneWhy')}</Empty>
          ) : (
            <ol class="stack">
              {samples.map((sample) => (
                <SampleCard key={sample.sampleId} sample={sample} />
              ))}
            </ol>
          )
        }
      </CachedView>
    </Page>
  )
}

const looks: Readonly<Record<NonNullable<Sample['outcome']>, { icon: IconName; wash: string }>> = {
  negative: { icon: 'done', wash: 'on-green' },
  positive: { icon: 'warning', wash: 'on-red' },
  invalid: { icon: 'refresh', wash: 'on-unknown' },
}

function SampleCard({ sample }: { sample: Sample }) {
  const { icon, wash } = sample.outcome === null ? { icon: 'waiting' as const, wash: 'on-unknown' } : looks[sample.outcome]
  const steps = [
    { name: say('sampled'), at: sample.sampledAt },
    { name: say('tested'), at: sample.testedAt },
    { name: say('released'), at: sample.releasedAt },
  ]
  return (
    <li class="card stack sample">
      <p class={`sample-outcome ${wash}`}>
        <Icon name={icon} />
        <strong>{say(sample.outcome ?? 'taken')}</strong>
        {sample.corrected && <span>· {say('corrected')}</span>}
      </p>
      {sample.outcome === 'invalid' && <p class="quiet">{say('invalidWhy')}</p>}
      <ol class="steps">
        {steps.map(({ name, at }) => (
          <li key={name} class={at === null ? 'step-open' : 'step-done'}>
            <span>{name}</span>
            <small>{at === null ? '—' : showMoment(at)}</small>
          </li>
        ))}
      </ol>
      <p class="quiet">
        {sample.siteName} · {say('tube', { code: sample.tubeCode })}
      </p>
    </li>
  )
}
