/** The form for one building: where it stands, what it is called, how many people live in it. What is missing is said at its field. */
import { Button, Group, NumberInput, Paper, Select, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import type { District } from '../places/places.query.ts'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import { planTexts } from './plan-texts.ts'
import type { Building } from './round.query.ts'

const residentsMax = 20_000
/** The fields' labels stand above them, a fault below: the button stands beside the fields. */
const buttonBelowLabel = 24

type Entry = { readonly streetCode: string | null; readonly name: string; readonly residents: number | string }
type Faults = Partial<Record<keyof Entry, keyof typeof planTexts>>

const nothingEntered: Entry = { streetCode: null, name: '', residents: '' }

function faultsOf({ streetCode, name, residents }: Entry): Faults {
  const count = Number(residents)
  return {
    ...(streetCode === null ? { streetCode: 'buildingStreetMissing' as const } : {}),
    ...(name.trim() === '' ? { name: 'buildingNameMissing' as const } : {}),
    ...(Number.isInteger(count) && count >= 1 && count <= residentsMax ? {} : { residents: 'buildingResidentsWrong' as const }),
  }
}

export function AddBuilding({ districts, onAdd }: { districts: readonly District[]; onAdd: (building: Building) => void }) {
  const say = useTexts(planTexts)
  const [entry, setEntry] = useState(nothingEntered)
  const [faults, setFaults] = useState<Faults>({})
  const form = useFaultFocus(faults)
  const nameField = useRef<HTMLInputElement>(null)
  const edit = (change: Partial<Entry>): void => setEntry({ ...entry, ...change })
  const error = (field: keyof Entry): string | null => (faults[field] === undefined ? null : say(faults[field]))
  const add = (event: FormEvent): void => {
    event.preventDefault()
    const found = faultsOf(entry)
    setFaults(found)
    if (entry.streetCode === null || Object.keys(found).length > 0) return
    onAdd({ streetCode: entry.streetCode, name: entry.name.trim(), residents: Number(entry.residents), pool: 'household' })
    setEntry({ ...nothingEntered, streetCode: entry.streetCode }) // the next building is mostly in the same street
    nameField.current?.focus()
  }
  return (
    <Paper p="md" component="form" ref={form} onSubmit={add} noValidate>
      <Group align="flex-start" gap="sm">
        <Select
          label={say('buildingStreet')}
          placeholder={say('addAreaHint')}
          searchable
          limit={100}
          w={fieldWidth(220)}
          data={districts.map(choicesOf)}
          value={entry.streetCode}
          onChange={(streetCode) => edit({ streetCode })}
          error={error('streetCode')}
        />
        <TextInput
          ref={nameField}
          label={say('buildingName')}
          placeholder={say('buildingNameHint')}
          maxLength={60}
          w={fieldWidth(260)}
          value={entry.name}
          onChange={(event) => edit({ name: event.currentTarget.value })}
          error={error('name')}
        />
        <NumberInput
          label={say('buildingResidents')}
          min={1}
          max={residentsMax}
          w={fieldWidth(140)}
          value={entry.residents}
          onChange={(residents) => edit({ residents })}
          error={error('residents')}
        />
        <Button type="submit" variant="default" mt={{ base: 0, xs: buttonBelowLabel }}>
          {say('addBuilding')}
        </Button>
      </Group>
    </Paper>
  )
}

function choicesOf({ name, streets }: District) {
  return { group: name, items: streets.map((street) => ({ value: street.code, label: street.name })) }
}

/** On a phone a field takes the whole line. */
function fieldWidth(wide: number) {
  return { base: '100%', xs: wide }
}
