/** A street's code as its district and name. */
import { useQuery } from '@tanstack/react-query'
import { streetName } from './divisions.ts'
import { divisionsQuery } from './places.query.ts'

export function StreetName({ code }: { code: string }) {
  const divisions = useQuery(divisionsQuery)
  return <>{streetName(divisions.data ?? [], code)}</>
}
