/** The answer to a conflict: leave it, or say which swabs do not count; always with a note. Each answer says what it does. */
import { Button, Checkbox, Group, Paper, Radio, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { PersonNames } from '../ui/person-names.tsx'
import { FailureState } from '../ui/states.tsx'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { formatTime } from '../words/format.ts'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type Conflict, type ConflictSwab, useSettle } from './conflict.query.ts'
import { conflictTexts } from './conflict-texts.ts'
import { wordsForConflict } from './conflict-words.ts'
import { readSettlement, type SettlementEntry, type SettlementFaults } from './settlement-entry.ts'

const sayings = {
  'sampling.conflict_resolved': conflictTexts.alreadySettled,
  'sampling.swabs_not_named': conflictTexts.swabsMissing,
  'sampling.swab_not_in_conflict': conflictTexts.swabGone,
}

export function SettleForm({ conflict }: { conflict: Conflict }) {
  const say = useTexts(conflictTexts)
  const locale = useLocale()
  const words = wordsForConflict(conflict.code)
  const settle = useSettle(conflict.conflictId)
  const [entry, setEntry] = useState<SettlementEntry>({ resolution: 'accepted', swabIds: [], note: '' })
  const [faults, setFaults] = useState<SettlementFaults>({})
  const form = useFaultFocus(faults)
  const counting = conflict.swabs.filter((swab) => !swab.removed)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readSettlement(entry)
    setFaults(read.ok ? {} : read.faults)
    if (read.ok) settle.mutate(read.settlement)
  }
  const fault = (field: keyof SettlementFaults): string | null => (faults[field] === undefined ? null : say(faults[field]))
  return (
    <Paper p="lg" maw={720} component="form" ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {settle.isError ? <FailureState error={settle.error} sayings={sayings} /> : null}
        <Radio.Group
          label={say('decide')}
          value={entry.resolution}
          onChange={(chosen) => setEntry({ ...entry, resolution: chosen === 'void_swabs' ? 'void_swabs' : 'accepted' })}
        >
          <Stack gap={10} mt={6}>
            <Radio value="accepted" label={say('accept')} description={wordsOf(words.accept, locale)} />
            {words.voids && counting.length > 0 ? <Radio value="void_swabs" label={say('void')} description={say('voidedWhat')} /> : null}
          </Stack>
        </Radio.Group>
        {entry.resolution === 'void_swabs' ? (
          <SwabChoice
            swabs={counting}
            chosen={entry.swabIds}
            onChoose={(swabIds) => setEntry({ ...entry, swabIds })}
            fault={fault('swabIds')}
          />
        ) : null}
        <Textarea
          label={say('note')}
          placeholder={say('noteHint')}
          autosize
          minRows={2}
          maxLength={300}
          value={entry.note}
          onChange={(event) => setEntry({ ...entry, note: event.currentTarget.value })}
          error={fault('note')}
        />
        <Button type="submit" loading={settle.isPending} style={{ alignSelf: 'flex-start' }}>
          {say('settle')}
        </Button>
      </Stack>
    </Paper>
  )
}

/** Where two tubes bear one number, one of them is left out as a whole. */
function WholeSites({ swabs, onChoose }: Pick<SwabChoiceProps, 'swabs' | 'onChoose'>) {
  const say = useTexts(conflictTexts)
  const sites = [...new Set(swabs.map(({ siteName }) => siteName))].filter((name) => name !== null)
  if (sites.length < 2) return null
  return (
    <Group gap="xs">
      {sites.map((site) => (
        <Button
          key={site}
          size="compact-sm"
          variant="default"
          onClick={() => onChoose(swabs.filter(({ siteName }) => siteName === site).map(({ swabId }) => swabId))}
        >
          {say('allOf', { site })}
        </Button>
      ))}
    </Group>
  )
}

type SwabChoiceProps = {
  swabs: readonly ConflictSwab[]
  chosen: readonly string[]
  onChoose: (swabIds: string[]) => void
  fault: string | null
}

function SwabChoice({ swabs, chosen, onChoose, fault }: SwabChoiceProps) {
  const say = useTexts(conflictTexts)
  return (
    <Checkbox.Group label={say('chooseSwabs')} value={[...chosen]} onChange={onChoose} error={fault}>
      <Stack gap={6} mt={6}>
        <WholeSites swabs={swabs} onChoose={onChoose} />
        {swabs.map((swab) => (
          <Checkbox
            key={swab.swabId}
            value={swab.swabId}
            label={
              <Text span size="sm">
                <PersonNames masked={[swab.nameMasked ?? say('unknownWho')]} /> · <code>{swab.tubeCode}</code> · {formatTime(swab.at, true)}
                {swab.siteName === null ? '' : ` · ${swab.siteName}`}
              </Text>
            }
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
