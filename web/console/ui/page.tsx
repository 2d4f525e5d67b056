/** The frame of every page: its title (also the window's), one sentence of purpose, actions, content. */
import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './page.module.css'

/**
 * `windowTitle` stands in the window's title and so in the browser's history: pages about a resident give one that says nothing about them.
 * `takesFocus`: the page came in place of another without a change of address, so the reader of the screen is led to its title.
 */
type PageProps = {
  title: string
  windowTitle?: string
  takesFocus?: boolean
  lead?: string
  actions?: ReactNode
  aside?: ReactNode
  children: ReactNode
}

export function Page({ title, windowTitle = title, takesFocus = false, lead, actions, aside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])
  return (
    <Stack gap="lg" className={styles.page}>
      <title>{`${windowTitle} · Evergate`}</title>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div className={styles.heading}>
          <Title order={1} tabIndex={-1} data-page-title ref={heading}>
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
