import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { precompress } from './precompress.ts';

// The edge serves what is built here; `npm run dev` serves it by itself and passes calls on to a running stack.
// `npm run dev -- --mode demo` runs on an in-memory double instead, with demo people: package.json says where `#backend` is then.
const stack = process.env.CHAT_EDGE ?? 'http://localhost:8080';

export default defineConfig(({ mode }) => ({
  plugins: [preact(), precompress()],
  resolve: mode === 'demo' ? { conditions: ['demo', 'module', 'browser', 'development|production'] } : {},
  build: {
    outDir: '../../Chat.Edge/wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // What is fetched when the page is idle, and what it shares with the first screen, in one piece: a file costs 400 bytes of headers,
    // and small ones compress badly. Measured: 110 KB of first load in place of 121.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'screens', test: /src\/(devices|group|newChat|settings)\// }] } },
    },
  },
  server: { proxy: { '/api': stack, '/ws': { target: stack, ws: true } } },
  test: { environment: 'happy-dom' },
}));
