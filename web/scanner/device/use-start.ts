// Runs something once when a component appears, and what it answers when the component goes. For work that depends on nothing that is drawn.
import { useEffect, useRef } from 'preact/hooks'

export function useStart(begin: () => undefined | (() => void)): void {
  const first = useRef(begin)
  useEffect(() => first.current(), [])
}
