/** The field a scanner gun writes into. Where swabs are counted too, the cursor goes to the count and comes back. */
import { Button, Group, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTexts } from '../words/use-texts.ts'
import type { CountedTube } from './box.query.ts'
import { boxTexts } from './box-texts.ts'
import { readScan, type Scan, type Unpacking } from './unpacking.ts'

type ScanFormProps = { unpacking: Unpacking; counting: boolean; onScan: (scan: Scan) => void; onTube: (tube: CountedTube) => void }

export function ScanForm({ unpacking, counting, onScan, onTube }: ScanFormProps) {
  const say = useTexts(boxTexts)
  const [typed, setTyped] = useState('')
  const [waiting, setWaiting] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const scan = (event: FormEvent): void => {
    event.preventDefault()
    if (typed.trim() === '') return
    const read = readScan(unpacking, typed)
    onScan(read)
    setTyped('')
    if (read.kind === 'tube' && counting) setWaiting(read.tubeCode)
    else if (read.kind === 'tube') onTube({ tubeCode: read.tubeCode, swabsCounted: null })
  }
  const counted = (swabsCounted: number): void => {
    if (waiting !== null) onTube({ tubeCode: waiting, swabsCounted })
    setWaiting(null)
    field.current?.focus()
  }
  return (
    <Group align="flex-end" gap="sm">
      <form onSubmit={scan} noValidate>
        <Group align="flex-end" gap="sm">
          <TextInput
            ref={field}
            data-autofocus
            autoFocus
            label={say('tubeCode')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            size="md"
            w="min(300px, 70vw)"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" size="md">
            {say('enter')}
          </Button>
        </Group>
      </form>
      {waiting === null ? null : <CountForm key={waiting} tubeCode={waiting} onCounted={counted} />}
    </Group>
  )
}

function CountForm({ tubeCode, onCounted }: { tubeCode: string; onCounted: (swabsCounted: number) => void }) {
  const say = useTexts(boxTexts)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const right = /^\d{1,3}$/.test(typed.trim()) && Number(typed) <= 100
    setWrong(!right)
    if (right) onCounted(Number(typed))
  }
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-end" gap="sm">
        <TextInput
          autoFocus
          label={say('swabsOf', { code: tubeCode })}
          inputMode="numeric"
          autoComplete="off"
          size="md"
          w={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={wrong ? say('swabsWrong') : null}
        />
        <Button type="submit" size="md">
          {say('enter')}
        </Button>
      </Group>
    </form>
  )
}
