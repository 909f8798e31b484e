declare module '*.txt?raw' {
  const text: string;
  export { text as default };
}
