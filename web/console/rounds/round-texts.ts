/** Words of rounds: the list and one round. */
import type { Texts } from '../words/texts.ts'
import type { Checksum, Pool, RoundState } from './round.query.ts'
import type { SiteState } from './site-state.ts'

export const roundTexts = {
  title: ['检测轮次', 'Testing rounds'],
  lead: [
    '一个轮次规定哪些街道、在什么时间、由哪些采样点采样。运行中的轮次可以看到每个采样点的进度。',
    'A round says which streets are sampled, when, and at which sites. A running one shows how every site is getting on.',
  ],
  plan: ['制定轮次', 'Plan a round'],
  empty: ['还没有轮次', 'There is no round yet'],
  emptyNext: ['点击“制定轮次”，四步即可完成。', 'Choose “Plan a round”; it takes four steps.'],
  emptyReader: ['指挥员制定轮次后会出现在这里。', 'It appears here once a commander has planned one.'],
  name: ['名称', 'Name'],
  state: ['状态', 'State'],
  starts: ['开始', 'Starts'],
  ends: ['结束', 'Ends'],
  grace: ['宽限', 'Grace'],
  graceHours: ['{count} 小时', '{count} hour', '{count} hours'],
  kind: ['性质', 'Kind'],
  mandatory: ['必须参加', 'Mandatory'],
  voluntary: ['自愿参加', 'Voluntary'],
  expected: ['应采人数', 'Expected'],
  areas: ['范围', 'Areas'],
  sites: ['采样点', 'Sites'],
  back: ['返回轮次列表', 'Back to the rounds'],
  round: ['轮次', 'Round'],
  reconciliation: ['查看核对', 'Open the reconciliation'],
  extend: ['延长', 'Extend'],
  extendAsk: ['延长这个轮次', 'Extend this round'],
  extendWhat: [
    '采样点会继续开放到新的结束时间。只能延后，不能提前。',
    'Sites go on until the new end. It can only be moved later, never earlier.',
  ],
  newEnd: ['新的结束时间', 'New end'],
  notLater: ['新的结束时间要晚于原来的结束时间。', 'The new end must be later than the present one.'],
  cancelRound: ['取消轮次', 'Cancel the round'],
  cancelAsk: ['取消这个轮次？', 'Cancel this round?'],
  cancelWhat: [
    '取消后各采样点不再为它采样，也不会有人因为没参加而受影响。已采的样本照常检测、照常出结果。',
    'Sites stop sampling for it, and nobody is affected for not having taken part. Samples already taken are still tested and reported.',
  ],
  reason: ['原因', 'Reason'],
  reasonShort: ['请写明原因，至少 5 个字。', 'State the reason in at least 5 characters.'],
  cancelledWhy: ['已于 {at} 取消：{reason}', 'Cancelled at {at}: {reason}'],
  keep: ['不取消', 'Keep it'],
  close: ['返回', 'Back'],
} satisfies Texts

export const roundStateTexts = {
  planned: ['待开始', 'Planned'],
  running: ['进行中', 'Running'],
  ended: ['已结束', 'Ended'],
  cancelled: ['已取消', 'Cancelled'],
} satisfies Record<RoundState, Texts[string]>

export const poolTexts = {
  single: ['单采（1 人 1 管）', 'Single (one to a tube)'],
  ten: ['10 人混采', 'Pools of 10'],
  twenty: ['20 人混采', 'Pools of 20'],
  household: ['一户一管', 'One household to a tube'],
} satisfies Record<Pool, Texts[string]>

export const checksumTexts = {
  none: ['没有', 'none'],
  luhn: ['Luhn（末位为校验位）', 'Luhn (last digit)'],
  mod97: ['模 97（末两位为校验位）', 'Modulo 97 (last two digits)'],
} satisfies Record<Checksum, Texts[string]>

export const siteStateTexts = {
  silent: ['有设备失联', 'A device is silent'],
  queue: ['排队过长', 'Long queue'],
  behind: ['进度落后', 'Behind'],
  on_course: ['进度正常', 'On course'],
  waiting: ['尚未开始', 'Not begun'],
  done: ['已采完', 'All sampled'],
} satisfies Record<SiteState, Texts[string]>

export const progressTexts = {
  progress: ['总进度', 'Progress'],
  ofTime: ['时间已过 {share}', '{share} of the time is over'],
  asOf: ['数字截至', 'Figures as of'],
  counted: [
    '数字来自已同步的设备；断网的采样点要等设备联网后才计入。',
    'The figures count what devices have handed in; a desk without network follows once it is back.',
  ],
  districts: ['按区县', 'By district'],
  streets: ['{name}的街道', 'Streets of {name}'],
  district: ['区县', 'District'],
  street: ['街道', 'Street'],
  openDistrict: ['看街道', 'Show streets'],
  closeDistrict: ['收起', 'Hide streets'],
  sampled: ['已采 / 应采', 'Sampled / expected'],
  missing: ['未采', 'Not sampled'],
  map: ['采样点示意图', 'Sites on a schematic map'],
  mapLabel: [
    '采样点示意图，共 {count} 个采样点。下面的表格列出相同的内容。',
    'Schematic map of {count} site. The table below tells the same.',
    'Schematic map of {count} sites. The table below tells the same.',
  ],
  mapLead: [
    '图形越大，应采人数越多；形状和颜色表示状态，数字是排队人数。点选一个采样点可在表中找到它。',
    'The larger the sign, the more residents are expected; shape and colour tell the state, the number is the people waiting. Choose a site to find it in the table.',
  ],
  sites: ['采样点', 'Sites'],
  site: ['采样点', 'Site'],
  siteState: ['状态', 'State'],
  lastHour: ['近一小时', 'Last hour'],
  queue: ['排队', 'Waiting'],
  queueSeen: ['{people} 人，{age}前', '{people}, {age} ago'],
  queueUnknown: ['未报告', 'not reported'],
  desks: ['采样台', 'Desks'],
  silent: ['失联设备', 'Silent devices'],
  nobodyExpected: ['所选范围内没有登记居住地的居民', 'No resident is on record as living in these areas'],
  noSites: ['这个轮次没有采样点', 'This round has no sites'],
  filter: ['按名称筛选采样点', 'Filter sites by name'],
  onlyTrouble: ['只看需要留意的', 'Only those that want a look'],
  noMatch: ['没有符合的采样点', 'No site matches'],
  showMore: ['再显示 {count} 个', 'Show {count} more', 'Show {count} more'],
  notBegun: ['轮次开始后，这里会显示进度。', 'Progress appears here once the round has begun.'],
} satisfies Texts
