import type { JSX } from 'preact';

export function SignIn({ reason }: { readonly reason: string | undefined }): JSX.Element {
  return <p>{reason}</p>;
}
