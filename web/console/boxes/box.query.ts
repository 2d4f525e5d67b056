/** Boxes on their way, receiving one at the laboratory, entering its tubes, and where desk and laboratory disagree. */
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { now } from '../../shared/clock.ts'
import { requestJson } from '../api/request.ts'
import { pollAfterMs } from '../api/server-contact.ts'

export const boxStates = ['handed_over', 'packed', 'received', 'complete'] as const
export type BoxState = (typeof boxStates)[number]

export type BoxRow = {
  readonly boxCode: string
  readonly siteName: string | null
  readonly laboratoryName: string | null
  readonly tubes: number
  readonly tubesCounted: number | null
  readonly courier: string | null
  readonly closedAt: string | null
  readonly handedOverAt: string | null
  readonly receivedAt: string | null
  readonly completedAt: string | null
}

/** A box just received. `receivedTubeCodes`: those of its tubes that a laboratory has entered before. */
export type ReceivedBox = {
  readonly boxCode: string
  readonly tubeCodes: readonly string[]
  readonly receivedTubeCodes: readonly string[]
  readonly tubesCounted: number | null
  readonly siteName: string | null
  readonly handedOverAt: string | null
}

export type TubeAnswer = 'received' | 'already' | 'received_unknown' | 'invalid'
export type TubeWarning = 'received_open' | 'tube_extra' | 'tube_claimed_twice'
export type Accession = { readonly tubeCode: string; readonly answer: TubeAnswer; readonly warning: TubeWarning | null }
export type CountedTube = { readonly tubeCode: string; readonly swabsCounted: number | null }

export type TransportConflict = {
  readonly code: string
  readonly tubeCode: string
  readonly boxCode: string | null
  readonly laboratoryName: string | null
  readonly at: string
  readonly resolvedAt: string | null
}

export const boxesQuery = (state: BoxState) =>
  infiniteQueryOptions({
    queryKey: ['boxes', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      requestJson<{ boxes: readonly BoxRow[]; nextCursor: string | null }>('/v1/transport/boxes', {
        query: { state, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.boxes),
    refetchInterval: () => pollAfterMs(30_000),
  })

export const transportConflictsQuery = infiniteQueryOptions({
  queryKey: ['boxes', 'conflicts'],
  queryFn: ({ pageParam, signal }) =>
    requestJson<{ conflicts: readonly TransportConflict[]; nextCursor: string | null }>('/v1/transport/conflicts', {
      query: { state: 'open', cursor: pageParam },
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  select: ({ pages }) => pages.flatMap((page) => page.conflicts),
  refetchInterval: () => pollAfterMs(30_000),
})

const presentTime = (): string => new Date(now()).toISOString()

export function useReceiveBox() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ boxCode, laboratoryId }: { boxCode: string; laboratoryId: string }) =>
      requestJson<{ box: ReceivedBox; already: boolean }>('/v1/transport/receipts', {
        method: 'POST',
        body: { boxCode, laboratoryId, receivedAt: presentTime() },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['boxes'] }),
  })
}

/** Enters tubes. Saying the same twice is safe, so a failed call is simply repeated. */
export function enterTubes(laboratoryId: string, boxCode: string, tubes: readonly CountedTube[]): Promise<readonly Accession[]> {
  const receivedAt = presentTime()
  const body = { laboratoryId, boxCode, tubes: tubes.map(({ tubeCode, swabsCounted }) => ({ tubeCode, swabsCounted, receivedAt })) }
  return requestJson<{ answers: readonly Accession[] }>('/v1/transport/accessions', { method: 'POST', body }).then(({ answers }) => answers)
}

export function useCompleteBox(boxCode: string, laboratoryId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () =>
      requestJson<{ missing: readonly string[] }>(`/v1/transport/boxes/${encodeURIComponent(boxCode)}/complete`, {
        method: 'POST',
        body: { laboratoryId },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['boxes'] }),
  })
}
