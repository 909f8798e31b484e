import { readFileSync } from 'node:fs';
import { until } from './until.mjs';

const read = () => JSON.parse(readFileSync(process.env.CHAT_STACK, 'utf8'));

/** The replicas of a service, as the stack's host wrote them down. */
export const replicas = (name) => read().filter((process) => process.name === name);

/** Kills one of them, and waits until the host has started another in its place. */
export async function kill({ name, replica, pid }) {
  process.kill(pid, 'SIGKILL');
  await until(
    () => replicas(name).find((now) => now.replica === replica && now.pid !== pid && now.state === 'healthy'),
    `${name}-${replica} to be up again`,
    30_000,
  );
}
