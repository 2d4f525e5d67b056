/**
 * Evidence in words, for the resident it is about. Pure; one sentence a row, in both languages.
 */
import type { Evidence } from '@evergate/pass/rules'
import type { WithdrawalReason } from './tube-evidence.ts'

export interface Summary {
  readonly 'zh-CN': string
  readonly en: string
}

const outcomes = {
  negative: { 'zh-CN': '阴性', en: 'negative' },
  positive: { 'zh-CN': '阳性', en: 'positive' },
  invalid: { 'zh-CN': '无效，需重采', en: 'invalid, to be taken again' },
} as const

const said = { 'zh-CN': '无异常', en: 'nothing to report' } as const

/** What this row says. */
export function summarise(row: Pick<Evidence, 'kind' | 'data'>): Summary {
  const { kind, data } = row as Evidence
  switch (kind) {
    case 'test_result':
      return {
        'zh-CN': `核酸检测结果：${outcomes[data.outcome]['zh-CN']}${data.pooled ? '（混采）' : ''}`,
        en: `Test result: ${outcomes[data.outcome].en}${data.pooled ? ' (pool)' : ''}`,
      }
    case 'sample_taken':
      return { 'zh-CN': '已采样，等待结果', en: 'Sample taken, result not known yet' }
    case 'declaration':
      return describeDeclaration(data)
    case 'daily_report':
      return data.symptoms.length === 0
        ? { 'zh-CN': `${data.date} 每日健康报告：${said['zh-CN']}`, en: `Daily report for ${data.date}: ${said.en}` }
        : { 'zh-CN': `${data.date} 每日健康报告：有症状`, en: `Daily report for ${data.date}: symptoms` }
    case 'case_confirmed':
      return { 'zh-CN': '确诊病例', en: 'Confirmed case' }
    case 'exposure':
      return data.kind === 'close_contact'
        ? { 'zh-CN': '密接', en: 'Close contact of a case' }
        : { 'zh-CN': '次密接', en: 'Contact of a close contact' }
    case 'risk_area_stay':
      return { 'zh-CN': '风险区旅居', en: 'Stay in a risk area' }
    case 'arrival':
      return { 'zh-CN': `来自${data.from}的抵达`, en: `Arrival from ${data.from}` }
    case 'release':
      return { 'zh-CN': '解除管控', en: 'Released from measures' }
    case 'round_missed':
      return { 'zh-CN': '未参加一轮应检尽检', en: 'A mandatory testing round was missed' }
    case 'outage':
      return { 'zh-CN': '系统故障期间，检测有效期顺延', en: 'The service was down; tests count longer' }
    case 'hold':
      return { 'zh-CN': `暂扣：${data.reason}`, en: `Hold: ${data.reason}` }
    case 'withdrawal':
      return describeWithdrawal(data.reason)
  }
}

const withdrawn: Readonly<Record<WithdrawalReason, Summary>> = {
  tube_in_question: { 'zh-CN': '采样管编号有疑问，正在核实', en: 'the number of the tube is being looked into' },
  swab_taken_out: { 'zh-CN': '样本已从采样管登记中移除', en: 'the sample was taken out of its tube' },
  result_corrected: { 'zh-CN': '实验室已更正', en: 'corrected by the laboratory' },
}

function describeWithdrawal(reason: string): Summary {
  const words = (withdrawn as Readonly<Record<string, Summary>>)[reason] ?? { 'zh-CN': reason, en: reason }
  return { 'zh-CN': `撤回先前依据：${words['zh-CN']}`, en: `Earlier evidence withdrawn: ${words.en}` }
}

function describeDeclaration(data: Extract<Evidence, { kind: 'declaration' }>['data']): Summary {
  const parts: Summary[] = []
  if (data.symptoms.length > 0) parts.push({ 'zh-CN': '有症状', en: 'symptoms' })
  if (data.contactWithCase) parts.push({ 'zh-CN': '接触过病例', en: 'contact with a case' })
  if (data.riskAreaStay) parts.push({ 'zh-CN': '到过风险区', en: 'stay in a risk area' })
  if (data.arrivedFromAbroadAt != null) parts.push({ 'zh-CN': '自境外返回', en: 'arrival from abroad' })
  if (parts.length === 0) parts.push(said)
  return {
    'zh-CN': `本人申报：${parts.map((part) => part['zh-CN']).join('、')}`,
    en: `Own declaration: ${parts.map((part) => part.en).join(', ')}`,
  }
}
