/** The states of anything that is loaded: loading, empty, failed. Each says what is so and what to do next. */
import { Button, Paper, Skeleton, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { asFailure } from '../api/problem.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { failureTexts } from './failure-texts.ts'
import { failureWords, type Sayings } from './failure-words.ts'
import { Icon } from './icon.tsx'
import { Notice } from './notice.tsx'
import { stateTexts } from './state-texts.ts'

export function LoadingState({ rows = 4 }: { rows?: number }) {
  const say = useTexts(stateTexts)
  return (
    <Stack gap="sm" role="status" aria-label={say('loading')}>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <Skeleton key={row} height={28} radius="sm" />
      ))}
    </Stack>
  )
}

export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Paper p="xl" style={{ borderStyle: 'dashed', textAlign: 'center' }} bg="transparent">
      <Icon name="empty" size={28} style={{ color: 'var(--mantine-color-gray-5)' }} />
      <Text fw={600} mt={4}>
        {title}
      </Text>
      {children === undefined ? null : (
        <Text c="dimmed" size="sm" component="div" mt={4}>
          {children}
        </Text>
      )}
    </Paper>
  )
}

/** Without `onRetry` it was a press that changes something, which nobody repeats but the person. */
type FailureProps = { error: unknown; sayings?: Sayings; onRetry?: () => void; isRetrying?: boolean }

export function FailureState({ error, sayings, onRetry, isRetrying = false }: FailureProps) {
  const say = useTexts(failureTexts)
  const failure = asFailure(error)
  const words = failureWords(failure, useLocale(), sayings, onRetry === undefined)
  const canRetry = words.retryable && onRetry !== undefined
  return (
    <Notice tone={failure.kind === 'unreachable' || failure.kind === 'overloaded' ? 'warning' : 'bad'} title={words.headline}>
      {words.advice}
      {words.retryable ? (
        <Text size="xs" c="dimmed" mt={4}>
          {say('code')}: <code>{failure.code}</code>
        </Text>
      ) : null}
      {canRetry ? (
        <Button mt="sm" size="xs" variant="default" loading={isRetrying} onClick={onRetry}>
          {say('retry')}
        </Button>
      ) : null}
    </Notice>
  )
}
