/** The words of messages: what the server says in codes. */
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'
import type { Message } from '../state/wire.ts'

const zh = {
  title: '消息',
  none: '没有消息',
  noneWhy: '需要复采、重新采样或结果有更正时，会在这里告诉您。',
  fresh: '新',
  tube: '采样管 {code}',
  recall_asked: '需要单人复采',
  recall_askedText: '您所在的混采管检出阳性。这不代表您感染。请留在原地，等待工作人员为您单管采样。',
  recall_ended: '复采已结束',
  single_resultText: '您的单管结果已出，不再需要复采。',
  result_correctedEndText: '实验室已更正混采管的结果，您不需要复采。',
  swab_voidedEndText: '该混采管中登记在您名下的样本已作废，您不需要为它复采。',
  recollect_asked: '样本无效，请重新采样',
  recollect_askedText: '这次样本无法得出结果。健康码颜色不受影响，请尽快到采样点再采一次。',
  result_corrected: '检测结果已更正',
  result_correctedText: '原为{from}，更正为{to}。健康码已按更正后的结果重新判定。',
  swab_voided: '一份样本已作废',
  swab_voidedText: '登记在您名下的这份样本已由工作人员作废，不再计算。如果您确实采过样，请查询或再采一次。',
  negative: '阴性',
  positive: '阳性',
  invalid: '无效',
  toResults: '查看检测记录',
} as const
const en: { readonly [K in keyof typeof zh]: string } = {
  title: 'Messages',
  none: 'No messages',
  noneWhy: 'When you have to be sampled again, or a result is corrected, you are told here.',
  fresh: 'new',
  tube: 'Tube {code}',
  recall_asked: 'A single test is needed',
  recall_askedText:
    'The pooled tube with your sample tested positive. That does not mean you are infected. Please stay where you are and wait to be sampled in a tube of your own.',
  recall_ended: 'No single test needed any more',
  single_resultText: 'Your single result is there.',
  result_correctedEndText: 'The laboratory corrected the result of the pooled tube.',
  swab_voidedEndText: 'The sample in the pooled tube that was under your name does not count any more.',
  recollect_asked: 'Sample invalid: please be sampled again',
  recollect_askedText: 'This sample gave no result. The colour of your code is not affected. Please go to a testing site again soon.',
  result_corrected: 'A result was corrected',
  result_correctedText: 'It said {from}, it now says {to}. Your code was decided again by the corrected result.',
  swab_voided: 'A sample was cancelled',
  swab_voidedText:
    'Staff cancelled this sample under your name; it does not count any more. If you were sampled, ask about it or be sampled again.',
  negative: 'negative',
  positive: 'positive',
  invalid: 'invalid',
  toResults: 'See the tests',
}
export const sayMessages = createTranslate<typeof zh>({ 'zh-CN': zh, en }, () => locale.value)

/** Title and text of a message. */
export function tellMessage({ kind, data }: Message): { readonly title: string; readonly text: string } {
  return { title: sayMessages(kind), text: tell(kind, data) }
}

function tell(kind: Message['kind'], { end = 'single_result', from = 'invalid', to = 'invalid' }: Message['data']): string {
  switch (kind) {
    case 'recall_ended':
      return sayMessages(end === 'single_result' ? 'single_resultText' : `${end}EndText`)
    case 'result_corrected':
      return sayMessages('result_correctedText', { from: sayMessages(from), to: sayMessages(to) })
    default:
      return sayMessages(`${kind}Text`)
  }
}
