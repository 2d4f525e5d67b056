/**
 * Hands waiting SMS to the gateway, a few at a time, and deletes those it took. One that fails waits longer each time and is given up after a day.
 */
import type { Ground } from '../../platform/context.ts'
import type { SmsGateway } from './sms.ts'

const batch = 20
const attemptsMax = 12
const delayMsMax = 3_600_000

/** Sends what is due; returns how many messages were handled. Rows are locked, so that several servers share the work. */
export async function sendMessages(ground: Ground, gateway: SmsGateway): Promise<number> {
  const now = ground.clock.now()
  return ground.db.transaction(async (tx) => {
    const due = await tx
      .selectFrom('residents.message')
      .selectAll()
      .where('send_at', '<=', now)
      .orderBy('send_at')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const row of due) {
      const key = ground.vault.openDataKey(row.wrapped_key)
      const sent = await gateway
        .send({ messageId: row.message_id, phone: key.open('phone', row.phone_sealed), text: key.open('text', row.text_sealed) })
        .then(() => true)
        .catch((error: unknown) => {
          ground.log.error('sms not taken', error, { gateway: gateway.name, attempts: row.attempts + 1 })
          return false
        })
      if (sent || row.attempts + 1 >= attemptsMax)
        await tx.deleteFrom('residents.message').where('message_id', '=', row.message_id).execute()
      else
        await tx
          .updateTable('residents.message')
          .set({ attempts: row.attempts + 1, send_at: later(now, row.attempts) })
          .where('message_id', '=', row.message_id)
          .execute()
    }
    return due.length
  })
}

function later(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(delayMsMax, 1_000 * 2 ** attempts))
}

const enrolmentLifeMs = 86_400_000

/** Deletes enrolments older than a day and look-ups that have ended. */
export async function forgetEnrolments(ground: Ground): Promise<number> {
  const now = ground.clock.now()
  await ground.db.read
    .deleteFrom('residents.enrolment')
    .where('created_at', '<', new Date(now.getTime() - enrolmentLifeMs))
    .execute()
  await ground.db.read.deleteFrom('residents.lookup').where('expires_at', '<', now).execute()
  return 0
}
