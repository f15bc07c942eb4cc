import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [tailwindcss(), svelte(), svelteTesting()],
  build: {
    target: 'safari16.4', // the oldest web view Tailwind's output works in; WebView2 is far ahead of it
    // The main window, the strip over the till program, and the customers' display.
    rollupOptions: { input: ['index.html', 'strip.html', 'display.html'] },
    assetsInlineLimit: 0, // fonts stay files: the content security policy allows no data: URLs
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: 'happy-dom',
    env: { TZ: 'Europe/Istanbul' },
    include: ['src/**/*.test.ts'],
  },
});
