/** Chooses roles. */
import { Checkbox, SimpleGrid } from '@mantine/core'
import { type Role, roles, roleTexts } from '../app/roles.ts'
import { useTexts } from '../words/use-texts.ts'
import { accountTexts } from './account-texts.ts'

type RoleChoiceProps = { value: readonly Role[]; onChange: (roles: readonly Role[]) => void; error: string | null }

export function RoleChoice({ value, onChange, error }: RoleChoiceProps) {
  const say = useTexts(accountTexts)
  const sayRole = useTexts(roleTexts)
  return (
    <Checkbox.Group
      label={say('roles')}
      value={[...value]}
      onChange={(chosen) => onChange(roles.filter((role) => chosen.includes(role)))}
      error={error}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={6}>
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={sayRole(role)} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
