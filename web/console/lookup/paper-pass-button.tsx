/** Downloads the resident's paper pass. The file's name says nothing about the resident. */
import { Button, VisuallyHidden } from '@mantine/core'
import { useAccount } from '../app/session-gate.tsx'
import { Icon } from '../ui/icon.tsx'
import { saveFile } from '../ui/save-file.ts'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { type Lookup, usePaperPass } from './lookup.query.ts'
import { statusTexts } from './lookup-texts.ts'
import { statusSayings } from './status-sayings.ts'

const printingRoles = ['community', 'administrator'] as const

export function PaperPassButton({ lookup }: { lookup: Lookup }) {
  const say = useTexts(statusTexts)
  const account = useAccount()
  const paperPass = usePaperPass(lookup)
  if (!printingRoles.some((role) => account.roles.includes(role))) return null
  const download = (): void => paperPass.mutate(undefined, { onSuccess: (pdf) => saveFile(pdf, 'evergate-paper-pass.pdf') })
  return (
    <>
      {paperPass.isError ? <FailureState error={paperPass.error} sayings={statusSayings} /> : null}
      <VisuallyHidden role="status">{paperPass.isSuccess ? say('paperPassDone') : null}</VisuallyHidden>
      <Button variant="default" leftSection={<Icon name="download" />} loading={paperPass.isPending} onClick={download}>
        {say('paperPass')}
      </Button>
    </>
  )
}
