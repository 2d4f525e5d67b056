/**
 * The tables a city is copied into, the columns in which their rows are written (city-rows.ts), in the order of filling.
 */

export const cityTables = {
  resident:
    'residents.resident (resident_id, wrapped_key, document_kind, street_code, registered_at, person_sealed, device_id, device_key, device_token_hash, device_enrolled_at)',
  document: 'residents.document_index (document_hash, resident_id)',
  phone: 'residents.phone_index (phone_hash, resident_id)',
  member: 'residents.household_member (holder_id, member_id, relation, basis, since)',
  colour: 'decisions.colour (resident_id, decided_at, version, colour, rule_set)',
  holder: 'passes.holder (resident_id, holder_id, serial, status, paper)',
} as const

export type CityTable = keyof typeof cityTables

/** The names alone. */
export const cityTableNames: readonly string[] = Object.values(cityTables).map((text) => text.split(' ')[0]!)
