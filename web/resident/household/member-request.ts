/** Asking to carry somebody's code, giving their consent, giving it up again, and taking one's own code back. Each answers a refusal, or null when it is done. */
import { signal } from '@preact/signals'
import type { Refusal } from '../../shared/api.ts'
import type { IdDocument } from '../../shared/document-check.ts'
import { contactServer } from '../state/contact.ts'
import { meQuery } from '../state/me.ts'
import { ask } from '../state/server.ts'

export interface MemberDetails {
  readonly name: string
  readonly document: IdDocument
  readonly relation: 'child' | 'elder' | 'other'
  readonly phone: string | null
  readonly guardianship: boolean
}

interface Requested {
  readonly memberRequestId: string | null
  readonly consentNeeded: boolean
  readonly consentSentTo: string | null
}

/** A request that waits for the other person's digits. */
export const awaitingConsent = signal<{ readonly memberRequestId: string; readonly sentTo: string } | null>(null)

export async function requestMember(details: MemberDetails): Promise<Refusal | null> {
  const answer = await ask<Requested>({ method: 'POST', path: '/v1/me/household', as: 'session', body: details })
  if (!answer.ok) return answer.refusal
  const { memberRequestId, consentNeeded, consentSentTo } = answer.value
  if (consentNeeded && memberRequestId !== null) awaitingConsent.value = { memberRequestId, sentTo: consentSentTo ?? '' }
  else await readAgain()
  return null
}

export async function confirmMember(memberRequestId: string, code: string): Promise<Refusal | null> {
  const answer = await ask({ method: 'POST', path: `/v1/me/household/${memberRequestId}/confirm`, as: 'session', body: { code } })
  if (!answer.ok) return answer.refusal
  awaitingConsent.value = null
  await readAgain()
  return null
}

export async function removeMember(residentId: string): Promise<Refusal | null> {
  const answer = await ask({ method: 'DELETE', path: `/v1/me/household/${residentId}`, as: 'session' })
  if (!answer.ok) return answer.refusal
  await readAgain()
  return null
}

/** Takes the resident's own code off somebody else's phone. */
export async function withdrawConsent(carrierId: string): Promise<Refusal | null> {
  const answer = await ask({ method: 'DELETE', path: `/v1/me/carriers/${carrierId}`, as: 'session' })
  if (!answer.ok) return answer.refusal
  await meQuery.load()
  return null
}

/** The household and the passes both changed. */
async function readAgain(): Promise<void> {
  await Promise.all([meQuery.load(), contactServer('person')])
}
