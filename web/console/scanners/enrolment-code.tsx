/** An enrolment code to be scanned or typed into a device, with the time it has left. */
import { Button, Center, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { CopyField } from '../ui/copy-field.tsx'
import { Notice } from '../ui/notice.tsx'
import { QrPicture } from '../ui/qr-picture.tsx'
import { useNow } from '../ui/use-now.ts'
import { formatCountdown, formatDuration, formatTime } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { scannerTexts } from './scanner-texts.ts'
import { type Enrolment, scannersQuery } from './scanners.query.ts'

export function EnrolmentCode({ enrolment, onClose }: { enrolment: Enrolment; onClose: () => void }) {
  const say = useTexts(scannerTexts)
  const locale = useLocale()
  const client = useQueryClient()
  const leftMs = Date.parse(enrolment.expiresAt) - useNow()
  const done = (): void => {
    void client.invalidateQueries({ queryKey: scannersQuery.queryKey })
    onClose()
  }
  if (leftMs <= 0) return <Notice tone="warning">{say('codeOver')}</Notice>
  return (
    <Stack gap="md">
      <Text size="sm">{say('codeWhat', { until: formatTime(enrolment.expiresAt) })}</Text>
      <Center>
        <QrPicture text={enrolment.code} label={say('qr')} size={240} />
      </Center>
      <CopyField value={enrolment.code} label={say('codeTitle')} />
      <Text size="xs" c="dimmed" ta="center" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {say('codeLeft', { left: leftMs < 3_600_000 ? formatCountdown(leftMs) : formatDuration(leftMs, locale) })}
      </Text>
      <Button onClick={done} style={{ alignSelf: 'flex-end' }}>
        {say('close')}
      </Button>
    </Stack>
  )
}
