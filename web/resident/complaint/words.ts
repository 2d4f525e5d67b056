/** The words of the complaint page, and what the city found out in plain sentences. */
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'
import { showMoment } from '../state/region.ts'
import type { ComplaintFinding } from '../state/wire.ts'

const zh = {
  title: '没有结果',
  lead: '采过样却没有结果？告诉我们大概什么时间，系统马上查找样本在哪里。',
  who: '谁采的样',
  when: '大概什么时间采样',
  tube: '采样管编号（选填）',
  tubeHint: '如果您拍下了管身条码下的编号。',
  note: '在哪里、谁一起采的（选填）',
  noteHint: '例如：小寨路口的帐篷，和父母一起。',
  ask: '查找样本',
  asking: '正在查找…',
  again: '再查一次',
  timeMissing: '请填写大概的时间',
  timeAhead: '这个时间还没有到',
  timeLongAgo: '只能查最近 30 天',
  tubeWrong: '编号只有字母、数字和短横线，6 到 24 位',
  found_on_the_way: '样本找到了，还在路上',
  found_on_the_wayText: '您的样本登记无误，结果出来后会自动显示，不用再采。',
  found_released: '结果已经有了',
  found_releasedText: '请在检测记录里查看。健康码随后自动更新。',
  found_under_other_tube: '样本在另一支采样管里',
  found_under_other_tubeText: '登记的采样管编号与您提供的不同，工作人员会核对。',
  desk_not_synced: '采样点还没有上传记录',
  desk_not_syncedText: '您可能采样的采样点有记录尚未上传，上传后会自动出现。请稍后再看。',
  swab_removed: '样本登记后被移除了',
  swab_removedText: '采样点移除了登记在您名下的样本，可能是误扫后更正。如果您确实采过样，请尽快再采一次；工作人员会核对。',
  tube_without_person: '这支采样管里没有登记您',
  tube_without_personText: '可能当时没有扫上您的码。工作人员会核对；请尽快再采一次，不要等待。',
  unnamed_swab: '可能是一份没有登记姓名的样本',
  unnamed_swabText: '那个时间有人没有出示证件采样，工作人员会核对是不是您。',
  not_found: '没有找到您的样本',
  not_foundText: '可能采样时没有登记上。查询已转给工作人员；请尽快再采一次，不要等待。',
  other: '查询已收到',
  otherText: '工作人员会核对您的样本。',
  where: '目前：{place}',
  whereAt: '目前：{place}（{time}）',
  inTube: '采样管 {code}',
  desk: '在采样点，采样管未封',
  closed: '在采样点，采样管已封',
  boxed: '已装入转运箱',
  on_the_way: '在转运途中',
  laboratory: '实验室已收到',
  tested: '已检测，等待发布',
  released: '结果已发布',
  toResults: '查看检测记录',
  earlier: '以前的查询',
  answered: '工作人员回复：{answer}',
  unanswered: '工作人员正在核对',
  earlierOf: '采样约在 {time}',
  refusedMany: '今天查询次数已经够多，工作人员正在处理。',
} as const
const en: { readonly [K in keyof typeof zh]: string } = {
  title: 'No result',
  lead: 'Sampled, but no result? Tell us roughly when, and the system looks at once where the sample is.',
  who: 'Who was sampled',
  when: 'Roughly when',
  tube: 'Number of the tube (if you have it)',
  tubeHint: 'If you took a picture of the number under the barcode.',
  note: 'Where, and who with (optional)',
  noteHint: 'For example: the tent at Xiaozhai crossing, with my parents.',
  ask: 'Find the sample',
  asking: 'Looking…',
  again: 'Look again',
  timeMissing: 'Please say roughly when',
  timeAhead: 'That time has not come yet',
  timeLongAgo: 'Only the last 30 days can be looked up',
  tubeWrong: 'Only letters, digits and hyphens, 6 to 24 of them',
  found_on_the_way: 'Found: it is on its way',
  found_on_the_wayText: 'Your sample is registered. The result appears by itself; there is no need to be sampled again.',
  found_released: 'The result is there',
  found_releasedText: 'See it among your tests. Your code follows by itself.',
  found_under_other_tube: 'Found in another tube',
  found_under_other_tubeText: 'The tube registered for you has another number than the one you gave. Staff will look into it.',
  desk_not_synced: 'The testing site has not sent its records yet',
  desk_not_syncedText:
    'A site where you may have been sampled still has records to send. They appear by themselves. Please look again later.',
  swab_removed: 'The sample was registered, then taken out',
  swab_removedText:
    'The testing site took out the sample under your name, perhaps after scanning it by mistake. If you were sampled, please be sampled again soon; staff will look into it.',
  tube_without_person: 'You are not registered in that tube',
  tube_without_personText: 'Your code may not have been scanned. Staff will look into it; please be sampled again soon, do not wait.',
  unnamed_swab: 'It may be a sample without a name',
  unnamed_swabText: 'Somebody was sampled around that time without a document. Staff will look into whether it was you.',
  not_found: 'Your sample was not found',
  not_foundText: 'It may not have been registered at the desk. Staff have your report; please be sampled again soon, do not wait.',
  other: 'Your report is here',
  otherText: 'Staff will look into your sample.',
  where: 'Now: {place}',
  whereAt: 'Now: {place} ({time})',
  inTube: 'Tube {code}',
  desk: 'at the testing site, tube still open',
  closed: 'at the testing site, tube closed',
  boxed: 'packed for transport',
  on_the_way: 'on the way to the laboratory',
  laboratory: 'at the laboratory',
  tested: 'tested, waiting for release',
  released: 'result released',
  toResults: 'See the tests',
  earlier: 'Earlier reports',
  answered: 'Staff answered: {answer}',
  unanswered: 'Staff are looking into it',
  earlierOf: 'sampled about {time}',
  refusedMany: 'That is enough for today; staff are looking into it.',
}
export const sayComplaint = createTranslate<typeof zh>({ 'zh-CN': zh, en }, () => locale.value)

const known = [
  'found_on_the_way',
  'found_released',
  'found_under_other_tube',
  'swab_removed',
  'desk_not_synced',
  'tube_without_person',
  'unnamed_swab',
  'not_found',
] as const

/** A finding in words; a code this app does not know yet says that the report is here. */
export function tellFinding({ code, tubeCode, place, at }: ComplaintFinding): {
  readonly title: string
  readonly text: string
  readonly where: string | null
} {
  const kind = known.find((one) => one === code) ?? 'other'
  const where =
    place === null || tubeCode === null // without a tube a place is only where it may lie
      ? null
      : at === null
        ? sayComplaint('where', { place: sayComplaint(place) })
        : sayComplaint('whereAt', { place: sayComplaint(place), time: showMoment(at) })
  return { title: sayComplaint(kind), text: sayComplaint(`${kind}Text`), where }
}
