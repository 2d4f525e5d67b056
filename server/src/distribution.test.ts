/**
 * Goal: the database can be spread over machines as it is: every table has a place, and what must be unique in a distributed table contains its column.
 * Method: the catalogue of the migrated database is held against the list.
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { distribution } from './distribution.ts'
import { createTestGround } from './testing/test-server.ts'

interface Key {
  readonly table_name: string
  readonly key_name: string
  readonly columns: readonly string[]
}

test('every table is in the list, and the list names no other', async () => {
  const { db } = await createTestGround()
  const { rows } = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(
    db.read,
  )
  expect(Object.keys(distribution).toSorted()).toEqual(rows.map((row) => row.name).toSorted())
})

test('primary keys and unique constraints of distributed tables contain the column', async () => {
  const { db } = await createTestGround()
  const { rows } = await sql<Key>`
    select n.nspname || '.' || t.relname as table_name, i.relname as key_name, array_agg(a.attname::text) as columns
    from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum = any(x.indkey) where x.indisunique group by 1, 2`.execute(db.read)
  const wrong = rows.filter(({ table_name, columns }) => {
    const placement = distribution[table_name]
    return typeof placement === 'object' && !columns.includes(placement.distributedBy)
  })
  expect(wrong).toEqual([])
})

test('foreign keys stay inside a group placed by the same column, or point at a table that is everywhere', async () => {
  const { db } = await createTestGround()
  const { rows } = await sql<{ name: string; from_table: string; to_table: string; from_columns: string[]; to_columns: string[] }>`
    select c.conname as name, fn.nspname || '.' || f.relname as from_table, tn.nspname || '.' || t.relname as to_table,
      (select array_agg(attname::text) from pg_attribute where attrelid = f.oid and attnum = any(c.conkey)) as from_columns,
      (select array_agg(attname::text) from pg_attribute where attrelid = t.oid and attnum = any(c.confkey)) as to_columns
    from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_namespace fn on fn.oid = f.relnamespace
    join pg_class t on t.oid = c.confrelid join pg_namespace tn on tn.oid = t.relnamespace where c.contype = 'f'`.execute(db.read)
  const wrong = rows.filter((row) => {
    const [from, to] = [distribution[row.from_table], distribution[row.to_table]]
    if (to === 'reference' || (from === 'local' && to === 'local')) return false
    return !(
      typeof from === 'object' &&
      typeof to === 'object' &&
      row.from_columns.includes(from.distributedBy) &&
      row.to_columns.includes(to.distributedBy)
    )
  })
  expect(wrong.map((row) => `${row.name}: ${row.from_table} -> ${row.to_table}`)).toEqual([])
})
