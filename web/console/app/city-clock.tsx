/** The city's time in the header: all times in the console are in it, whatever the computer says. */

import { Text } from '@mantine/core'
import { useNow } from '../ui/use-now.ts'
import { formatTime } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { shellTexts } from './shell-texts.ts'

export function CityClock() {
  const say = useTexts(shellTexts)
  const [date, time] = formatTime(new Date(useNow()).toISOString(), true).split(' ')
  return (
    <Text size="xs" c="dimmed" visibleFrom="sm" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {say('cityTime')} {date} <b>{time}</b>
    </Text>
  )
}
