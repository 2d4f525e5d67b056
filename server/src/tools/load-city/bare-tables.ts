/**
 * Takes indexes and keys off tables and puts the same ones back: filling a bare table and sorting once costs a third of keeping indexes row by row. What
 * there is is read from the catalogue. Inside the caller's transaction, so that a failure leaves everything as it was.
 */
import type { ClientBase } from 'pg'

/** What was taken off, as commands that put it back, in order. */
export interface Stripped {
  readonly commands: readonly string[]
}

interface Constraint {
  readonly owner: string
  readonly name: string
  readonly type: 'f' | 'p' | 'u' | 'x'
  readonly definition: string
}

/** Keys before what refers to them. */
const restoring = ['p', 'u', 'x', 'f'] as const

/** Takes off all keys, unique and foreign, also those of other tables that refer to these, and all other indexes. */
export async function stripTables(client: ClientBase, tables: readonly string[]): Promise<Stripped> {
  const constraints = await client.query<Constraint>(
    `select conrelid::regclass::text as owner, quote_ident(conname) as name, contype as type, pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype in ('p', 'u', 'x', 'f') and (conrelid = any($1::regclass[]) or confrelid = any($1::regclass[])) order by 1, 2`,
    [tables],
  )
  const indexes = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid) order by 1`,
    [tables],
  )
  const ordered = restoring.flatMap((type) => constraints.rows.filter((one) => one.type === type))
  for (const { owner, name } of ordered.toReversed()) await client.query(`alter table ${owner} drop constraint ${name}`)
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`)
  const commandOf = ({ owner, name, definition }: Constraint): string => `alter table ${owner} add constraint ${name} ${definition}`
  const isForeign = ({ type }: Constraint): boolean => type === 'f'
  return {
    commands: [
      ...ordered.filter((one) => !isForeign(one)).map(commandOf),
      ...indexes.rows.map(({ definition }) => definition),
      ...ordered.filter(isForeign).map(commandOf),
    ],
  }
}
