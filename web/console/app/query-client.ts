/** The cache of answers: in memory only, gone with the page. Decides when a failed question is asked again, and notices the end of a session. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { chance } from '../../shared/clock.ts'
import { ApiFailure } from '../api/problem.ts'
import { changeSession, sessionKey } from './session.query.ts'

const retriesMax = 2
const retryCeilingMs = 8000

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error): void => noticeSession(client, error) }),
    mutationCache: new MutationCache({ onError: (error) => noticeSession(client, error) }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < retriesMax && worthRetrying(error),
        retryDelay,
        staleTime: 15_000,
        networkMode: 'always', // offline is drawn as "cannot be reached", never as endless loading
      },
      // gcTime 0: passwords, numbers of documents and one-time passwords pass through mutations and must not stay
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  })
  return client
}

function worthRetrying(error: Error): boolean {
  return error instanceof ApiFailure && (error.kind === 'unreachable' || error.kind === 'overloaded')
}

/** Full jitter below a doubling ceiling, and never before the moment the server named. */
function retryDelay(failures: number, error: Error): number {
  const named = error instanceof ApiFailure ? (error.retryAfterSeconds ?? 0) * 1000 : 0
  return named + chance() * Math.min(retryCeilingMs, 1000 * 2 ** failures)
}

function noticeSession(client: QueryClient, error: Error): void {
  if (!(error instanceof ApiFailure)) return
  if (error.kind === 'unauthenticated') changeSession(client, null)
  if (error.code === 'staff.must_change_password') void client.invalidateQueries({ queryKey: sessionKey })
}
