// Goal: a template comes out of the form as it went in, and one that would read words by chance is not sent.
// Method: a round trip; the same name or word given twice in every manner the server counts as the same.
import { describe, expect, it } from 'vitest'
import type { Template } from './template.query.ts'
import { entryOf, readTemplate, type TemplateEntry, wordsIn } from './template-entry.ts'

const template: Template = {
  columns: { tube_code: '样本编号', outcome: '结果', tested_at: '检测时间' },
  outcomeWords: { 阴性: 'negative', ND: 'negative', 阳性: 'positive', 无效: 'invalid' },
  timeZoneOffsetMinutes: 480,
  delimiter: ';',
  encoding: 'gb18030',
  sheet: 'Sheet 1',
  skipRows: 2,
  controls: { column: '类型', positive: ['PC'], negative: ['NC', '阴控'] },
}
const entry = entryOf(template)

it('goes into the form and out of it unchanged', () => {
  expect(readTemplate(entry)).toEqual({ ok: true, template })
  const plain = { ...template, sheet: null, controls: null }
  expect(readTemplate(entryOf(plain))).toEqual({ ok: true, template: plain })
})

describe('faults', () => {
  it.each<[Partial<TemplateEntry>, object]>([
    [{ columns: { ...template.columns, outcome: ' ' } }, { outcome: 'columnMissing' }],
    [{ columns: { ...template.columns, outcome: '检测时间 ' } }, { outcome: 'columnTwice', tested_at: 'columnTwice' }],
    [{ columns: { ...template.columns, outcome: '类型' } }, { outcome: 'columnTwice' }],
    [{ words: { ...entry.words, positive: '' } }, { positive: 'wordMissing' }],
    [{ words: { ...entry.words, invalid: '' } }, {}],
    [{ words: { ...entry.words, positive: '阳性, nd' } }, { negative: 'wordTwice', positive: 'wordTwice' }],
    [{ words: { ...entry.words, positive: '阳性，阳性' } }, { positive: 'wordTwice' }],
    [{ skipRows: -1 }, { skipRows: 'skipRowsWrong' }],
    [{ controlColumn: '' }, { controlColumn: 'columnMissing' }],
    [{ controlNegative: 'pc' }, { controlNegative: 'wordTwice' }],
    [{ hasControls: false, controlColumn: '', controlPositive: '' }, {}],
  ])('%j', (changes, faults) => {
    const read = readTemplate({ ...entry, ...changes })
    expect(read.ok ? {} : read.faults).toEqual(faults)
  })
})

it('separates words by commas of either width and keeps spaces within', () => {
  expect(wordsIn(' Not detected，ND、 阴性,, ')).toEqual(['Not detected', 'ND', '阴性'])
})
