/** Who is signed in: asked once, kept in memory, dropped the moment the server says otherwise. */
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiFailure } from '../api/problem.ts'
import { requestJson } from '../api/request.ts'
import { regionKey } from './region.query.ts'
import type { Role } from './roles.ts'
import { untilAnswered } from './until-answered.ts'

export type Account = {
  readonly accountId: string
  readonly username: string
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly organisationName: string
  readonly mustChangePassword: boolean
}

export const sessionKey = ['session'] as const

/** The account signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal }): Promise<Account | null> => {
    try {
      return (await requestJson<{ account: Account }>('/v1/staff/me', { signal })).account
    } catch (error) {
      if (error instanceof ApiFailure && error.kind === 'unauthenticated') return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
  ...untilAnswered,
})

/**
 * Begins or ends a session on this page: whatever an earlier one had loaded is forgotten, then the account is put in.
 * The session itself and the region stay in place, because the page is watching them.
 */
export function changeSession(client: QueryClient, account: Account | null): void {
  const kept: readonly unknown[] = [sessionKey[0], regionKey[0]]
  client.removeQueries({ predicate: (query) => !kept.includes(query.queryKey[0]) })
  client.setQueryData(sessionKey, account)
}
