/** Who lives in the small city of the browser tests, and the statuses they can have. */
import type { Colour } from '@evergate/pass'

export const people = [
  {
    residentId: '01930000-0000-7000-8000-000000000001',
    nameHint: '王*',
    nameMasked: '王*明',
    documentMasked: '110***********002X',
    relation: 'self',
  },
  {
    residentId: '01930000-0000-7000-8000-000000000002',
    nameHint: '李*',
    nameMasked: '李*',
    documentMasked: '610***********1234',
    relation: 'child',
  },
] as const

const words = {
  green: null,
  yellow: {
    'zh-CN': {
      why: '您所在的混采管检出阳性，正在等待单管复采结果。',
      until: '直到单管复采结果发布。',
      whatToDo: '请留在原地，等待工作人员上门复采。',
    },
    en: {
      why: 'A pooled tube with your sample tested positive; a single test is being done.',
      until: 'Until the single result is released.',
      whatToDo: 'Please stay where you are and wait for the re-sampling team.',
    },
  },
  red: {
    'zh-CN': { why: '您的核酸检测结果为阳性。', until: '直到解除隔离。', whatToDo: '请不要外出，等待社区联系；如感不适请拨打 120。' },
    en: {
      why: 'Your test was positive.',
      until: 'Until you are released from isolation.',
      whatToDo: 'Stay at home and wait for a call; if unwell, call 120.',
    },
  },
} as const

export function cityStatus(residentId: string, colour: Colour, lastNegativeAt: string | null, nowMs: number): object {
  const texts = words[colour]
  const from = new Date(nowMs - 5 * 3_600_000).toISOString()
  const evidenceId = '01930000-0000-7000-8000-0000000000e1'
  const tested = {
    evidenceId,
    kind: 'test_result',
    observedAt: lastNegativeAt ?? from,
    source: 'laboratory',
    summary: { 'zh-CN': colour === 'red' ? '核酸检测阳性' : '核酸检测阴性', en: colour === 'red' ? 'Test positive' : 'Test negative' },
    superseded: false,
  }
  return {
    residentId,
    colour,
    findings:
      texts === null ? [] : [{ ruleId: `xian.${colour}`, ruleVersion: '1', colour, from, until: null, evidenceIds: [evidenceId], texts }],
    evidence: lastNegativeAt === null && colour === 'green' ? [] : [tested],
    lastNegativeAt,
    ruleSet: { id: 'xian-2021-12', version: 1, names: { 'zh-CN': '西安 2021 年 12 月', en: 'Xi’an, December 2021' } },
    evaluatedAt: from,
    changesAt: null,
  }
}
