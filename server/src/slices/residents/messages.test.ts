/**
 * Goal: a gateway that hangs or fails holds nothing up but its own messages, and nobody gets more codes a day than the limit, however they ask.
 * Method: gateways made for the purpose; requests at once and one after the other.
 */
import { expect, test } from 'vitest'
import { createTestGround, testCtx } from '../../testing/test-server.ts'
import { codesPerPhonePerDayMax } from './enrolment.ts'
import { sendMessages } from './send-messages.job.ts'
import { resendCode, startEnrolment } from './start-enrolment.command.ts'
import { createSmsMemory, idNumber } from './testing.ts'

type Ground = Awaited<ReturnType<typeof createTestGround>>
const phone = '+8613800000001'
const details = { person: { name: '王小明', document: { kind: 'resident_id', number: idNumber(1) }, phone }, locale: 'zh-CN' } as const
const start = (ground: Ground) => startEnrolment(testCtx(ground), details, phone, null)

test('while a gateway hangs, no transaction is open; its message is tried again and in the end sent once', async () => {
  const ground = await createTestGround()
  await start(ground)
  let asked = (): void => undefined
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const hanging = {
    name: 'hanging',
    send: () => {
      asked()
      return new Promise<void>(() => undefined)
    },
  }
  const round = sendMessages(ground, hanging, 300)
  await isAsked
  const { poolState } = ground.db
  expect(poolState().total - poolState().idle).toBe(0)
  const sms = createSmsMemory()
  expect(await sendMessages(ground, sms)).toBe(0) // taken by the other, as long as that one may live
  expect(await round).toBe(1)
  ground.clock.advance(1_000)
  expect(await sendMessages(ground, sms)).toBe(1)
  expect(await sendMessages(ground, sms)).toBe(0)
  expect(sms.sent.length).toBe(1)
})

test('a message whose server died is sent by another a minute later', async () => {
  const ground = await createTestGround()
  await start(ground)
  void sendMessages(ground, { name: 'dead', send: () => new Promise(() => undefined) }, 60_000)
  const sms = createSmsMemory()
  await expect.poll(async () => (await ground.db.read.selectFrom('residents.message').select('attempts').execute())[0]!.attempts).toBe(1)
  expect(await sendMessages(ground, sms)).toBe(0)
  ground.clock.advance(60_000)
  expect(await sendMessages(ground, sms)).toBe(1)
})

test('one number gets so many codes a day and no more: at once, again, or one after the other', async () => {
  const ground = await createTestGround()
  const all = await Promise.all(Array.from({ length: 8 }, () => start(ground)))
  const started = all.filter((one) => one.ok)
  expect(started.length).toBe(codesPerPhonePerDayMax)
  ground.clock.advance(61_000)
  expect(await resendCode(testCtx(ground), started[0]!.value.enrolmentId)).toEqual({
    ok: false,
    refusal: { code: 'residents.too_many_codes' },
  })
  ground.clock.advance(86_400_000)
  expect((await start(ground)).ok).toBe(true)
})
