/**
 * What the residents on this phone are told, and which of it was opened here. Loaded when the phone talks to the server anyway; opening the app shows what is
 * stored. A message opened without a network counts as read at once, and the server is told at the next contact.
 */
import { computed, signal } from '@preact/signals'
import { readCached, writeCached } from '../../shared/cache.ts'
import { type CachedQuery, createCachedQuery } from './cached-answer.ts'
import { people } from './people.ts'
import { ask } from './server.ts'
import type { Message } from './wire.ts'

export interface Messages {
  readonly messages: readonly Message[]
}

const entryName = 'resident/messages-opened'
const queries = new Map<string, CachedQuery<Messages>>()
/** Ids of messages opened on this phone. */
const opened = signal<readonly string[]>([])

export function messagesOf(residentId: string): CachedQuery<Messages> {
  const known = queries.get(residentId)
  if (known !== undefined) return known
  const query = createCachedQuery<Messages>(`resident/messages/${residentId}`, `/v1/residents/${residentId}/messages`)
  queries.set(residentId, query)
  return query
}

export function isUnread({ messageId, readAt }: Message): boolean {
  return readAt === null && !opened.value.includes(messageId)
}

/** Of everybody on this phone. */
export const unreadCount = computed(() => people.value.flatMap(({ residentId }) => heldMessages(residentId).filter(isUnread)).length)

function heldMessages(residentId: string): readonly Message[] {
  return messagesOf(residentId).state.value.value?.messages ?? []
}

/** Reads what is stored; asks nobody. */
export async function openMessages(): Promise<void> {
  opened.value = (await readCached(entryName, isIds))?.value ?? []
  await Promise.all(people.value.map(({ residentId }) => messagesOf(residentId).open()))
}

/** Asks for everybody's messages, and tells the server which were opened here. */
export async function loadMessages(): Promise<void> {
  await Promise.all(
    people.value.map(async ({ residentId }) => {
      await messagesOf(residentId).load('background')
      await tellOpened(residentId)
    }),
  )
}

/** These messages of this resident were shown. */
export async function markOpened(residentId: string, messages: readonly Message[]): Promise<void> {
  const fresh = messages.filter(isUnread).map(({ messageId }) => messageId)
  if (fresh.length === 0) return
  opened.value = [...opened.value, ...fresh]
  await writeCached(entryName, opened.value)
  await tellOpened(residentId)
}

async function tellOpened(residentId: string): Promise<void> {
  const untold = heldMessages(residentId).filter((message) => message.readAt === null && opened.value.includes(message.messageId))
  for (const { messageId } of untold) {
    const answer = await ask({
      method: 'POST',
      path: `/v1/residents/${residentId}/messages/${messageId}/read`,
      as: 'session',
      by: 'background',
      repeatable: true,
    })
    if (!answer.ok && answer.refusal.passing) return
  }
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((id) => typeof id === 'string')
}
