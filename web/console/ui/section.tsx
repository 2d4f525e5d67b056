/** A titled block within a page. */
import { Group, Paper, Stack, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

type SectionProps = { title: string; actions?: ReactNode; flush?: boolean; children: ReactNode }

/** `flush`: the content draws its own surface (a table), so none is put around it. */
export function Section({ title, actions, flush = false, children }: SectionProps) {
  const id = useId()
  return (
    <Stack component="section" gap="xs" aria-labelledby={id}>
      <Group justify="space-between">
        <Title order={2} id={id}>
          {title}
        </Title>
        {actions}
      </Group>
      {flush ? children : <Paper p="md">{children}</Paper>}
    </Stack>
  )
}
