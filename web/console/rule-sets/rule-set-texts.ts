/** Words of the rule sets. */
import type { Texts } from '../words/texts.ts'

export const ruleSetTexts = {
  title: ['规则集', 'Rule sets'],
  lead: [
    '码色只由规则根据依据得出，任何人都不能直接设定。这里可以查阅规则，不能修改。',
    'Colours follow from rules over evidence; nobody can set one. Rules can be read here, not changed.',
  ],
  active: ['正在使用', 'In force'],
  available: ['可供选用', 'Available'],
  version: ['第 {version} 版', 'Version {version}'],
  ruleCount: ['{count} 条规则', '{count} rule', '{count} rules'],
  caseCount: ['{count} 个示例', '{count} example case', '{count} example cases'],
  none: ['还没有规则集', 'There is no rule set yet'],
  choose: ['选择规则集', 'Choose a rule set'],
  legalGround: ['法律依据', 'Legal ground'],
  validFrom: ['生效时间', 'In force from'],
  rules: ['规则', 'Rules'],
  about: ['针对', 'About'],
  gives: ['得出', 'Gives'],
  applies: ['适用条件', 'Applies when'],
  always: ['凡有此类依据即适用', 'Whenever there is such a matter'],
  until: ['期限', 'Until'],
  openEnd: ['无固定期限，直到满足解除条件', 'no fixed end; until one of the ends below'],
  ends: ['以下任一情形即解除', 'Ends as soon as any one of these holds'],
  noEnds: ['只在期限届满时解除', 'Ends only with its time'],
  and: ['并且', 'and'],
  words: ['告诉居民的话', 'What residents are told'],
  why: ['原因', 'Why'],
  whatToDo: ['居民应做', 'What to do'],
  chinese: ['中文', 'Chinese'],
  english: ['英文', 'English'],
  raw: ['CertLogic 原文', 'CertLogic as it stands'],
  examples: ['示例', 'Example cases'],
  examplesLead: ['规则集必须在这些示例上给出所列结果，否则不能发布。', 'A rule set cannot be published unless it gives these results.'],
  example: ['示例', 'Case'],
  expected: ['结果', 'Result'],
  byRules: ['依据规则', 'By rules'],
  askedAt: ['判定时间', 'Asked at'],
  evidenceCount: ['依据数', 'Pieces of evidence'],
} satisfies Texts

export const endTexts = {
  released: ['已解除管控', 'the matter has been released'],
  negativeTests: [
    '{count} 次阴性检测，间隔至少 {apart} 小时，全部在 {within} 小时内',
    '{count} negative tests at least {apart} h apart, all within {within} h',
  ],
  healthyReportDays: ['连续 {count} 天每日报告健康', '{count} day of being well reported', '{count} days of being well reported'],
  daysElapsed: ['已满 {count} 天', '{count} day has passed', '{count} days have passed'],
  singleResult: ['单人复采有了结果', 'a single re-sampling has its result'],
  sampled: ['已采样', 'a sample has been taken'],
} satisfies Texts

export const matterTexts = {
  positive_single: ['单采阳性', 'Positive test of one person'],
  positive_pool: ['混采阳性', 'Positive pool'],
  declaration: ['健康申报', 'Declaration'],
  unwell_report: ['每日报告不适', 'Daily report of being unwell'],
  case_confirmed: ['确诊', 'Confirmed case'],
  exposure: ['暴露', 'Exposure'],
  risk_area_stay: ['风险区停留', 'Stay in a risk area'],
  arrival: ['入境或外地抵达', 'Arrival'],
  round_missed: ['未参加检测轮次', 'Missed round'],
  hold: ['暂扣', 'Hold'],
} satisfies Texts
