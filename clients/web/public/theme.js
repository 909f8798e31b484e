// Before the first paint, so that a dark screen does not flash white. src/app/theme.ts keeps what is read here.
const theme = localStorage.getItem('chat.theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
