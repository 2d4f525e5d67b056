/**
 * Routes of a registered resident about themselves and their household, and the staff's look-up.
 */

import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { confirmMember, removeMember, requestMember } from './household.command.ts'
import { lookUpResident } from './lookup.command.ts'
import { readMe } from './me.query.ts'
import type { RealNameCheck } from './real-name.ts'
import { LookedUp, Lookup, Me, MemberConfirmation, MemberRef, MemberRequest, MemberRequested, Residence } from './registration.schema.ts'
import { setResidence, signPhoneOut } from './residence.command.ts'
import { withdrawConsent } from './withdraw-consent.command.ts'

const own = { access: ['resident'], load: 'sheddable_plus', deadlineMs: 3_000 } as const

const me = route({
  ...own,
  method: 'GET',
  path: '/v1/me',
  summary: 'The resident, their household and who carries their code, masked.',
  input: NoInput,
  output: Me,
  refusals: {},
  handle: readMe,
})

const residence = route({
  ...own,
  method: 'PUT',
  path: '/v1/me/residence',
  summary: 'Say which street the resident lives in.',
  input: Residence,
  output: 'empty',
  refusals: { 'residents.street_unknown': 422 },
  handle: setResidence,
})

const signOut = route({
  ...own,
  method: 'DELETE',
  path: '/v1/me/device',
  summary: 'Sign this phone out.',
  input: NoInput,
  output: 'empty',
  refusals: {},
  handle: signPhoneOut,
})

const addMember = (realName: RealNameCheck) =>
  route({
    ...own,
    method: 'POST',
    path: '/v1/me/household',
    summary: 'Ask to carry the code of a child, an elder or somebody else.',
    ratePerMinute: 10,
    input: MemberRequest,
    output: MemberRequested,
    refusals: {
      'residents.document_invalid': 422,
      'residents.phone_invalid': 422,
      'residents.name_invalid': 422,
      'residents.too_many_codes': 429,
      'residents.too_many_guardianships': 429,
      'residents.details_not_confirmed': 422,
      'residents.household_full': 409,
      'residents.member_is_self': 409,
      'residents.consent_phone_missing': 422,
    },
    handle: (ctx, input) => requestMember(ctx, input, realName),
  })

const confirm = (realName: RealNameCheck) =>
  route({
    ...own,
    method: 'POST',
    path: '/v1/me/household/:memberRequestId/confirm',
    summary: 'End a household request with the code that the person gave as consent.',
    input: MemberConfirmation,
    output: MemberRef,
    refusals: {
      'residents.code_wrong': 422,
      'residents.code_expired': 410,
      'residents.details_not_confirmed': 422,
      'residents.household_full': 409,
      'residents.member_is_self': 409,
    },
    handle: (ctx, input) => confirmMember(ctx, input, realName),
  })

const remove = route({
  ...own,
  method: 'DELETE',
  path: '/v1/me/household/:residentId',
  summary: 'Stop carrying a member’s code.',
  input: MemberRef,
  output: 'empty',
  refusals: { 'residents.member_not_found': 404 },
  handle: removeMember,
})

const withdraw = route({
  ...own,
  method: 'DELETE',
  path: '/v1/me/carriers/:residentId',
  summary: 'Take one’s own code off somebody else’s phone.',
  input: MemberRef,
  output: 'empty',
  refusals: { 'residents.carrier_not_found': 404 },
  handle: withdrawConsent,
})

const lookUp = route({
  method: 'POST',
  path: '/v1/resident-lookups',
  summary: 'Look one resident up, with a purpose. Written into the audit trail.',
  access: ['staff:community', 'staff:tracer', 'staff:administrator', 'staff:appeals', 'staff:commander'],
  load: 'sheddable_plus',
  deadlineMs: 3_000,
  ratePerMinute: 30,
  input: Lookup,
  output: LookedUp,
  status: 201,
  refusals: {
    'residents.document_invalid': 422,
    'residents.phone_invalid': 422,
    'residents.name_invalid': 422,
    'residents.not_found': 404,
    'residents.lookup_ambiguous': 409,
  },
  handle: lookUpResident,
})

/** All routes about oneself, and the look-up. */
export function residentRoutes(realName: RealNameCheck): Route[] {
  return [me, residence, signOut, addMember(realName), confirm(realName), remove, withdraw, lookUp]
}
