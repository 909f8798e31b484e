import type { MessageState } from '@chat/client';
import type { JSX } from 'preact';
import { Icon, type IconName } from './Icon.tsx';
import './Ticks.css';

const shown: Record<Exclude<MessageState, 'received'>, readonly [IconName, string]> = {
  waiting: ['clock', 'Waiting to be sent'],
  sent: ['tick', 'Sent'],
  delivered: ['ticks', 'Delivered'],
  read: ['ticks', 'Read'],
  failed: ['warning', 'Not sent'],
};

/** How far an own message has come. Nothing for others' messages. */
export function Ticks({ state, size = 17 }: { readonly state: MessageState; readonly size?: number }): JSX.Element | null {
  if (state === 'received') return null;
  const [icon, label] = shown[state];
  return <Icon name={icon} label={label} size={size} class={`ticks ticks-${state}`} />;
}
