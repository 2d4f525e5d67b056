/** Said where signing out failed: on a desk that others use, nobody may walk away believing that it was done. */
import { Stack, Text } from '@mantine/core'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { shellTexts } from './shell-texts.ts'

export function StillSignedIn({ error }: { error: Error | null }) {
  const say = useTexts(shellTexts)
  if (error === null) return null
  return (
    <Stack gap="xs" p="xs">
      <Text fw={600}>{say('stillSignedIn')}</Text>
      <FailureState error={error} />
    </Stack>
  )
}
