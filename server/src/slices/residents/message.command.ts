/**
 * SMS to residents: written here in the transaction that needs them, sent by send-messages.job.ts.
 */
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'

export type Locale = 'zh-CN' | 'en'

export interface OutgoingMessage {
  readonly phone: string
  readonly locale: Locale
  readonly template: 'registration' | 'household'
  readonly code: string
}

const texts: Readonly<Record<OutgoingMessage['template'], Readonly<Record<Locale, (code: string) => string>>>> = {
  registration: {
    'zh-CN': (code) => `【Evergate】您的健康码登记验证码为 ${code}，10 分钟内有效。工作人员不会向您索要此码。`,
    en: (code) => `Evergate: ${code} is your code to register, good for 10 minutes. Our staff will never ask you for it.`,
  },
  household: {
    'zh-CN': (code) => `【Evergate】有家人希望在自己的手机上代您出示健康码。如您同意，请把验证码 ${code} 告诉对方；如不同意，请忽略。`,
    en: (code) => `Evergate: somebody asks to carry your health code on their phone. If you agree, tell them ${code}. If not, do nothing.`,
  },
}

/** Puts a message into the queue, sealed. */
export async function queueMessage(tx: Tx, ctx: Ctx, message: OutgoingMessage): Promise<void> {
  const sealing = ctx.vault.newDataKey()
  await tx
    .insertInto('residents.message')
    .values({
      message_id: ctx.ids.uuid(),
      wrapped_key: sealing.wrapped,
      phone_sealed: sealing.key.seal('phone', message.phone),
      text_sealed: sealing.key.seal('text', texts[message.template][message.locale](message.code)),
      send_at: ctx.clock.now(),
    })
    .execute()
}
