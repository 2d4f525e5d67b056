/** The way out of the console, for every page of this browser at once: they share the session. */
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { changeSession } from './session.query.ts'

const pages = new BroadcastChannel('evergate-console-sign-out')

/** Forgets on this page too what was loaded under a session that was ended on another. */
export function followSignOuts(client: QueryClient): void {
  pages.onmessage = () => changeSession(client, null)
}

/** Ends the session and forgets everything that was loaded under it. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => requestJson('/v1/staff/sessions/current', { method: 'DELETE' }),
    onSuccess: () => {
      pages.postMessage(null)
      changeSession(client, null)
    },
  })
}
