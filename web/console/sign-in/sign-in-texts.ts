/** Words of signing in and of choosing a password. */
import type { Texts } from '../words/texts.ts'

export const signInTexts = {
  title: ['登录工作台', 'Sign in to the staff console'],
  username: ['用户名', 'User name'],
  password: ['密码', 'Password'],
  signIn: ['登录', 'Sign in'],
  ended: [
    '登录已过期。重新登录后，页面和已填写的内容都还在。',
    'Your session has ended. Sign in again: the page and what you entered are still there.',
  ],
  needBoth: ['请填写用户名和密码。', 'Enter your user name and your password.'],
  failed: ['用户名或密码不正确，或账号已停用。', 'The user name or the password is wrong, or the account is disabled.'],
  lockedOut: [
    '多次登录失败，账号已暂时锁定。请在 {minutes} 分钟后再试，或请管理员重置密码。',
    'Too many failed attempts: sign-in is locked for now. Try again in {minutes} min, or ask an administrator to reset the password.',
  ],
  lockedOutOpen: [
    '多次登录失败，账号已暂时锁定。请稍后再试，或请管理员重置密码。',
    'Too many failed attempts: sign-in is locked for now. Try again later, or ask an administrator to reset the password.',
  ],
  forgotten: ['忘记密码？请联系本单位管理员重置。', 'Forgotten your password? An administrator can reset it.'],
  recorded: ['登录和居民查询均会记录在案。', 'Signing in and looking residents up are recorded.'],
} satisfies Texts

export const passwordTexts = {
  firstTitle: ['请设置您自己的密码', 'Choose a password of your own'],
  firstLead: [
    '{name}，您用的是一次性密码。设置新密码后才能继续。',
    '{name}, you signed in with a one-time password. Choose a new one to go on.',
  ],
  title: ['修改密码', 'Change password'],
  current: ['当前密码', 'Current password'],
  oneTime: ['一次性密码', 'One-time password'],
  fresh: ['新密码', 'New password'],
  freshHint: ['至少 12 个字符。几个不相关的词最好记。', 'At least 12 characters. A few unrelated words are easiest to remember.'],
  repeat: ['再输一次新密码', 'New password again'],
  save: ['保存密码', 'Save password'],
  saved: ['密码已修改。', 'Your password has been changed.'],
  signOut: ['退出登录', 'Sign out'],
  tooShort: ['至少需要 12 个字符，现在是 {count} 个。', 'At least 12 characters are needed; this has {count}.'],
  notSame: ['两次输入不一致。', 'The two entries differ.'],
  unchanged: ['新密码不能与旧密码相同。', 'The new password must differ from the old one.'],
  currentMissing: ['请输入当前密码。', 'Enter your current password.'],
  weak: ['这个密码太容易被猜到，或含有用户名。请换一个。', 'This password is easily guessed or contains your user name. Choose another.'],
  currentWrong: ['当前密码不正确。', 'The current password is wrong.'],
} satisfies Texts
