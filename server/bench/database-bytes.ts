/**
 * How many bytes a city's database takes, table by table. The benches' own tables do not count.
 */
import pg from 'pg'

/** What a city takes. */
export interface Bytes {
  readonly residents: number
  readonly tables: number
  readonly largest: readonly (readonly [string, number])[]
}

/** All tables with their indexes and what was moved out of line, but those of the benches themselves. Dead rows count: they are on the disk. */
export async function readBytes(databaseUrl: string): Promise<Bytes> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; bytes: string }>(
      `select oid::regclass::text as name, pg_total_relation_size(oid) as bytes from pg_class
       where relkind = 'r' and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'bench') order by 2 desc`,
    )
    const count = await client.query<{ residents: string }>('select count(*) as residents from decisions.colour')
    const sizes = rows.map(({ name, bytes }) => [name, Number(bytes)] as const)
    return {
      residents: Number(count.rows[0]!.residents),
      tables: sizes.reduce((sum, [, bytes]) => sum + bytes, 0),
      largest: sizes.slice(0, 16),
    }
  } finally {
    await client.end()
  }
}
