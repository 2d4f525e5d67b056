/** A template as it is written into the form, and back. Words of one outcome stand in one field, separated by commas. Pure. */
import { type Outcome, outcomes } from '../results/batch.query.ts'
import type { Delimiter, Encoding, Template, TemplateColumn } from './template.query.ts'
import type { templateTexts } from './template-texts.ts'

export type TemplateEntry = {
  readonly columns: Readonly<Record<TemplateColumn, string>>
  readonly words: Readonly<Record<Outcome, string>>
  readonly timeZoneOffsetMinutes: number | null
  readonly delimiter: Delimiter
  readonly encoding: Encoding
  readonly sheet: string
  readonly skipRows: number
  readonly hasControls: boolean
  readonly controlColumn: string
  readonly controlPositive: string
  readonly controlNegative: string
}

export type TemplateFaults = Partial<
  Record<TemplateColumn | Outcome | 'skipRows' | 'controlColumn' | 'controlPositive' | 'controlNegative', keyof typeof templateTexts>
>

export function entryOf(template: Template): TemplateEntry {
  const wordsFor = (outcome: Outcome): string =>
    Object.entries(template.outcomeWords)
      .filter(([, meant]) => meant === outcome)
      .map(([word]) => word)
      .join(', ')
  return {
    columns: template.columns,
    words: { negative: wordsFor('negative'), positive: wordsFor('positive'), invalid: wordsFor('invalid') },
    timeZoneOffsetMinutes: template.timeZoneOffsetMinutes,
    delimiter: template.delimiter,
    encoding: template.encoding,
    sheet: template.sheet ?? '',
    skipRows: template.skipRows,
    hasControls: template.controls !== null,
    controlColumn: template.controls?.column ?? '',
    controlPositive: template.controls?.positive.join(', ') ?? '',
    controlNegative: template.controls?.negative.join(', ') ?? '',
  }
}

/** The template to save, or the fault of each field. */
export function readTemplate(entry: TemplateEntry): { ok: true; template: Template } | { ok: false; faults: TemplateFaults } {
  const faults: TemplateFaults = { ...columnFaults(entry), ...wordFaults(entry), ...controlFaults(entry) }
  if (!Number.isInteger(entry.skipRows) || entry.skipRows < 0 || entry.skipRows > 100) faults.skipRows = 'skipRowsWrong'
  if (Object.keys(faults).length > 0) return { ok: false, faults }
  return {
    ok: true,
    template: {
      columns: trimmed(entry.columns),
      outcomeWords: Object.fromEntries(outcomes.flatMap((outcome) => wordsIn(entry.words[outcome]).map((word) => [word, outcome]))),
      timeZoneOffsetMinutes: entry.timeZoneOffsetMinutes,
      delimiter: entry.delimiter,
      encoding: entry.encoding,
      sheet: entry.sheet.trim() === '' ? null : entry.sheet.trim(),
      skipRows: entry.skipRows,
      controls: entry.hasControls
        ? { column: entry.controlColumn.trim(), positive: wordsIn(entry.controlPositive), negative: wordsIn(entry.controlNegative) }
        : null,
    },
  }
}

/** Commas of either width separate words; spaces within a word stay. */
export function wordsIn(text: string): string[] {
  return text
    .split(/[,，、]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function trimmed(columns: TemplateEntry['columns']): TemplateEntry['columns'] {
  return { tube_code: columns.tube_code.trim(), outcome: columns.outcome.trim(), tested_at: columns.tested_at.trim() }
}

/** As the server compares names and words. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

function columnFaults({ columns, hasControls, controlColumn }: TemplateEntry): TemplateFaults {
  const names = [...Object.values(columns), ...(hasControls ? [controlColumn] : [])].map(plain)
  const faultOf = (name: string): keyof typeof templateTexts | undefined => {
    if (plain(name) === '') return 'columnMissing'
    return names.filter((other) => other === plain(name)).length > 1 ? 'columnTwice' : undefined
  }
  return present({ tube_code: faultOf(columns.tube_code), outcome: faultOf(columns.outcome), tested_at: faultOf(columns.tested_at) })
}

function wordFaults({ words }: TemplateEntry): TemplateFaults {
  const all = outcomes.flatMap((outcome) => wordsIn(words[outcome]).map(plain))
  const faultOf = (outcome: Outcome): keyof typeof templateTexts | undefined => {
    const own = wordsIn(words[outcome]).map(plain)
    if (own.length === 0) return outcome === 'invalid' ? undefined : 'wordMissing'
    return own.some((word) => all.filter((other) => other === word).length > 1) ? 'wordTwice' : undefined
  }
  return present({ negative: faultOf('negative'), positive: faultOf('positive'), invalid: faultOf('invalid') })
}

function controlFaults({ hasControls, controlColumn, controlPositive, controlNegative }: TemplateEntry): TemplateFaults {
  if (!hasControls) return {}
  const both = [...wordsIn(controlPositive), ...wordsIn(controlNegative)].map(plain)
  return present({
    controlColumn: controlColumn.trim() === '' ? 'columnMissing' : undefined,
    controlPositive: wordsIn(controlPositive).length === 0 ? 'wordMissing' : undefined,
    controlNegative: new Set(both).size < both.length ? 'wordTwice' : wordsIn(controlNegative).length === 0 ? 'wordMissing' : undefined,
  })
}

function present(faults: { [Field in keyof TemplateFaults]: keyof typeof templateTexts | undefined }): TemplateFaults {
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined))
}
