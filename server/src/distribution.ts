/**
 * Where every table lives once the database is spread over machines (Citus): rows placed by a column, copied everywhere, or kept on the coordinator.
 * A test holds all tables of the migrated database against this list; primary keys and unique constraints of distributed tables contain the column.
 */
export type Placement = { readonly distributedBy: string } | 'reference' | 'local'

export const distribution: Readonly<Record<string, Placement>> = {
  'platform.migration': 'local',
  'platform.setting': 'local',
  'platform.outbox_event': 'local',
  'platform.outbox_cursor': 'local',
  'platform.seen_proof': { distributedBy: 'proof_hash' },
  'audit.entry': 'local',
  'audit.seal': 'local',
}
