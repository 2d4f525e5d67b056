/** One sample: what came of it, where it is now, when what happened. */
import { Fragment } from 'preact'
import { showMoment } from '../state/region.ts'
import { type Place, places, type Sample } from '../state/wire.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { isAnswered, isPooled, placeOf } from './sample-place.ts'
import { sayResults } from './words.ts'

const looks = {
  taken: { icon: 'waiting', wash: 'on-unknown' },
  negative: { icon: 'done', wash: 'on-green' },
  positive: { icon: 'warning', wash: 'on-red' },
  positivePool: { icon: 'warning', wash: 'on-yellow' },
  positivePoolAnswered: { icon: 'done', wash: 'on-unknown' },
  invalid: { icon: 'refresh', wash: 'on-unknown' },
} as const satisfies Record<string, { icon: IconName; wash: string }>

function lookOf(sample: Sample, samples: readonly Sample[]): keyof typeof looks {
  if (sample.outcome === 'positive' && isPooled(sample)) return isAnswered(sample, samples) ? 'positivePoolAnswered' : 'positivePool'
  return sample.outcome ?? 'taken'
}

/** `samples`: all of this person's, because a later one may have answered this one. */
export function SampleCard({ sample, samples }: { sample: Sample; samples: readonly Sample[] }) {
  const look = lookOf(sample, samples)
  const recollect = sample.recollect ?? sample.outcome === 'invalid'
  return (
    <li class="card stack sample">
      <p class={`sample-outcome ${looks[look].wash}`}>
        <Icon name={looks[look].icon} />
        <span>
          <strong>{sayResults(look)}</strong>
          {sample.corrected && ` · ${sayResults('corrected')}`}
        </span>
      </p>
      {look === 'positivePool' && <p>{sayResults('positivePoolWhy')}</p>}
      {recollect && (
        <Notice tone="care" icon="refresh" title={sayResults('recollect')}>
          {sayResults('recollectWhy')}
        </Notice>
      )}
      <Whereabouts sample={sample} />
      <Particulars sample={sample} />
    </li>
  )
}

const placeWords = {
  desk: 'atDesk',
  closed: 'atClosed',
  boxed: 'atBoxed',
  on_the_way: 'atOnTheWay',
  laboratory: 'atLaboratory',
  tested: 'atTested',
  released: 'atReleased',
} as const satisfies Record<Place, string>

function Whereabouts({ sample }: { sample: Sample }) {
  const { place, step, steps, at } = placeOf(sample)
  return (
    <div class="whereabouts">
      <span class="whereabouts-way" role="img" aria-label={sayResults('progress', { step, steps })}>
        {places.map((one, index) => (
          <span key={one} class={index < step ? 'passed' : undefined} />
        ))}
      </span>
      <p>
        <strong>{sayResults(placeWords[place])}</strong> {at !== null && <small>{showMoment(at)}</small>}
      </p>
    </div>
  )
}

function Particulars({ sample }: { sample: Sample }) {
  const lines = [
    ['sampled', sample.sampledAt],
    ['tested', sample.testedAt],
    ['released', sample.releasedAt],
  ] as const
  return (
    <dl class="particulars">
      {lines.map(
        ([name, at]) =>
          at !== null && (
            <Fragment key={name}>
              <dt>{sayResults(name)}</dt>
              <dd>{showMoment(at)}</dd>
            </Fragment>
          ),
      )}
      <dt>{sayResults('site')}</dt>
      <dd>{sample.siteName}</dd>
      <dt>{sayResults('tube')}</dt>
      <dd>
        {sample.tubeCode}
        {sample.pool != null && <small>{sayResults(sample.pool)}</small>}
      </dd>
    </dl>
  )
}
