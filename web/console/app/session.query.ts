/**
 * Who is signed in: asked once, kept in memory, dropped the moment the server says otherwise. A session that ended by itself leaves the page as it was, covered,
 * for whoever had it: half an hour at lunch must not cost a laboratory what it had scanned.
 */
import { focusManager, type QueryClient, queryOptions, skipToken } from '@tanstack/react-query'
import { after } from '../../shared/clock.ts'
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
const endedKey = ['ended-session'] as const
/** So long a page is kept for its account; then it is forgotten as after signing out. */
const keptMs = 60 * 60_000

/** The account signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal, client }): Promise<Account | null> => {
    try {
      return (await requestJson<{ account: Account }>('/v1/staff/me', { signal })).account
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.kind !== 'unauthenticated') throw error
      endSession(client)
      return null
    }
  },
  staleTime: 5 * 60_000,
  ...untilAnswered,
})

/** Whose session ended by itself, while their page is kept; otherwise null or undefined. */
export const endedQuery = queryOptions<Account | null>({ queryKey: endedKey, queryFn: skipToken })

/** The server knows the session no more. Whose it was keeps the page, and nothing on it asks the server until they are back. */
export function endSession(client: QueryClient): void {
  const account = client.getQueryData<Account | null>(sessionKey)
  if (account === null || account === undefined) return
  focusManager.setFocused(false)
  client.setQueryData(endedKey, account)
  client.setQueryData(sessionKey, null)
  after(keptMs, () => {
    if (client.getQueryData(endedKey) === account) changeSession(client, null)
  })
}

/**
 * Begins or ends a session on this page: whatever an earlier one had loaded is forgotten, then the account is put in. Who comes back to a session that had ended
 * finds the page as it was. The session itself and the region stay in place, because the page is watching them.
 */
export function changeSession(client: QueryClient, account: Account | null): void {
  const ended = client.getQueryData<Account | null>(endedKey)
  const isBack = account !== null && ended?.accountId === account.accountId
  const kept: readonly unknown[] = [sessionKey[0], endedKey[0], regionKey[0]]
  if (!isBack) client.removeQueries({ predicate: (query) => !kept.includes(query.queryKey[0]) })
  client.setQueryData(sessionKey, account)
  client.setQueryData(endedKey, null)
  focusManager.setFocused(undefined)
  if (isBack) void client.invalidateQueries({ predicate: (query) => !kept.includes(query.queryKey[0]) })
}
