/** The fields of a template: columns, words, the file itself, controls. */
import { Checkbox, NumberInput, Paper, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { regionQuery } from '../app/region.query.ts'
import { outcomes } from '../results/batch.query.ts'
import { useTexts } from '../words/use-texts.ts'
import { type Delimiter, delimiters, encodings, templateColumns } from './template.query.ts'
import type { TemplateEntry, TemplateFaults } from './template-entry.ts'
import styles from './template-fields.module.css'
import { templateTexts } from './template-texts.ts'
import { zoneName } from './zone-name.ts'

type FieldsProps = { entry: TemplateEntry; faults: TemplateFaults; onEdit: (changes: Partial<TemplateEntry>) => void }

const delimiterNames: Record<Delimiter, 'comma' | 'semicolon' | 'tab' | 'bar'> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }

function useFault(faults: TemplateFaults): (field: keyof TemplateFaults) => string | null {
  const say = useTexts(templateTexts)
  return (field) => (faults[field] === undefined ? null : say(faults[field]))
}

function Fields({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <Paper p="md" component="fieldset" m={0}>
      <Stack gap="xs">
        <Text component="legend" fw={600} p={0}>
          {title}
        </Text>
        {lead === undefined ? null : (
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        )}
        <div className={styles.fields}>{children}</div>
      </Stack>
    </Paper>
  )
}

export function ColumnFields({ entry, faults, onEdit }: FieldsProps) {
  const say = useTexts(templateTexts)
  const fault = useFault(faults)
  return (
    <Fields title={say('columns')} lead={say('columnsLead')}>
      {templateColumns.map((column) => (
        <TextInput
          key={column}
          label={say(column)}
          maxLength={100}
          value={entry.columns[column]}
          onChange={(event) => onEdit({ columns: { ...entry.columns, [column]: event.currentTarget.value } })}
          error={fault(column)}
        />
      ))}
    </Fields>
  )
}

export function WordFields({ entry, faults, onEdit }: FieldsProps) {
  const say = useTexts(templateTexts)
  const fault = useFault(faults)
  return (
    <Fields title={say('words')} lead={say('wordsLead')}>
      {outcomes.map((outcome) => (
        <TextInput
          key={outcome}
          label={say(outcome)}
          value={entry.words[outcome]}
          onChange={(event) => onEdit({ words: { ...entry.words, [outcome]: event.currentTarget.value } })}
          error={fault(outcome)}
        />
      ))}
    </Fields>
  )
}

export function FormFields({ entry, faults, onEdit }: FieldsProps) {
  const say = useTexts(templateTexts)
  const fault = useFault(faults)
  return (
    <Fields title={say('form')}>
      <ZoneField entry={entry} onEdit={onEdit} />
      <Select
        label={say('delimiter')}
        data={delimiters.map((value) => ({ value, label: say(delimiterNames[value]) }))}
        value={entry.delimiter}
        onChange={(value) => onEdit({ delimiter: delimiters.find((known) => known === value) ?? ',' })}
      />
      <Select
        label={say('encoding')}
        data={encodings.map((value) => ({ value, label: value === 'utf-8' ? 'UTF-8' : 'GB 18030 / GBK' }))}
        value={entry.encoding}
        onChange={(value) => onEdit({ encoding: encodings.find((known) => known === value) ?? 'utf-8' })}
      />
      <TextInput
        label={say('sheet')}
        maxLength={100}
        value={entry.sheet}
        onChange={(event) => onEdit({ sheet: event.currentTarget.value })}
      />
      <NumberInput
        label={say('skipRows')}
        min={0}
        max={100}
        value={entry.skipRows}
        onChange={(rows) => onEdit({ skipRows: Number(rows) })}
        error={fault('skipRows')}
      />
    </Fields>
  )
}

function ZoneField({ entry, onEdit }: Omit<FieldsProps, 'faults'>) {
  const say = useTexts(templateTexts)
  const cityMinutes = useQuery(regionQuery).data?.utcOffsetMinutes
  const known = [...new Set([cityMinutes ?? 0, 0, entry.timeZoneOffsetMinutes ?? 0])]
  const nameOf = (minutes: number): string => {
    if (minutes === cityMinutes) return say('zoneCity', { offset: zoneName(minutes) })
    return minutes === 0 ? say('zoneUtc') : `UTC${zoneName(minutes)}`
  }
  return (
    <Select
      label={say('zone')}
      data={[{ value: 'none', label: say('zoneNone') }, ...known.map((minutes) => ({ value: String(minutes), label: nameOf(minutes) }))]}
      value={entry.timeZoneOffsetMinutes === null ? 'none' : String(entry.timeZoneOffsetMinutes)}
      onChange={(value) => onEdit({ timeZoneOffsetMinutes: value === null || value === 'none' ? null : Number(value) })}
    />
  )
}

export function ControlFields({ entry, faults, onEdit }: FieldsProps) {
  const say = useTexts(templateTexts)
  const fault = useFault(faults)
  return (
    <Fields title={say('controls')}>
      <Checkbox
        className={styles.whole!}
        label={say('hasControls')}
        description={say('hasControlsHint')}
        checked={entry.hasControls}
        onChange={(event) => onEdit({ hasControls: event.currentTarget.checked })}
      />
      {entry.hasControls
        ? (['controlColumn', 'controlPositive', 'controlNegative'] as const).map((field) => (
            <TextInput
              key={field}
              label={say(field)}
              value={entry[field]}
              onChange={(event) => onEdit({ [field]: event.currentTarget.value })}
              error={fault(field)}
            />
          ))
        : null}
    </Fields>
  )
}
