/**
 * Deletes sessions that have ended and wrong attempts that are forgotten.
 */
import type { Ground } from '../../platform/context.ts'
import { sessionMsMax } from './session.ts'
import { forgetAfterMs } from './sign-in-guard.ts'

export async function forgetSignIns(ground: Ground): Promise<number> {
  const before = (ms: number) => new Date(ground.clock.now().getTime() - ms)
  await ground.db.read.deleteFrom('staff.session').where('started_at', '<', before(sessionMsMax)).execute()
  await ground.db.read.deleteFrom('staff.sign_in_guard').where('last_attempt_at', '<', before(forgetAfterMs)).execute()
  return 0
}
