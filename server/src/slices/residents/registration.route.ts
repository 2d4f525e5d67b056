/**
 * Routes by which a person registers and enrols a phone.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { accept, type Result } from '../../platform/result.ts'
import { confirmRegistration } from './confirm-registration.command.ts'
import { normalisePerson, type PersonRefusal } from './person.ts'
import type { RealNameCheck } from './real-name.ts'
import { Confirmation, Enrolled, Registration, RegistrationRef, RegistrationStarted } from './registration.schema.ts'
import { type Enrolment, resendCode, startEnrolment, type TooManyCodes } from './start-enrolment.command.ts'

const shown = (enrolment: Enrolment) => ({
  registrationId: enrolment.enrolmentId,
  expiresAt: enrolment.expiresAt.toISOString(),
  resendAt: enrolment.resendAt.toISOString(),
})

const register = route({
  method: 'POST',
  path: '/v1/registrations',
  summary: 'Begin to register; a code is sent by SMS. The answer is the same whether or not the person is known.',
  access: ['anyone'],
  load: 'sheddable_plus',
  deadlineMs: 3_000,
  ratePerMinute: 30,
  input: Registration,
  output: RegistrationStarted,
  status: 202,
  refusals: {
    'residents.document_invalid': 422,
    'residents.phone_invalid': 422,
    'residents.name_invalid': 422,
    'residents.too_many_codes': 429,
  },
  handle: async (ctx, input): Promise<Result<ReturnType<typeof shown>, PersonRefusal | TooManyCodes>> => {
    const person = normalisePerson(input)
    if (!person.ok) return person
    const started = await startEnrolment(ctx, { person: person.value, locale: input.locale }, person.value.phone ?? '', null)
    return started.ok ? accept(shown(started.value)) : started
  },
})

const resend = route({
  method: 'POST',
  path: '/v1/registrations/:registrationId/resend',
  summary: 'Send the code once more.',
  access: ['anyone'],
  load: 'sheddable_plus',
  deadlineMs: 3_000,
  ratePerMinute: 10,
  input: RegistrationRef,
  output: RegistrationStarted,
  status: 202,
  refusals: { 'residents.enrolment_not_found': 404, 'residents.resend_too_early': 429, 'residents.too_many_codes': 429 },
  handle: async (ctx, input) => {
    const sent = await resendCode(ctx, input.registrationId)
    return sent.ok ? accept(shown(sent.value)) : sent
  },
})

const confirm = (realName: RealNameCheck) =>
  route({
    method: 'POST',
    path: '/v1/registrations/:registrationId/confirm',
    summary: 'End a registration with the code from the SMS and a proof of the phone’s key (RFC 9449).',
    access: ['anyone'],
    load: 'sheddable_plus',
    deadlineMs: 5_000,
    ratePerMinute: 30,
    input: Confirmation,
    output: Enrolled,
    refusals: {
      'residents.code_wrong': 422,
      'residents.code_expired': 410,
      'residents.details_not_confirmed': 422,
      'residents.key_mismatch': 422,
      'request.unauthenticated': 401,
      'request.proof_refused': 401,
      'request.proof_time_off': 401,
    },
    handle: (ctx, input, exchange) => confirmRegistration(ctx, input, exchange, realName),
  })

/** All routes of registration. */
export function registrationRoutes(realName: RealNameCheck): Route[] {
  return [register, resend, confirm(realName)]
}
