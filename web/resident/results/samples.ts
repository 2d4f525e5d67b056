/** The samples of the people on this phone, as the server last told them. */
import { type CachedQuery, createCachedQuery } from '../state/cached-answer.ts'
import type { Sample } from '../state/wire.ts'

const queries = new Map<string, CachedQuery<{ samples: readonly Sample[] }>>()

export function samplesOf(residentId: string): CachedQuery<{ samples: readonly Sample[] }> {
  const known = queries.get(residentId)
  if (known !== undefined) return known
  const query = createCachedQuery<{ samples: readonly Sample[] }>(`resident/samples/${residentId}`, `/v1/residents/${residentId}/samples`)
  queries.set(residentId, query)
  return query
}
