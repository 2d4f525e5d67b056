/** Draws what a cached query holds, in each of its states: loading, shown, shown with its age because nothing newer came, and failed with nothing to show. */
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { now } from '../../shared/clock.ts'
import { locale } from '../../shared/preferences.ts'
import { formatRecent } from '../../shared/region-time.ts'
import { say } from '../app/say.ts'
import type { CachedQuery } from '../state/cached-answer.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import { Notice } from './notice.tsx'
import { Loading } from './page.tsx'
import { Problem } from './problem.tsx'

export function CachedView<T>({ query, children }: { query: CachedQuery<T>; children: (value: T) => ComponentChildren }) {
  const { value, savedAt, busy, refusal } = query.state.value
  useEffect(() => void query.load(), [query])
  if (value === null) return refusal === null ? <Loading /> : <Problem refusal={refusal} again={() => void query.load()} />
  const time = formatRecent(savedAt ?? now(), now(), utcOffsetMinutes.value, locale.value)
  return (
    <>
      {refusal === null ? (
        <p class="quiet">
          {say('updatedAt', { time })}
          {busy && ` · ${say('updating')}`}
        </p>
      ) : (
        <Notice tone="care" icon={refusal.code === 'network.offline' ? 'offline' : 'waiting'}>
          {say(refusal.code === 'network.offline' ? 'offlineSince' : 'refusedSince', { time })}
        </Notice>
      )}
      {children(value)}
    </>
  )
}
