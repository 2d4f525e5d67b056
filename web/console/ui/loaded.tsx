/** Shows what a query has loaded; until then that it is loading, or why it could not be loaded. Once there, the content stays through failed renewals, and a refusal stays while it is asked again. */
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Sayings } from './failure-words.ts'
import { FailureState, LoadingState } from './states.tsx'

type LoadedProps<Data> = {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isFetching' | 'refetch'>
  sayings?: Sayings
  children: (data: Data) => ReactNode
}

export function Loaded<Data>({ query, sayings = {}, children }: LoadedProps<Data>) {
  const [told, setTold] = useState<Error | null>(null)
  if (query.error !== null && query.error !== told) setTold(query.error)
  if (query.data !== undefined) return children(query.data)
  if (told === null) return <LoadingState />
  return <FailureState error={told} sayings={sayings} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
}
