/**
 * Signing in again over the page of a session that ended by itself: nothing of the page is seen or reached meanwhile, its open dialogs included, and nothing
 * entered there is lost.
 */
import { useEffect, useRef } from 'react'
import styles from './ended-session.module.css'
import { SignIn } from './sign-in.tsx'

let isDrawn = false

/** Listens before any dialog of a page does: Escape on the curtain must not close what lies behind it. */
const keepEscape = (event: KeyboardEvent): void => {
  if (isDrawn && event.key === 'Escape') event.stopImmediatePropagation()
}
addEventListener('keydown', keepEscape, { capture: true })

export function EndedSession({ username }: { username: string }) {
  const curtain = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    isDrawn = true
    curtain.current?.showModal() // in the top layer, which makes everything else inert
    curtain.current?.querySelector<HTMLInputElement>('input[type=password]')?.focus()
    return () => {
      isDrawn = false
    }
  }, [])
  return (
    // A browser closes it at the second Escape, whatever is said to the first.
    <dialog
      ref={curtain}
      className={styles.curtain}
      onCancel={(event) => event.preventDefault()}
      onClose={(event) => event.currentTarget.showModal()}
    >
      <SignIn ended={username} />
    </dialog>
  )
}
