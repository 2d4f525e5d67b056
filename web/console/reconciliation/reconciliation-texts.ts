/** Words of the reconciliation: steps, hops, the page. What each difference means stands in difference-texts.ts. */
import type { Texts } from '../words/texts.ts'
import type { Cut, Hop, Step } from './reconciliation.query.ts'

export const reconciliationTexts = {
  title: ['样本核对', 'Reconciliation'],
  lead: [
    '每一份样本从采样到上码，一步步对账。少了谁、停在哪里、原因是什么，都列在下面。',
    'Every swab from the desk to the code, step against step. Who is missing, where it stands, and why, is listed below.',
  ],
  round: ['轮次', 'Round'],
  noRounds: ['还没有开始过的轮次', 'No round has begun yet'],
  noRoundsNext: ['轮次开始采样后即可核对。', 'Reconciliation begins with the first swab of a round.'],
  asOf: ['数字截至', 'Figures as of'],
  reconciled: ['已全部核对无误，一份不差', 'Reconciled to the last swab'],
  reconciledWhat: [
    '采到的 {count} 份样本全部有结果，并已更新到居民的码上。',
    'The {count} swab taken has its result, and it is on the code.',
    'All {count} swabs taken have their results, and they are on the codes.',
  ],
  nothingYet: ['还没有采到样本', 'No swab has been taken yet'],
  nothingYetWhat: ['采样点联网同步后，这里会出现数字。', 'Figures appear once a desk has handed in its records.'],
  open: ['还有 {count} 份样本没有上码', '{count} swab is not on the code yet', '{count} swabs are not on the code yet'],
  openWhat: [
    '{vanished} 种差错需要有人处理，另有 {standing} 处样本停留在途中。逐项见“差异”。',
    '{vanished} kinds of fault need a person; {standing} places hold swabs on their way. See “Differences”.',
  ],
  openOnTheWay: [
    '没有发现差错：其余样本只是还在途中。停在哪一步见“差异”。',
    'No fault is known: the rest are merely on their way. “Differences” tells where they stand.',
  ],
  allOnCodeButFaults: [
    '样本都已上码，但有 {vanished} 种差错需要有人处理。',
    'All swabs are on the codes, but {vanished} kinds of fault still need a person.',
  ],
  export: ['导出', 'Export'],
  funnel: ['逐步对账', 'Step by step'],
  step: ['步骤', 'Step'],
  swabs: ['人份', 'Swabs'],
  tubes: ['管', 'Tubes'],
  fewer: ['少 {count}', '{count} fewer', '{count} fewer'],
  notSampled: ['{count} 人未采', '{count} not sampled', '{count} not sampled'],
  breakdown: ['分项对账', 'Where'],
  by: ['按', 'By'],
  nothingCut: ['没有数据', 'Nothing here'],
  more: ['显示更多', 'Show more'],
  showThis: ['只看它的差异', 'Its differences'],
  delays: ['各环节用时', 'Time from step to step'],
  hop: ['环节', 'From – to'],
  half: ['一半不超过', 'Half within'],
  ninety: ['九成不超过', '90 % within'],
  ninetyNine: ['99% 不超过', '99 % within'],
  measured: ['管数', 'Tubes'],
  noDelays: ['还没有完成的环节', 'No tube has made a step yet'],
  openRound: ['查看轮次', 'Open the round'],
} satisfies Texts

export const stepTexts = {
  registered: ['应采居民', 'Residents expected'],
  inTube: ['在管中', 'In a tube'],
  boxed: ['已装箱', 'Boxed'],
  received: ['实验室已收', 'Received'],
  tested: ['已检测', 'Tested'],
  released: ['已发布', 'Released'],
  onCode: ['已上码', 'On the code'],
} satisfies Record<Step, Texts[string]>

export const cutTexts = {
  site: ['采样点', 'Site'],
  box: ['转运箱', 'Box'],
  device: ['设备', 'Device'],
  laboratory: ['实验室', 'Laboratory'],
} satisfies Record<Cut, Texts[string]>

export const hopTexts = {
  sampled_closed: ['采样 → 封管', 'Sampled – closed'],
  closed_boxed: ['封管 → 装箱', 'Closed – boxed'],
  boxed_received: ['装箱 → 实验室收到', 'Boxed – received'],
  received_tested: ['收到 → 检测', 'Received – tested'],
  tested_released: ['检测 → 发布', 'Tested – released'],
  released_on_code: ['发布 → 上码', 'Released – on the code'],
} satisfies Record<Hop, Texts[string]>
