/**
 * What a run leaves behind for the checker: one event a line, as JSON. First what each desk meant to do and what it was answered, then what the
 * server was found to hold. Knows nothing of how either of them works, and imports nothing of the product.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** What a desk meant with a record, as far as the checker follows it. `at` is the desk's time in unix milliseconds. */
export type Meant =
  | { readonly kind: 'open_tube'; readonly tubeCode: string; readonly pool: string; readonly swabsMax: number }
  | { readonly kind: 'add_swab'; readonly tubeCode: string; readonly personKey: string }
  | { readonly kind: 'remove_swab'; readonly tubeCode: string; readonly swabId: string }
  | { readonly kind: 'close_tube'; readonly tubeCode: string }
  | { readonly kind: 'other' }

/** Written by the desk before anything is sent. A recordId that is written twice with another meaning is a reuse. */
export interface Intended {
  readonly type: 'intended'
  readonly deviceId: string
  readonly siteId: string
  readonly recordId: string
  readonly sequence: number
  readonly at: number
  readonly meant: Meant
}

/** What the server answered to a record; there may be several answers, or none. */
export interface Acknowledged {
  readonly type: 'acknowledged'
  readonly deviceId: string
  readonly recordId: string
  readonly answer: 'stored' | 'already' | 'refused'
}

/** A record the server holds in its log. */
export interface Received {
  readonly type: 'received'
  readonly deviceId: string
  readonly recordId: string
  readonly sequence: number
}

/** A swab the server counts in a tube. */
export interface Member {
  readonly type: 'member'
  readonly tubeCode: string
  readonly swabId: string
  readonly personKey: string
}

/** What the server tells of a device's sequences. */
export interface DeviceState {
  readonly type: 'device'
  readonly deviceId: string
  readonly upTo: number
  readonly highest: number
}

/** A conflict the server keeps for a person to see. */
export interface Conflict {
  readonly type: 'conflict'
  readonly code: string
  readonly tubeCode: string | null
  readonly recordIds: readonly string[]
}

/** A record the server refused and kept. */
export interface Refused {
  readonly type: 'refused'
  readonly deviceId: string
  readonly recordId: string | null
  readonly sequence: number | null
}

export type HistoryEvent = Intended | Acknowledged | Received | Member | DeviceState | Conflict | Refused

/** Reads a history file, line by line. Throws with the line's number where a line is no event. */
export async function* readHistory(path: string): AsyncGenerator<HistoryEvent> {
  let number = 0
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    number += 1
    if (line !== '') yield eventOf(line, number)
  }
}

const types: ReadonlySet<string> = new Set(['intended', 'acknowledged', 'received', 'member', 'device', 'conflict', 'refused'])

function eventOf(line: string, number: number): HistoryEvent {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new Error(`line ${number} is no JSON`)
  }
  const type = (value as { type?: unknown } | null)?.type
  if (typeof type !== 'string' || !types.has(type)) throw new Error(`line ${number} is no event`)
  return value as HistoryEvent
}
