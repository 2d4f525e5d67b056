/** The frame of every page: its title (also the window's), one sentence of purpose, actions, content. */
import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './page.module.css'

type PageProps = { title: string; lead?: string; actions?: ReactNode; aside?: ReactNode; children: ReactNode }

export function Page({ title, lead, actions, aside, children }: PageProps) {
  return (
    <Stack gap="lg" className={styles.page}>
      <title>{`${title} · Evergate`}</title>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div className={styles.heading}>
          <Title order={1} tabIndex={-1} data-page-title>
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text c="dimmed" size="sm" mt={4} maw="68ch">
              {lead}
            </Text>
          )}
          {aside}
        </div>
        {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  )
}
