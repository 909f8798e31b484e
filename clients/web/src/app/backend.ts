import { ChatError, type OpenChat, type SignIn, type SignUp } from '@chat/client';

// Until @chat/client has them.
export const openChat: OpenChat = () => Promise.resolve(undefined);
export const signIn: SignIn = () => Promise.reject(new ChatError('offline', 'there is no client yet'));
export const signUp: SignUp = () => Promise.reject(new ChatError('offline', 'there is no client yet'));
