import './design/tokens.css';
import './design/base.css';
import { render } from 'preact';
import { App } from './app/App.tsx';
import { resumeSession } from './app/session.ts';
import { followTheme } from './app/theme.ts';

followTheme();
void resumeSession();

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no #app');
render(<App />, root);
