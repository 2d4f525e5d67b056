/** This app's line to the server. Notices when the server no longer knows the phone, and what the server wishes; knows no route. */
import { type ContactMemory, nothingHeard } from '@evergate/pass/contact'
import { signal } from '@preact/signals'
import { type Answer, type Call, createApi } from '../../shared/api.ts'
import { app, keyForEnrolment, markSessionEnded, phone } from './phone.ts'

/** What the server last wished: its load level and rung, and until when it wants to be left alone. */
export const heard = signal<ContactMemory>(nothingHeard)

const api = createApi({
  origin: location.origin,
  keptAs: app,
  caller: async () => {
    const current = phone.value
    if (current.stage === 'enrolled') return { key: current.key, accessToken: current.accessToken }
    return { key: await keyForEnrolment(), accessToken: null }
  },
  onHeard: (memory) => {
    heard.value = memory
  },
})

export async function ask<T>(call: Call): Promise<Answer<T>> {
  const answer = await api.call<T>(call)
  if (!answer.ok && call.as === 'session' && answer.refusal.code === 'request.unauthenticated') markSessionEnded()
  return answer
}
