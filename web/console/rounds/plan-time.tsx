/** Step 1: what the round is called, when it is, whether one must take part, and which barcodes its tubes bear. */
import { Group, NumberInput, Paper, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import type { PlanFaults, StepProps } from './plan-draft.ts'
import { planTexts } from './plan-texts.ts'
import { checksums } from './round.query.ts'
import { checksumTexts } from './round-texts.ts'

export function PlanTime({ draft, faults, onEdit }: StepProps) {
  const say = useTexts(planTexts)
  const form = useFaultFocus(faults)
  const fault = (field: keyof PlanFaults): string | null => (faults[field] === undefined ? null : say(faults[field]))
  return (
    <Paper p="lg" maw={680} component="form" ref={form} onSubmit={(event) => event.preventDefault()} noValidate>
      <Stack gap="md">
        <TextInput
          label={say('name')}
          placeholder={say('nameHint')}
          maxLength={100}
          value={draft.name}
          onChange={(event) => onEdit({ name: event.currentTarget.value })}
          error={fault('name')}
        />
        <Group gap="md" align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            type="datetime-local"
            label={say('cityTime', { what: say('startsAt') })}
            value={draft.startsAt}
            onChange={(event) => onEdit({ startsAt: event.currentTarget.value })}
            error={fault('startsAt')}
          />
          <TextInput
            type="datetime-local"
            label={say('cityTime', { what: say('endsAt') })}
            value={draft.endsAt}
            onChange={(event) => onEdit({ endsAt: event.currentTarget.value })}
            error={fault('endsAt')}
          />
        </Group>
        <Radio.Group
          label={say('participation')}
          value={draft.mandatory ? 'mandatory' : 'voluntary'}
          onChange={(kind) => onEdit({ mandatory: kind === 'mandatory' })}
        >
          <Stack gap={8} mt={6}>
            <Radio value="mandatory" label={say('mandatory')} description={say('mandatoryHint')} />
            <Radio value="voluntary" label={say('voluntary')} description={say('voluntaryHint')} />
          </Stack>
        </Radio.Group>
        <NumberInput
          label={say('graceHours')}
          description={say('graceHint')}
          w={220}
          min={0}
          max={72}
          value={draft.graceHours}
          onChange={(hours) => onEdit({ graceHours: Number(hours) })}
          error={fault('graceHours')}
        />
        <TubeFields draft={draft} faults={faults} onEdit={onEdit} />
      </Stack>
    </Paper>
  )
}

function TubeFields({ draft, faults, onEdit }: StepProps) {
  const say = useTexts(planTexts)
  const sayChecksum = useTexts(checksumTexts)
  const length = faults.length === undefined ? null : say(faults.length)
  return (
    <Stack gap="xs" component="fieldset" m={0} p={0} bd={0}>
      <Text component="legend" fw={600} size="sm" p={0}>
        {say('tubes')}
      </Text>
      <Text size="xs" c="dimmed">
        {say('tubesLead')}
      </Text>
      <TextInput
        label={say('prefixes')}
        autoCapitalize="characters"
        spellCheck={false}
        value={draft.prefixes}
        onChange={(event) => onEdit({ prefixes: event.currentTarget.value })}
      />
      <Group gap="md" align="flex-start">
        <NumberInput
          label={say('lengthMin')}
          w={110}
          value={draft.lengthMin}
          onChange={(value) => onEdit({ lengthMin: Number(value) })}
          error={length}
        />
        <NumberInput
          label={say('lengthMax')}
          w={110}
          value={draft.lengthMax}
          onChange={(value) => onEdit({ lengthMax: Number(value) })}
          error={length !== null}
        />
        <Select
          label={say('checksum')}
          w={240}
          data={checksums.map((value) => ({ value, label: sayChecksum(value) }))}
          value={draft.checksum}
          onChange={(value) => onEdit({ checksum: checksums.find((known) => known === value) ?? 'none' })}
        />
      </Group>
    </Stack>
  )
}
