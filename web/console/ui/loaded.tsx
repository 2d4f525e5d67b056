/** Shows what a query has loaded; until then that it is loading, or why it could not be loaded. Once there, the content stays through failed renewals. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Sayings } from './failure-words.ts'
import { FailureState, LoadingState } from './states.tsx'

type LoadedProps<Data> = {
  query: Pick<UseQueryResult<Data>, 'data' | 'isError' | 'error' | 'refetch'>
  sayings?: Sayings
  children: (data: Data) => ReactNode
}

export function Loaded<Data>({ query, sayings = {}, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <FailureState error={query.error} sayings={sayings} onRetry={() => void query.refetch()} />
  return <LoadingState />
}
