// The desk's log on disk: read whole at the start, added to with every tap, never changed. Each row lies there
// twice; one of which neither can be read is told and left where it is.
import type { DeskRecord } from '@evergate/pass/sampling'
import type { IDBPDatabase } from 'idb'
import { type DeskSchema, openDeskDatabase, type RecordAnswer } from './desk-database.ts'
import { NOBODY, type Person, type RowRead, readRow, rowOf } from './desk-row.ts'
import { type Counter, type Numbers, nextSequence, readCounter } from './sequence.ts'

/** A record that has no number yet. */
type Unnumbered<Record> = Record extends unknown ? Omit<Record, 'sequence'> : never
export type NewRecord = Unnumbered<DeskRecord>

export interface Draft {
  readonly record: NewRecord
  readonly person?: Person
}

export interface LogEntry extends RowRead {
  /** Key of the row. */
  readonly place: number
  /** Null: still to be sent. */
  readonly answer: RecordAnswer | null
}

export interface ReadLog {
  readonly entries: readonly LogEntry[]
  /** Keys of the rows that cannot be read any more. */
  readonly damaged: readonly number[]
}

export type Appended =
  | { readonly ok: true; readonly entries: readonly LogEntry[] }
  | { readonly ok: false; readonly problem: 'disk_full' | 'storage_failed' }

const MIRROR = 'evergate-desk-counter'

export async function readLog(): Promise<ReadLog> {
  const database = await openDeskDatabase()
  const answers = new Map(await readPairs(database, 'answers'))
  const entries: LogEntry[] = []
  const damaged: number[] = []
  for (const [place, value] of await readPairs(database, 'records')) {
    const row = readRow(value) ?? readRow(await database.get('copies', place).catch(() => null))
    if (row === null) damaged.push(place)
    else entries.push({ ...row, place, answer: (answers.get(place) as RecordAnswer | undefined) ?? null })
  }
  return { entries, damaged }
}

/** Writes all of them in one transaction, or none. Resolves when they are on disk, not before. */
export async function appendRecords(drafts: readonly Draft[], deviceId: string, numbers: Numbers): Promise<Appended> {
  try {
    const { entries, counter } = await append(drafts, deviceId, numbers)
    mirror(counter)
    return { ok: true, entries }
  } catch (problem) {
    return { ok: false, problem: problem instanceof DOMException && problem.name === 'QuotaExceededError' ? 'disk_full' : 'storage_failed' }
  }
}

async function append(
  drafts: readonly Draft[],
  deviceId: string,
  numbers: Numbers,
): Promise<{ readonly entries: readonly LogEntry[]; readonly counter: Counter }> {
  const transaction = (await openDeskDatabase()).transaction(['records', 'copies', 'notes'], 'readwrite', { durability: 'strict' })
  const done = transaction.done
  done.catch(() => {}) // told by the request that failed
  const notes = transaction.objectStore('notes')
  let next = nextSequence(deviceId, [readCounter(await notes.get('counter')), readMirror()], numbers)
  const entries: LogEntry[] = []
  for (const { record, person = NOBODY } of drafts) {
    const numbered = { ...record, sequence: next } as DeskRecord
    next += 1
    const row = rowOf(numbered, deviceId, person)
    const place = await transaction.objectStore('records').add(row)
    await transaction.objectStore('copies').put(row, place)
    entries.push({ place, deviceId, record: numbered, ...person, answer: null })
  }
  await notes.put({ deviceId, next }, 'counter')
  await done
  return { entries, counter: { deviceId, next } }
}

/** The server's answers, by key of the record; kept as the first word on each. */
export async function noteAnswers(answers: ReadonlyMap<number, RecordAnswer>): Promise<void> {
  const transaction = (await openDeskDatabase()).transaction('answers', 'readwrite', { durability: 'strict' })
  for (const [place, answer] of answers) await transaction.store.put(answer, place)
  await transaction.done
}

/** Only for rows that the server has and nobody needs here any more. */
export async function forgetRows(places: readonly number[]): Promise<void> {
  const transaction = (await openDeskDatabase()).transaction(['records', 'copies', 'answers'], 'readwrite')
  for (const place of places) {
    for (const name of ['records', 'copies', 'answers'] as const) await transaction.objectStore(name).delete(place)
  }
  await transaction.done
}

/** Everything, unsent records too: only when a person makes this device nobody's. */
export async function forgetLog(): Promise<void> {
  const transaction = (await openDeskDatabase()).transaction(['records', 'copies', 'answers', 'notes'], 'readwrite')
  for (const name of ['records', 'copies', 'answers', 'notes'] as const) await transaction.objectStore(name).clear()
  await transaction.done
  localStorage.removeItem(MIRROR)
}

/** All keys and values. One value that the browser itself cannot read fails the whole reading: then each is asked for by itself. */
async function readPairs(database: IDBPDatabase<DeskSchema>, name: 'records' | 'answers'): Promise<[number, unknown][]> {
  const transaction = database.transaction(name)
  const keys = await transaction.store.getAllKeys()
  try {
    const values = await transaction.store.getAll()
    return keys.map((key, at) => [key, values[at]])
  } catch {
    const pairs: [number, unknown][] = []
    for (const key of keys) pairs.push([key, await database.get(name, key).catch(() => null)])
    return pairs
  }
}

/** Outside the database on purpose: it survives a loss of the database alone. */
function mirror(counter: Counter): void {
  try {
    localStorage.setItem(MIRROR, JSON.stringify(counter))
  } catch {
    // The counter in the database is the one that counts.
  }
}

function readMirror(): Counter | null {
  try {
    return readCounter(JSON.parse(localStorage.getItem(MIRROR) ?? 'null'))
  } catch {
    return null
  }
}
