/** The words of the page that shows the household's codes one after the other. */
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'

const zh = {
  title: '全家轮流出示',
  lead: '每个码显示 1.5 秒，自动换下一位。采样员可连续扫描。',
  label: '{name}的健康码二维码，第 {place} 位，共 {count} 位',
  pause: '停在这一位',
  goOn: '继续轮流',
  who: '今天一起采样的人',
  nobody: '请至少选一位',
  ended: '凭证已到期，请先联网更新',
  none: '还没有可以出示的码',
  noneWhy: '首次领取需要联网一次。',
} as const
const en: { readonly [K in keyof typeof zh]: string } = {
  title: 'All codes in turn',
  lead: 'Each code shows for 1.5 seconds, then the next. The sampler can keep scanning.',
  label: 'Health code of {name} as a QR code, {place} of {count}',
  pause: 'Stay on this one',
  goOn: 'Go on',
  who: 'Who is being sampled',
  nobody: 'Choose at least one',
  ended: 'Pass ended: update with a network first',
  none: 'No code to show yet',
  noneWhy: 'The first time needs a network once.',
}
export const sayInTurn = createTranslate<typeof zh>({ 'zh-CN': zh, en }, () => locale.value)
