/**
 * Hands waiting SMS to the gateway, a few at a time, and deletes those it took. One that fails waits longer each time and is given up in the end.
 * No transaction is open while the gateway is asked: an open one holds back every reader of the outbox, and a gateway that hangs would stop the city.
 */
import { sql } from 'kysely'
import { sleep } from '../../platform/clock.ts'
import type { Ground } from '../../platform/context.ts'
import type { SmsGateway } from './sms.ts'

const batch = 20
const attemptsMax = 12
const delayMsMax = 3_600_000
const gatewayMsMax = 10_000
/** A message taken by a server that died is sent by another after this; longer than any gateway may take. */
const leaseMs = 60_000

interface Taken {
  readonly message_id: string
  readonly wrapped_key: Buffer
  readonly phone_sealed: Buffer
  readonly text_sealed: Buffer
  readonly attempts: number
}

/** Sends what is due; returns how many messages were handled. Each is taken for a while, so that several servers share the work. */
export async function sendMessages(ground: Ground, gateway: SmsGateway, timeLimitMs = gatewayMsMax): Promise<number> {
  const now = ground.clock.now()
  const { rows } = await sql<Taken>`
    update residents.message set attempts = attempts + 1, send_at = ${later(now, leaseMs)}
    where message_id in (select message_id from residents.message where send_at <= ${now} order by send_at limit ${batch} for update skip locked)
    returning message_id, wrapped_key, phone_sealed, text_sealed, attempts`.execute(ground.db.read)
  await Promise.all(rows.map((row) => sendOne(ground, gateway, row, timeLimitMs)))
  return rows.length
}

async function sendOne(ground: Ground, gateway: SmsGateway, row: Taken, timeLimitMs: number): Promise<void> {
  const { message_id: messageId, attempts } = row
  const key = ground.vault.openDataKey(row.wrapped_key)
  const message = { messageId, phone: key.open('phone', row.phone_sealed), text: key.open('text', row.text_sealed) }
  const failure = await inTime(gateway.send(message), timeLimitMs).then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  if (failure !== undefined) ground.log.error('sms not taken', failure.error, { gateway: gateway.name, attempts })
  if (failure === undefined || attempts >= attemptsMax)
    await ground.db.read.deleteFrom('residents.message').where('message_id', '=', messageId).execute()
  else
    await ground.db.read
      .updateTable('residents.message')
      .set({ send_at: later(ground.clock.now(), Math.min(delayMsMax, 1_000 * 2 ** (attempts - 1))) })
      .where('message_id', '=', messageId)
      .execute()
}

async function inTime(sending: Promise<void>, timeLimitMs: number): Promise<void> {
  const answered = new AbortController()
  const tooLate = sleep(timeLimitMs, answered.signal).then(() => {
    throw new Error('the gateway did not answer in time')
  })
  await Promise.race([sending, tooLate]).finally(() => answered.abort())
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
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
