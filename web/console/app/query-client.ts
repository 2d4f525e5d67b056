/** The cache of answers: in memory only, gone with the page. Decides when a failed question is asked again, and notices the end of a session. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiFailure } from '../api/problem.ts'
import { mayAskUnasked, repeatFailedAfterMs } from '../api/server-contact.ts'
import { endSession, sessionKey } from './session.query.ts'

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error): void => noticeSession(client, error) }),
    mutationCache: new MutationCache({ onError: (error) => noticeSession(client, error) }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures === 0 && repeatFailedAfterMs(error) !== null,
        retryDelay: (_failures, error) => repeatFailedAfterMs(error) ?? 0,
        staleTime: 15_000,
        refetchOnWindowFocus: mayAskUnasked,
        refetchOnReconnect: true,
        networkMode: 'always', // offline is drawn as "cannot be reached", never as endless loading
      },
      // gcTime 0: passwords, numbers of documents and one-time passwords pass through mutations and must not stay
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  })
  return client
}

function noticeSession(client: QueryClient, error: Error): void {
  if (!(error instanceof ApiFailure)) return
  if (error.kind === 'unauthenticated') endSession(client)
  if (error.code === 'staff.must_change_password') void client.invalidateQueries({ queryKey: sessionKey })
}
