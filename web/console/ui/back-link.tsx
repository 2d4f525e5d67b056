/** The way back from one thing to the list it stands in. */
import { Link, type LinkProps } from '@tanstack/react-router'
import styles from './back-link.module.css'
import { Icon } from './icon.tsx'

export function BackLink({ to, children }: { to: NonNullable<LinkProps['to']>; children: string }) {
  return (
    <Link to={to} className={styles.back!}>
      <Icon name="back" size={16} />
      {children}
    </Link>
  )
}
