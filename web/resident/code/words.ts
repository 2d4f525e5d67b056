/** The words of the code page. */
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'

const zh = {
  self: '本人',
  child: '子女',
  elder: '长辈',
  other: '家人',
  whose: '显示谁的码',
  renews: '二维码 {seconds} 秒后自动更新',
  qrLabel: '健康码二维码，{colour}，{name}',
  qrDrawing: '正在生成…',
  qrBroken: '这张凭证无法显示，请更新一次',
  under: '核酸阴性 <{hours} 小时',
  older: '核酸阴性 已超 72 小时',
  none: '暂无核酸阴性记录',
  sampledAt: '采样时间 {time}',
  countsFromSampling: '从采样时间算起，不是出结果时间',
  asOf: '更新于 {time}',
  offlineAsOf: '没有网络：显示 {time} 的颜色。二维码照常有效，可以出示。',
  failedAsOf: '暂时无法更新：显示 {time} 的颜色。二维码照常有效，可以出示。',
  mayHaveChanged: '颜色可能在 {time} 后有变化，联网后更新即可看到。',
  passEnded: '凭证已于 {time} 到期',
  passEndedDo: '联网打开一次即可自动更新。工作人员可用其他方式核验。',
  update: '更新',
  updating: '正在更新…',
  why: '为什么是{colour}',
  whyGreen: '目前没有需要注意的情况',
  until: '到什么时候',
  whatToDo: '该怎么做',
  evidence: '依据',
  evidenceNone: '没有用到任何依据',
  superseded: '已更正',
  laboratory: '来源：检测实验室',
  resident: '来源：本人申报',
  otherSource: '来源：{source}',
  rules: '所用规则：{name}（{version}）',
  dailyReport: '每日健康报告',
  paper: '下载纸质凭证',
  paperMaking: '正在生成…',
  waitingTitle: '正在领取您的健康码',
  waitingWhy: '通常只要几秒钟。',
  emptyTitle: '还没有健康码',
  emptyWhy: '首次领取需要联网一次。领到以后，没有网络也能出示。',
  install: '添加到主屏幕',
  installWhy: '添加后，手机不会自动清除您的健康码；离线也能直接打开。',
  installHow: '在浏览器菜单中选择“分享”→“添加到主屏幕”。',
  later: '以后再说',
} as const

const en: { readonly [K in keyof typeof zh]: string } = {
  self: 'Me',
  child: 'Child',
  elder: 'Elder',
  other: 'Family',
  whose: 'Whose code to show',
  renews: 'QR code renews in {seconds} s',
  qrLabel: 'Health code as a QR code, {colour}, {name}',
  qrDrawing: 'Drawing…',
  qrBroken: 'This pass cannot be shown. Update once',
  under: 'Negative test <{hours} h',
  older: 'Negative test over 72 h old',
  none: 'No negative test yet',
  sampledAt: 'Sampled {time}',
  countsFromSampling: 'Counted from sampling, not from the result',
  asOf: 'Updated {time}',
  offlineAsOf: 'No network: the colour is as of {time}. The QR code works as always.',
  failedAsOf: 'Cannot update right now: the colour is as of {time}. The QR code works as always.',
  mayHaveChanged: 'The colour may have changed since {time}. Update when there is a network.',
  passEnded: 'This pass ended {time}',
  passEndedDo: 'Open once with a network and it renews itself. Staff can check another way.',
  update: 'Update',
  updating: 'Updating…',
  why: 'Why {colour}',
  whyGreen: 'Nothing needs your attention right now',
  until: 'Until when',
  whatToDo: 'What to do',
  evidence: 'Evidence',
  evidenceNone: 'No evidence was used',
  superseded: 'corrected',
  laboratory: 'from the laboratory',
  resident: 'from your own report',
  otherSource: 'from {source}',
  rules: 'Rules used: {name} ({version})',
  dailyReport: 'Daily health report',
  paper: 'Download a paper pass',
  paperMaking: 'Making it…',
  waitingTitle: 'Getting your health code',
  waitingWhy: 'This usually takes a few seconds.',
  emptyTitle: 'No health code yet',
  emptyWhy: 'The first time needs a network once. After that the code opens without one.',
  install: 'Add to home screen',
  installWhy: 'The phone then never clears your code by itself, and it opens straight away offline.',
  installHow: 'In the browser’s menu choose Share, then Add to Home Screen.',
  later: 'Later',
}

export const sayCode = createTranslate<typeof zh>({ 'zh-CN': zh, en }, () => locale.value)

/** How a household member is called: unknown relations are family. */
export function sayRelation(relation: string): string {
  return sayCode(relation === 'self' || relation === 'child' || relation === 'elder' ? relation : 'other')
}

/** Where a piece of evidence comes from, in words where the source is a known one. */
export function saySource(source: string): string {
  return source === 'laboratory' || source === 'resident' ? sayCode(source) : sayCode('otherSource', { source })
}
