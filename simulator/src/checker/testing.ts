/**
 * Small histories for the checker's own tests: desks that scan, and a server that holds exactly what it should. Must not be used outside tests.
 */
import type { HistoryEvent, Intended, Meant, Member } from './history.ts'

export interface Story {
  readonly events: HistoryEvent[]
  /** A device writes a record down; returns its id. The server has it, has answered, and counts it if it is a swab. */
  say(deviceId: string, meant: Meant, more?: { readonly siteId?: string; readonly at?: number; readonly recordId?: string }): string
  /** What the server tells of devices and contradictions. Call it last. */
  end(conflicts?: readonly (readonly [code: string, tubeCode: string | null, recordIds: readonly string[]])[]): HistoryEvent[]
}

/** A history in which everything is as it should be, to be added to and spoilt. */
export function tellStory(): Story {
  const events: HistoryEvent[] = []
  const sequences = new Map<string, number>()
  let records = 0
  return {
    events,
    say: (deviceId, meant, { siteId = 'north', at, recordId = `r${++records}` } = {}) => {
      const sequence = (sequences.get(deviceId) ?? 0) + 1
      sequences.set(deviceId, sequence)
      const intended: Intended = { type: 'intended', deviceId, siteId, recordId, sequence, at: at ?? 1_000 * events.length, meant }
      events.push(
        intended,
        { type: 'acknowledged', deviceId, recordId, answer: 'stored' },
        { type: 'received', deviceId, recordId, sequence },
      )
      if (meant.kind === 'add_swab') events.push({ type: 'member', tubeCode: meant.tubeCode, swabId: recordId, personKey: meant.personKey })
      if (meant.kind === 'remove_swab') takeOut(events, meant.swabId)
      return recordId
    },
    end: (conflicts = []) => {
      for (const [deviceId, last] of sequences) events.push({ type: 'device', deviceId, upTo: last, highest: last })
      for (const [code, tubeCode, recordIds] of conflicts) events.push({ type: 'conflict', code, tubeCode, recordIds })
      return events
    },
  }
}

function takeOut(events: HistoryEvent[], swabId: string): void {
  const at = events.findIndex((one) => one.type === 'member' && one.swabId === swabId)
  if (at >= 0) events.splice(at, 1)
}

export const open = (tubeCode: string, pool = 'ten', swabsMax = 10): Meant => ({ kind: 'open_tube', tubeCode, pool, swabsMax })
export const add = (tubeCode: string, personKey: string): Meant => ({ kind: 'add_swab', tubeCode, personKey })
export const remove = (tubeCode: string, swabId: string): Meant => ({ kind: 'remove_swab', tubeCode, swabId })
export const close = (tubeCode: string): Meant => ({ kind: 'close_tube', tubeCode })

/** The same history without the events that `isGone` names. */
export function without(events: readonly HistoryEvent[], isGone: (event: HistoryEvent) => boolean): HistoryEvent[] {
  return events.filter((event) => !isGone(event))
}

/** The same history with some members changed. */
export function withMembers(events: readonly HistoryEvent[], change: (member: Member) => readonly Member[]): HistoryEvent[] {
  return events.flatMap((event): readonly HistoryEvent[] => (event.type === 'member' ? change(event) : [event]))
}
