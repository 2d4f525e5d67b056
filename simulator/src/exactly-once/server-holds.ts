/**
 * What the server holds at the end, read out of its database by its own tool, in the checker's words; and strangers named as the desks named them.
 */
import { type HistoryEvent, type Intended, readHistory } from '../checker/history.ts'
import { runServerTool } from '../server-process.ts'

/** Waits until the server has added up everything, and reads all of it. */
export async function readServerHolds(dataFolder: string, path: string): Promise<HistoryEvent[]> {
  await runServerTool('dump-sampling', dataFolder, ['--out', path])
  const events: HistoryEvent[] = []
  for await (const event of readHistory(path)) events.push(event)
  return events
}

/**
 * The server gives strangers ids of its own. The first swab of each says which; from then on the same stranger must be the same id, and no other may have
 * it, or the checker sees another person.
 */
export function nameStrangers(meant: readonly HistoryEvent[], held: readonly HistoryEvent[]): HistoryEvent[] {
  const strangerOf = new Map<string, string>()
  for (const event of meant) if (isStranger(event)) strangerOf.set(event.recordId, event.meant.personKey)
  const nameOf = new Map<string, string>()
  const named = new Set<string>()
  for (const event of held) {
    if (event.type !== 'member') continue
    const name = strangerOf.get(event.swabId)
    if (name === undefined || named.has(name) || nameOf.has(event.personKey)) continue
    nameOf.set(event.personKey, name)
    named.add(name)
  }
  return held.map((event) => (event.type === 'member' ? { ...event, personKey: nameOf.get(event.personKey) ?? event.personKey } : event))
}

function isStranger(event: HistoryEvent): event is Intended & { readonly meant: { readonly personKey: string } } {
  return event.type === 'intended' && event.meant.kind === 'add_swab' && event.meant.personKey.startsWith('stranger ')
}
