export * from './api.ts';
export { openChat, signIn, signUp } from './session/openChat.ts';
