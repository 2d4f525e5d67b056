/** Where a technician receives boxes: first which laboratory, then the box, then its tubes. */

import { readBoxCode } from '@evergate/pass/sampling'
import { Button, Group, Paper, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Laboratory, laboratoriesQuery } from '../places/places.query.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { type ReceivedBox, useReceiveBox } from './box.query.ts'
import { boxTexts } from './box-texts.ts'
import { UnpackingDesk } from './unpacking-desk.tsx'

const sayings = { 'transport.box_code_invalid': boxTexts.boxWrong }

export function ReceivingDesk() {
  const say = useTexts(boxTexts)
  return (
    <Loaded query={useQuery(laboratoriesQuery)}>
      {(laboratories) =>
        laboratories.length === 0 ? <Notice tone="warning">{say('noLaboratories')}</Notice> : <Desk laboratories={laboratories} />
      }
    </Loaded>
  )
}

function Desk({ laboratories }: { laboratories: readonly Laboratory[] }) {
  const say = useTexts(boxTexts)
  const [laboratoryId, setLaboratoryId] = useState(laboratories.length === 1 ? laboratories[0]!.laboratoryId : null)
  const [opened, setOpened] = useState<{ box: ReceivedBox; already: boolean } | null>(null)
  if (opened !== null && laboratoryId !== null) {
    return <UnpackingDesk key={opened.box.boxCode} {...opened} laboratoryId={laboratoryId} onDone={() => setOpened(null)} />
  }
  return (
    <Paper p="lg">
      <Stack gap="md">
        <Select
          label={say('laboratory')}
          placeholder={say('chooseLaboratory')}
          w={360}
          maw="100%"
          searchable={laboratories.length > 8}
          data={laboratories.map(({ laboratoryId: value, name: label }) => ({ value, label }))}
          value={laboratoryId}
          onChange={setLaboratoryId}
        />
        <BoxForm laboratoryId={laboratoryId} onReceived={setOpened} />
      </Stack>
    </Paper>
  )
}

type BoxFormProps = { laboratoryId: string | null; onReceived: (received: { box: ReceivedBox; already: boolean }) => void }

function BoxForm({ laboratoryId, onReceived }: BoxFormProps) {
  const say = useTexts(boxTexts)
  const receive = useReceiveBox()
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<'boxWrong' | 'laboratoryFirst' | null>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readBoxCode(typed)
    setFault(laboratoryId === null ? 'laboratoryFirst' : read.ok ? null : 'boxWrong')
    if (laboratoryId !== null && read.ok) receive.mutate({ boxCode: read.code, laboratoryId }, { onSuccess: onReceived })
  }
  return (
    <form onSubmit={submit} noValidate>
      {receive.isError ? <FailureState error={receive.error} sayings={sayings} /> : null}
      <Group align="flex-start" gap="sm" mt={receive.isError ? 'sm' : 0}>
        <TextInput
          label={say('boxCode')}
          description={say('boxHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          w={360}
          maw="100%"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={fault === null ? null : say(fault)}
        />
        <Button type="submit" mt={25} loading={receive.isPending}>
          {say('receive')}
        </Button>
      </Group>
    </form>
  )
}
