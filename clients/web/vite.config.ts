import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { precompress } from './precompress.ts';

// The edge serves what is built here; `npm run dev` serves it by itself and passes calls on to a running stack.
const stack = process.env.CHAT_EDGE ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [preact(), precompress()],
  build: { outDir: '../../Chat.Edge/wwwroot', emptyOutDir: true, target: 'es2022' },
  server: { proxy: { '/api': stack, '/ws': { target: stack, ws: true } } },
});
