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
  'staff.organisation': 'reference',
  'staff.account': 'reference',
  'staff.session': 'local',
  'staff.sign_in_guard': 'local',
  'staff.scanner': 'local',
  'staff.scanner_enrolment': 'local',
  'places.district': 'reference',
  'places.street': 'reference',
  'places.site': 'reference',
  'places.laboratory': 'reference',
  'places.venue': 'reference',
  'residents.resident': { distributedBy: 'resident_id' },
  'residents.device': { distributedBy: 'resident_id' },
  'residents.household_member': { distributedBy: 'holder_id' },
  'residents.document_index': { distributedBy: 'document_hash' },
  'residents.phone_index': { distributedBy: 'phone_hash' },
  'residents.enrolment': { distributedBy: 'enrolment_id' },
  'residents.message': { distributedBy: 'message_id' },
  'residents.lookup': { distributedBy: 'lookup_id' },
  'declarations.declaration': { distributedBy: 'resident_id' },
  'decisions.evidence': { distributedBy: 'resident_id' },
  'decisions.colour': { distributedBy: 'resident_id' },
  'decisions.rule_set': 'reference',
  'passes.signing_key': 'reference',
  'passes.holder': { distributedBy: 'resident_id' },
  'passes.subject': { distributedBy: 'resident_id' },
  'passes.live_shard': 'local',
  'passes.published_file': 'local',
  'passes.publication': 'local',
}
