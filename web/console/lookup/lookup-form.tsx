/** Asks for the purpose and for a document or a phone number, and looks the resident up. */
import { Button, Group, Paper, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAccount } from '../app/session-gate.tsx'
import type { Sayings } from '../ui/failure-words.ts'
import { FailureState } from '../ui/states.tsx'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import { documentKinds, type LookupEntry, type LookupFaults, lookupFaults, purposeLengthMax } from './document.ts'
import { type Lookup, useLookup } from './lookup.query.ts'
import { lookupTexts } from './lookup-texts.ts'

const blank: LookupEntry = { way: 'document', kind: 'resident_id', number: '', phone: '', purpose: '' }
const sayings: Sayings = {
  'residents.not_found': lookupTexts.notFound,
  'residents.document_invalid': lookupTexts.documentInvalid,
  'residents.phone_invalid': lookupTexts.phoneWrong,
  'residents.lookup_ambiguous': ({ found }) => ({ text: lookupTexts.ambiguous, params: { found: Number(found) } }),
}

export function LookupForm({ onFound }: { onFound: (lookup: Lookup, purpose: string) => void }) {
  const say = useTexts(lookupTexts)
  const account = useAccount()
  const [entry, setEntry] = useState(blank)
  const [faults, setFaults] = useState<LookupFaults>({})
  const form = useFaultFocus(faults)
  const lookup = useLookup()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const found = lookupFaults(entry)
    setFaults(found)
    if (Object.keys(found).length > 0) return
    lookup.mutate(entry, { onSuccess: (answer) => onFound(answer, entry.purpose.trim()) })
  }
  const edit = (changes: Partial<LookupEntry>): void => setEntry({ ...entry, ...changes })
  return (
    <Paper p="lg" maw={640} component="form" ref={form} onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="md">
        {lookup.isError ? <FailureState error={lookup.error} sayings={sayings} /> : null}
        <Textarea
          label={say('purpose')}
          placeholder={say('purposeHint')}
          required
          autosize
          minRows={2}
          value={entry.purpose}
          onChange={(event) => edit({ purpose: event.currentTarget.value })}
          error={faults.purpose === undefined ? null : say(faults.purpose)}
          description={say('purposeCount', { count: [...entry.purpose].length, max: purposeLengthMax })}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
        />
        <IdentifierFields entry={entry} faults={faults} onEdit={edit} />
        <Group justify="space-between" gap="sm">
          <Text size="xs" c="dimmed" style={{ flex: '1 1 220px' }}>
            {say('audited', { name: account.displayName })}
          </Text>
          <Button type="submit" loading={lookup.isPending}>
            {say('submit')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

type IdentifierProps = { entry: LookupEntry; faults: LookupFaults; onEdit: (changes: Partial<LookupEntry>) => void }

function IdentifierFields({ entry, faults, onEdit }: IdentifierProps) {
  const say = useTexts(lookupTexts)
  const ways = [
    { value: 'document', label: say('byDocument') },
    { value: 'phone', label: say('byPhone') },
  ]
  return (
    <>
      <SegmentedControl
        aria-label={say('by')}
        data={ways}
        value={entry.way}
        onChange={(way) => onEdit({ way: way === 'phone' ? 'phone' : 'document' })}
        maw="100%"
        style={{ alignSelf: 'flex-start' }}
      />
      {entry.way === 'phone' ? (
        <TextInput
          label={say('phone')}
          inputMode="tel"
          autoComplete="off"
          value={entry.phone}
          onChange={(event) => onEdit({ phone: event.currentTarget.value })}
          error={faults.phone === undefined ? null : say(faults.phone)}
        />
      ) : (
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <Select
            label={say('kind')}
            data={documentKinds.map((kind) => ({ value: kind, label: say(kind) }))}
            value={entry.kind}
            onChange={(kind) => onEdit({ kind: documentKinds.find((known) => known === kind) ?? 'resident_id' })}
            miw={200}
          />
          <TextInput
            label={say('number')}
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="characters"
            value={entry.number}
            onChange={(event) => onEdit({ number: event.currentTarget.value })}
            error={faults.number === undefined ? null : say(faults.number, { count: entry.number.replace(/[\s-]/g, '').length })}
            miw={200}
          />
        </Group>
      )}
    </>
  )
}
