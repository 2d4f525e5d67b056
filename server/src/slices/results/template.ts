/**
 * How a laboratory's own files are read: what its columns are called, which word means which outcome, where its clock stands. Pure.
 */
import { type Column, columns, type Outcome } from './result-row.ts'

export const delimiters = [',', ';', '\t', '|'] as const
export const encodings = ['utf-8', 'gb18030'] as const

/** Rows of a file that test the laboratory itself: known positive and known negative material. */
export interface ControlColumn {
  readonly column: string
  /** Words in that column that mark a positive control, and a negative one. Every other word is a patient's sample. */
  readonly positive: readonly string[]
  readonly negative: readonly string[]
}

export interface Template {
  readonly columns: Readonly<Record<Column, string>>
  readonly outcomeWords: Readonly<Record<string, Outcome>>
  /** What a time without zone means; null: there is none. */
  readonly timeZoneOffsetMinutes: number | null
  readonly delimiter: (typeof delimiters)[number]
  readonly encoding: (typeof encodings)[number]
  /** Name of the sheet of a workbook; null: the first. */
  readonly sheet: string | null
  /** Rows above the header. */
  readonly skipRows: number
  readonly controls: ControlColumn | null
}

/** A template with what can be told of it: its version, null for the standard one, which knows no other columns. */
export interface TemplateInForce {
  readonly template: Template
  readonly version: number | null
}

/** What is read where a laboratory has no template of its own. */
export const standardTemplate: Template = {
  columns: { tube_code: 'tube_code', outcome: 'outcome', tested_at: 'tested_at' },
  outcomeWords: { negative: 'negative', positive: 'positive', invalid: 'invalid', 阴性: 'negative', 阳性: 'positive', 无效: 'invalid' },
  timeZoneOffsetMinutes: null,
  delimiter: ',',
  encoding: 'utf-8',
  sheet: null,
  skipRows: 0,
  controls: null,
}

/** Words and names are compared without regard to case, width and surrounding spaces. */
export function plainWord(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

/** Why a template cannot be used, or undefined. Two columns of one name, or a word of two meanings, would be read by chance. */
export function templateFault(template: Template): string | undefined {
  const names = [...columns.map((column) => template.columns[column]), ...(template.controls === null ? [] : [template.controls.column])]
  if (new Set(names.map(plainWord)).size < names.length) return 'two columns have one name'
  const words = Object.keys(template.outcomeWords)
  if (new Set(words.map(plainWord)).size < words.length) return 'a word stands for two outcomes'
  for (const outcome of ['negative', 'positive'] as const)
    if (!Object.values(template.outcomeWords).includes(outcome)) return `no word stands for ${outcome}`
  const { positive = [], negative = [] } = template.controls ?? {}
  if (new Set([...positive, ...negative].map(plainWord)).size < positive.length + negative.length) return 'a word stands for two controls'
  return undefined
}
