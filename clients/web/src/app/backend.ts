export { openChat, signIn, signUp } from '@chat/client';
