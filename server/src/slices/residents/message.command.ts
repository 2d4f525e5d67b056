/**
 * SMS to residents: written here in the transaction that needs them, sent by send-messages.job.ts.
 */
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'

export type Locale = 'zh-CN' | 'en'

export interface OutgoingMessage {
  readonly phone: string
  readonly locale: Locale
  readonly code: string
  /** Masked name of who asks to carry the receiver's code; null where the receivers register themselves. */
  readonly askedBy: string | null
}

const texts: Readonly<Record<'registration' | 'household', Readonly<Record<Locale, (code: string, askedBy: string) => string>>>> = {
  registration: {
    'zh-CN': (code) => `【Evergate】您的健康码登记验证码为 ${code}，10 分钟内有效。工作人员不会向您索要此码。`,
    en: (code) => `Evergate: ${code} is your code to register, good for 10 minutes. Our staff will never ask you for it.`,
  },
  household: {
    'zh-CN': (code, askedBy) =>
      `【Evergate】${askedBy} 希望在自己的手机上代您出示健康码。如您同意，请把验证码 ${code} 告诉对方；如不同意，请忽略。`,
    en: (code, askedBy) =>
      `Evergate: ${askedBy} asks to carry your health code on their phone. If you agree, tell them ${code}. If not, do nothing.`,
  },
}

/** Puts a message into the queue, sealed. */
export async function queueMessage(tx: Tx, ctx: Ctx, message: OutgoingMessage): Promise<void> {
  const sealing = ctx.vault.newDataKey()
  const write = texts[message.askedBy === null ? 'registration' : 'household'][message.locale]
  await tx
    .insertInto('residents.message')
    .values({
      message_id: ctx.ids.uuid(),
      wrapped_key: sealing.wrapped,
      phone_sealed: sealing.key.seal('phone', message.phone),
      text_sealed: sealing.key.seal('text', write(message.code, message.askedBy ?? '')),
      send_at: ctx.clock.now(),
    })
    .execute()
}
