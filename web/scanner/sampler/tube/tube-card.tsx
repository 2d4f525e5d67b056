// The tube on the table: its number, its kind, and how many are in it, large enough to be read from where the queue stands.
import type { TubeState } from '@evergate/pass/sampling'
import { Icon } from '../../device/icon.tsx'
import { t } from '../words.ts'

export function TubeCard({ tube }: { tube: TubeState | null }) {
  if (tube === null) {
    return (
      <section class="tube-card tube-card-none">
        <Icon name="tube" />
        <p>
          <strong>{t('tube.none')}</strong>
          <span>{t('tube.none.how')}</span>
        </p>
      </section>
    )
  }
  const count = tube.swabs.length
  const counted = { count, max: tube.swabsMax, code: tube.tubeCode }
  return (
    <section class="tube-card" data-tube={tube.tubeCode} data-full={count >= tube.swabsMax}>
      <p class="tube-line">
        <strong class="tube-code">{tube.tubeCode}</strong>
        <span class="chip">{t(tube.pool === null ? 'pool.unknown' : `pool.${tube.pool}`)}</span>
      </p>
      <p class="counter" data-count={count} role="img" aria-label={t('tube.counter', counted)}>
        <span>{count}</span>
        <span class="counter-max">{tube.pool === 'household' ? t('tube.people', { count: '' }).trim() : `/ ${tube.swabsMax}`}</span>
      </p>
    </section>
  )
}
