/**
 * Puts the slice together.
 */
import type { Slice } from '../../platform/slice.ts'
import { residentRoutes } from './me.route.ts'
import type { RealNameCheck } from './real-name.ts'
import { registrationRoutes } from './registration.route.ts'
import { residentAuthenticator } from './resident-authenticator.ts'
import { forgetEnrolments, sendMessages } from './send-messages.job.ts'
import type { SmsGateway } from './sms.ts'

/** The slice, with the gateway that takes its SMS and the check behind its names. */
export function residentsSlice(ports: { readonly sms: SmsGateway; readonly realName: RealNameCheck }): Slice {
  return {
    name: 'residents',
    routes: [...registrationRoutes(ports.realName), ...residentRoutes(ports.realName)],
    authenticators: [residentAuthenticator],
    loops: (ground) => [
      { name: 'residents.send-messages', everyMs: 300, run: () => sendMessages(ground, ports.sms) },
      { name: 'residents.forget-enrolments', everyMs: 600_000, run: () => forgetEnrolments(ground) },
    ],
  }
}
