/** Signs in a batch that something went wrong at the laboratory, in words for whoever releases it. */
import { formatFigure } from '../words/format.ts'
import type { Text, Texts } from '../words/texts.ts'

export const anomalyCodes = [
  'positivity_jump',
  'control_failed',
  'all_one_value',
  'never_received',
  'unknown_tubes',
  'tested_before_received',
] as const
export type AnomalyCode = (typeof anomalyCodes)[number]

/** Shares from 0 to 1; of failed controls the number. */
export type Anomaly = { readonly code: AnomalyCode; readonly value: number; readonly limit: number }
export type Confirmation = { readonly code: AnomalyCode; readonly reason: string }

export const anomalyTexts = {
  title: ['发布前请逐项确认', 'To be confirmed before the release'],
  lead: [
    '这批结果有异常迹象。请先与实验室核实；确认无误的逐项勾选并写明依据，否则请退回。',
    'Something about this batch is unusual. Ask the laboratory first. Tick what you have checked and say how; otherwise reject the batch.',
  ],
  uploader: [
    '有异常迹象：审核员发布时要逐项确认并写明依据。',
    'Unusual signs: whoever releases it will have to confirm each one with a reason.',
  ],
  confirm: ['已核实', 'I have checked this'],
  reason: ['核实依据', 'How it was checked'],
  reasonHint: ['例如：与实验室主任电话核实，原始数据无误', 'For example: rang the head of the laboratory, raw data are right'],
  reasonShort: ['请写明依据，至少 3 个字。', 'Say how, in at least 3 characters.'],
  confirmMissing: ['请逐项核实并勾选，或退回这批结果。', 'Check and tick every sign, or reject the batch.'],
  confirmed: ['发布时已确认', 'Confirmed at the release'],
  found: ['实际 {value}，界限 {limit}', 'found {value}, limit {limit}'],
} satisfies Texts

type AnomalyWords = { readonly name: Text; readonly what: Text }

const words: Readonly<Record<AnomalyCode, AnomalyWords>> = {
  positivity_jump: {
    name: ['阳性比例突然升高', 'Far more positives than usual'],
    what: ['可能是疫情，也可能是污染或结果列写反。', 'It may be an outbreak, a contamination, or a column the wrong way round.'],
  },
  control_failed: {
    name: ['质控不通过', 'A control failed'],
    what: [
      '阳性质控没测出，或阴性质控测成了阳性：这批检测可能不可靠。',
      'A positive control was not detected, or a negative one was: the run may not be valid.',
    ],
  },
  all_one_value: {
    name: ['所有结果都一样', 'Every result is the same'],
    what: ['整批都是阳性或都是无效，几乎不可能自然发生。', 'All positive, or all invalid: this hardly happens by itself.'],
  },
  never_received: {
    name: ['有结果，但实验室没登记收到这些管', 'Results of tubes the laboratory never received'],
    what: ['可能忘了登记收管，也可能管码不对。', 'They may not have been booked in, or the numbers are wrong.'],
  },
  unknown_tubes: {
    name: ['没有采样点开过这些管', 'Tubes that no desk has opened'],
    what: ['采样设备可能还没联网，也可能管码抄错。', 'Desks may not have handed in yet, or the numbers are mistaken.'],
  },
  tested_before_received: {
    name: ['检测时间早于收到时间', 'Tested before they were received'],
    what: ['时间或时区可能不对。', 'The time or its zone may be wrong.'],
  },
}

export function wordsForAnomaly(code: AnomalyCode): AnomalyWords {
  return words[code] ?? { name: [code, code], what: ['', ''] }
}

/** A share in hundredths with one digit, a number of controls as it is. */
export function anomalyFigure({ code }: Anomaly, value: number): string {
  return code === 'control_failed' ? formatFigure(value) : `${formatFigure(Math.round(value * 1000) / 10)} %`
}
