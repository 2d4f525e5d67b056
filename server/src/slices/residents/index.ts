/**
 * Door of the residents slice: who people are, their phones and households. Other slices get ids and masked cards, never names or numbers.
 */
import './events.ts'

export { findResidentIdByDocument } from './find-resident.query.ts'
export { type Holder, readHolders } from './holders.query.ts'
export { type LookupRequired, requireLookup } from './lookup.command.ts'
export { type Document, documentKinds } from './person.ts'
export { countByStreet, findProvisional, type Identity, pageByStreets, readIdentities } from './population.query.ts'
export { createProvisional, findOrCreateByDocument, type MetByDescription } from './provisional-person.command.ts'
export { formatOnly, type RealNameCheck } from './real-name.ts'
export { DocumentInput } from './registration.schema.ts'
export { holdsResident, residentOf } from './resident-actor.ts'
export { type NameColumn, nameColumn, nameHintOf, readResidentCards } from './resident-cards.query.ts'
export { residentsSlice } from './residents.slice.ts'
export { createSmsFolder, type SmsGateway } from './sms.ts'
