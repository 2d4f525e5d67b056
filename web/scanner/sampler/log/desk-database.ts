// The database of a testing desk, in a storage bucket of its own like the device's key and queue: what was recorded here exists nowhere else until it was
// sent. Rows of `records` are added and never changed; what the server answered lies beside them in `answers`. Nothing here deletes it to heal something.
import type { DBSchema, IDBPDatabase } from 'idb'
import { openDatabase } from '../../../shared/database.ts'
import type { DeskRow } from './desk-row.ts'

/** What the server said to one record. */
export interface RecordAnswer {
  readonly answer: 'stored' | 'already' | 'refused'
  readonly code: string | null
  readonly atMs: number
}

export interface DeskSchema extends DBSchema {
  /** Keys count the rows in the order of writing. */
  records: { key: number; value: DeskRow }
  /** Every row once more, by its key: one damaged row is no lost swab. */
  copies: { key: number; value: DeskRow }
  /** By the key of the record. */
  answers: { key: number; value: RecordAnswer }
  /** `counter`, and what the desk was last told of its rounds. */
  notes: { key: string; value: unknown }
}

export const DESK_DATABASE = 'evergate-desk'

let opening: Promise<IDBPDatabase<DeskSchema>> | null = null

export function openDeskDatabase(): Promise<IDBPDatabase<DeskSchema>> {
  const onGone = (): void => {
    opening = null
  }
  opening ??= openDatabase<DeskSchema>({
    name: DESK_DATABASE,
    version: 1,
    place: 'own',
    upgrade(database, from) {
      if (from >= 1) return
      database.createObjectStore('records', { autoIncrement: true })
      database.createObjectStore('copies')
      database.createObjectStore('answers')
      database.createObjectStore('notes')
    },
    onGone,
  })
  opening.catch(onGone)
  return opening
}

export async function readNote(name: string): Promise<unknown> {
  return await (await openDeskDatabase()).get('notes', name)
}

export async function writeNote(name: string, value: unknown): Promise<void> {
  await (await openDeskDatabase()).put('notes', value, name)
}
