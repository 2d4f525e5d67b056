/** The countdown of the look-up window. Spoken only when little is left, not every second. */
import { Group, Text } from '@mantine/core'
import { Icon } from '../ui/icon.tsx'
import { useNow } from '../ui/use-now.ts'
import { formatCountdown } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { lookupTexts } from './lookup-texts.ts'

const littleLeftMs = 60_000

export function WindowLeft({ expiresAt }: { expiresAt: string }) {
  const say = useTexts(lookupTexts)
  const leftMs = Date.parse(expiresAt) - useNow()
  const little = leftMs <= littleLeftMs
  return (
    <Group gap={6} mt={4} c={little ? '#93120f' : 'dimmed'} role="timer" aria-live={little ? 'polite' : 'off'}>
      <Icon name="clock" size={16} />
      <Text size="sm" fw={little ? 600 : 400} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {say('windowLabel')} · {say('windowLeft', { left: formatCountdown(leftMs) })}
      </Text>
    </Group>
  )
}
