/** After an entry was sent back, puts the cursor into the first field with a fault. */
import { type RefObject, useEffect, useRef } from 'react'

/** Give the form the ref; `faults` is a new object each time the form was judged. */
export function useFaultFocus(faults: object): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (Object.keys(faults).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [faults])
  return form
}
