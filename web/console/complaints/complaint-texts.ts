/** Words of complaints about missing results. */
import type { Text, Texts } from '../words/texts.ts'
import type { TubePlaceName } from './complaint.query.ts'

export const complaintTexts = {
  title: ['居民反映', 'Complaints'],
  lead: [
    '“我采了样，但没有结果。”系统先自动查找，查不到或需要人处理的，由您答复。每次查看都记入审计。',
    '“I was sampled and have no result.” The system looks first; where it needs a person, you answer. Each reading is recorded.',
  ],
  state: ['状态', 'State'],
  open: ['待答复', 'Open'],
  answered: ['已答复', 'Answered'],
  emptyOpen: ['没有待答复的反映', 'No complaint is open'],
  emptyAnswered: ['还没有答复过的反映', 'None has been answered yet'],
  resident: ['居民', 'Resident'],
  made: ['反映时间', 'Said at'],
  sampled: ['采样大约在', 'Sampled about'],
  site: ['采样点', 'Site'],
  notSaid: ['未说明', 'not said'],
  tube: ['居民说的管码', 'Tube, as the resident says'],
  note: ['居民的话', 'In their words'],
  finding: ['查到的情况', 'What was found'],
  where: ['现在在', 'Now at'],
  more: ['显示更多', 'Show more'],
  complaint: ['居民反映', 'Complaint'],
  back: ['返回列表', 'Back to the list'],
  ownSamples: ['名下的样本', 'Swabs under their name'],
  noOwn: ['那段时间名下没有样本', 'There is no swab under their name around that time'],
  tubesAround: ['同一时间、同一采样点的管', 'Tubes of that site around that time'],
  nearNumbers: ['管码相近的管', 'Tubes with a similar number'],
  desks: ['当时的采样台', 'Desks at the time'],
  tubeCode: ['采样管', 'Tube'],
  at: ['时间', 'When'],
  swabs: ['人份', 'Swabs'],
  unnamed: ['其中身份不明', 'Of these unnamed'],
  desk: ['采样台', 'Desk'],
  lastContact: ['最近联络', 'Last heard'],
  queued: ['未上传', 'Still on it'],
  missing: ['缺记录', 'Records missing'],
  never: ['从未', 'never'],
  answerTitle: ['答复', 'Answer'],
  answerLead: ['居民会在自己的应用里看到这段话。', 'The resident reads this in their app.'],
  answerHint: [
    '例如：您的样本在一台还没联网的设备上，今晚会上传；不影响您的码',
    'For example: your swab is on a device that is not online yet and will arrive tonight; your code is not affected',
  ],
  answerShort: ['请写出答复。', 'Write an answer.'],
  send: ['发送答复', 'Send the answer'],
  answeredAlready: ['这条反映已由他人答复。', 'Somebody else has answered this meanwhile.'],
  answeredAt: ['{at} 答复', 'Answered at {at}'],
} satisfies Texts

export const placeTexts = {
  desk: ['采样台', 'the desk'],
  closed: ['已封管，未装箱', 'closed, in no box'],
  boxed: ['箱中，未交接', 'in a box, not handed over'],
  on_the_way: ['转运途中', 'on the way'],
  laboratory: ['实验室', 'the laboratory'],
  tested: ['已检测，待审核', 'tested, not released'],
  released: ['已发布', 'released'],
} satisfies Record<TubePlaceName, Text>

type FindingWords = { readonly name: Text; readonly toDo: Text }

const findings: Readonly<Record<string, FindingWords>> = {
  found_released: {
    name: ['结果已发布', 'The result is released'],
    toDo: [
      '请居民刷新应用；仍看不到时，核对是否是同一次采样。',
      'Have them open the app again. If it is not there, check that it is the same sampling.',
    ],
  },
  found_on_the_way: {
    name: ['样本在途中', 'The swab is on its way'],
    toDo: ['告诉居民现在到了哪一步。', 'Tell them how far it has come.'],
  },
  found_under_other_tube: {
    name: ['在另一个管码下找到', 'Found under another tube number'],
    toDo: ['核对管码；实验室抄错的，请其更正。', 'Compare the numbers. If the laboratory mistook one, have it corrected.'],
  },
  swab_removed: {
    name: ['样本曾被撤销', 'The swab was taken back'],
    toDo: ['向采样点问清原因；撤销有误的，请安排补采。', 'Ask the desk why. If that was a mistake, have them sampled again.'],
  },
  desk_not_synced: {
    name: ['采样设备还没上传', 'A desk has not handed in'],
    toDo: [
      '让采样点把设备接上网络；请居民放心，样本在设备上。',
      'Have the site bring the device to a network. The swab is most likely on it; tell the resident so.',
    ],
  },
  tube_without_person: {
    name: ['管找到了，但里面没有这位居民', 'The tube is known, but the resident is not in it'],
    toDo: [
      '很可能漏扫了码：看这支管是否多一个拭子，或身份不明的人就是其本人。',
      'The scan was most likely forgotten: see whether the tube holds a swab too many, or an unnamed person who is them.',
    ],
  },
  unnamed_swab: {
    name: ['当时有身份不明的样本', 'There are unnamed swabs of that time'],
    toDo: ['可能证件号输错：请居民带证件核对。', 'The number may have been mistyped: have them come with their document.'],
  },
  not_found: {
    name: ['没有找到', 'Not found'],
    toDo: [
      '这不等于没有采：请核对时间和地点，必要时安排补采。不能因此影响居民的码。',
      'This does not mean they were not sampled. Check time and place; have them sampled again if need be. Their code must not suffer.',
    ],
  },
}

export function wordsForFinding(code: string): FindingWords {
  return findings[code] ?? { name: [code, code], toDo: ['请把代码告诉管理员。', 'Tell an administrator the code.'] }
}
