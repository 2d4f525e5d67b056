/** The way out of the console. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '../api/request.ts'
import { changeSession } from './session.query.ts'

/** Ends the session and forgets everything that was loaded under it. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => requestJson('/v1/staff/sessions/current', { method: 'DELETE' }),
    onSuccess: () => changeSession(client, null),
  })
}
